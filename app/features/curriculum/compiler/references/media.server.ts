import type { Nodes, RootContent } from 'mdast';
import {
  createReport,
  fileStart,
  type Place,
  placeOf,
  type Report,
} from '#app/features/curriculum/compiler/files/problems.server.ts';
import { didYouMean } from '#app/features/curriculum/compiler/files/spelling.server.ts';
import {
  attributeOf,
  setAttributes,
} from '#app/features/curriculum/compiler/syntax/mdx-attributes.server.ts';
import {
  isParent,
  type Jsx,
  parseMarkdown,
} from '#app/features/curriculum/compiler/syntax/mdx-tree.server.ts';
import {
  refuseStrayLines,
  refuseStraySigns,
} from '#app/features/curriculum/compiler/syntax/stray-markup.server.ts';
import type { ContentProblem } from '#app/features/curriculum/courses/schema.ts';
import { pictureSizes } from '#app/features/curriculum/items/picture-rules.ts';
import type { Asset } from './assets.server.ts';
import type { AssetUse } from './file-kinds.server.ts';
import { decoded, pathInCourse } from './link-rules.server.ts';
import type { References, Scope } from './reference-scope.server.ts';

/** The file that a picture, film, recording, caption or link names, or null with the reason reported at `place`. */
export async function resolveAsset(
  target: string,
  use: AssetUse,
  place: Place,
  scope: Scope,
): Promise<Asset | null> {
  const { path, library, report } = scope;
  if (target === '') return null;
  if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(target)) {
    report.error(
      'bad-asset',
      place,
      `\`${target}\` is not in the course’s folder; put the file there, since pages load nothing from elsewhere.`,
    );
    return null;
  }
  const inCourse = pathInCourse(path, decoded(target));
  if (inCourse === null) {
    report.error(
      'bad-asset',
      place,
      `\`${target}\` leads out of the course’s folder; put the file into it.`,
    );
    return null;
  }
  const lookup = await library.asset(inCourse, use);
  if ('asset' in lookup) return lookup.asset;
  // A name may hold a percent sign itself.
  const raw = pathInCourse(path, target);
  const other = raw === null || raw === inCourse ? null : await library.asset(raw, use);
  if (other !== null && 'asset' in other) return other.asset;
  report.error('bad-asset', place, lookup.problem);
  return null;
}

/** What an element that shows a picture needs, by the names of React. */
export function pictureAttributes({ size, srcset }: Asset): Record<string, string> {
  return {
    ...(size && { width: String(size.width), height: String(size.height) }),
    ...(srcset && { srcSet: srcset, sizes: pictureSizes }),
  };
}

/** Fills a figure in with its picture's address and size. */
export async function resolveFigure(node: Jsx, scope: Scope): Promise<void> {
  const asset = await resolveAsset(attributeOf(node, 'src') ?? '', 'picture', placeOf(node), scope);
  if (asset === null) return;
  setAttributes(node, { src: null, url: asset.url, ...pictureAttributes(asset) });
}

/** Fills a film in with its files, and its transcript as its words. */
export async function resolveVideo(node: Jsx, scope: Scope): Promise<void> {
  const place = placeOf(node);
  const film = await resolveAsset(attributeOf(node, 'src') ?? '', 'film', place, scope);
  const captions = await resolveAsset(
    attributeOf(node, 'captions') ?? '',
    'captions',
    place,
    scope,
  );
  const poster = await resolveAsset(attributeOf(node, 'poster') ?? '', 'picture', place, scope);
  const transcript = attributeOf(node, 'transcript') ?? '';
  const path = pathInCourse(scope.path, transcript);
  if (transcript !== '' && path === null) {
    scope.report.error(
      'bad-asset',
      place,
      `\`${transcript}\` leads out of the course’s folder; put the transcript into it.`,
    );
  } else if (path !== null && transcript !== '') {
    const lookup = await scope.library.text(path);
    if (lookup.text === null && lookup.problems.length === 0) {
      scope.report.error(
        'bad-asset',
        place,
        `there is no transcript \`${path}\`; add it as a Markdown file.`,
      );
    }
    setChildren(node, markdownOf(lookup.file, lookup.text, lookup.problems, scope));
  }
  setAttributes(node, {
    src: null,
    captions: null,
    transcript: null,
    poster: null,
    url: film?.url ?? null,
    captionsUrl: captions?.url ?? null,
    posterUrl: poster?.url ?? null,
  });
}

/** Fills a recording in with its file, and what readers are told of it before they load it. */
export async function resolveAudio(node: Jsx, scope: Scope): Promise<void> {
  const place = placeOf(node);
  const sound = await resolveAsset(attributeOf(node, 'src') ?? '', 'recording', place, scope);
  if (sound === null) return;
  scope.found.sounds.push(pathInCourse(scope.path, decoded(attributeOf(node, 'src') ?? '')) ?? '');
  setAttributes(node, { src: null, url: sound.url, kind: sound.kind });
}

/** Puts the academy's own text, or the demo academy's example, in place of the default if there is one. */
export async function resolveLocalRule(node: Jsx, scope: Scope): Promise<void> {
  const id = attributeOf(node, 'id') ?? '';
  scope.found.localRules.push(id);
  const rule = await scope.library.localRule(id);
  if (rule === null) {
    scope.found.openRules.push(id);
    return;
  }
  setChildren(node, markdownOf(rule.file, rule.text, rule.problems, scope));
  setAttributes(node, { stated: rule.isExample ? 'example' : 'yes' });
}

/** Reports rules that a lesson needs and does not show: what it waits for must be where its readers meet it. */
export function checkNeededRules(
  ids: readonly string[],
  placeOfEntry: (index: number) => Place,
  { localRules }: References,
  report: Report,
): void {
  for (const [index, id] of ids.entries()) {
    if (localRules.includes(id)) continue;
    report.error(
      'unknown-rule',
      placeOfEntry(index),
      `the lesson needs the rule \`${id}\` and has no <LocalRule id="${id}">; write the block where readers need it, or take the line out.${didYouMean(id, localRules)}`,
    );
  }
}

function setChildren(node: Jsx, children: RootContent[]): void {
  if (node.type === 'mdxJsxFlowElement') node.children = children as typeof node.children;
}

/** The Markdown of a transcript or local rule; what is wrong with it is reported at its own file. */
function markdownOf(
  file: string,
  text: string | null,
  problems: readonly ContentProblem[],
  scope: Scope,
): RootContent[] {
  const report = createReport(file);
  const tree = parseMarkdown(text ?? '', report);
  if (text !== null && text.trim() === '') {
    report.error('empty-file', fileStart, 'this file is empty; write its text.');
  }
  const check = (node: Nodes) => {
    if (node.type === 'paragraph') refuseStrayLines(node, report);
    if (node.type === 'text') refuseStraySigns(node, report);
    if (node.type === 'image') {
      report.error(
        'bad-asset',
        placeOf(node),
        'pictures are not used here; put them into the lesson.',
      );
    }
    if (node.type === 'link' && !/^(https?|mailto|tel):/i.test(node.url)) {
      report.error('bad-link', placeOf(node), 'link only to web addresses here.');
    }
    if (isParent(node)) node.children.forEach(check);
  };
  check(tree);
  scope.found.problems.push(...problems, ...report.problems);
  return tree.children;
}
