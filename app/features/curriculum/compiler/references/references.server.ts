import type { Nodes, Root } from 'mdast';
import { placeOf, type Report } from '#app/features/curriculum/compiler/files/problems.server.ts';
import { didYouMean } from '#app/features/curriculum/compiler/files/spelling.server.ts';
import {
  isJsx,
  isParent,
  type Jsx,
} from '#app/features/curriculum/compiler/syntax/mdx-tree.server.ts';
import type { ContentKind } from '#app/features/curriculum/courses/schema.ts';
import { anchorPrefix } from './anchors.server.ts';
import { resolveSource, resolveTerm } from './citations.server.ts';
import { endingOf } from './file-kinds.server.ts';
import type { Library } from './library.server.ts';
import { readLink } from './link-rules.server.ts';
import {
  pictureAttributes,
  resolveAsset,
  resolveAudio,
  resolveFigure,
  resolveLocalRule,
  resolveVideo,
} from './media.server.ts';
import { resolveConversation, resolveSpoken } from './recordings.server.ts';
import type { References, Scope } from './reference-scope.server.ts';

/**
 * Resolves everything a file refers to (sources, terms, local rules, pictures, films, links) and writes what was found
 * into the tree, so that rendering needs nothing else. Unknown things are reported where they are named.
 * @param path of the file in the course's folder
 * @param anchors of the file's own headings; null: not all are known, so links to them are not checked
 */
export async function resolveReferences(
  tree: Root,
  kind: ContentKind,
  path: string,
  anchors: readonly string[] | null,
  library: Library,
  report: Report,
): Promise<References> {
  const found: References = {
    references: [],
    terms: [],
    localRules: [],
    openRules: [],
    voices: [],
    sounds: [],
    links: [],
    anchorLinks: [],
    problems: [],
  };
  await resolveNode(tree, { kind, path, anchors, library, report, found });
  return found;
}

async function resolveNode(node: Nodes, scope: Scope): Promise<void> {
  if (node.type === 'link') await resolveLink(node, scope);
  if (node.type === 'image') {
    const asset = await resolveAsset(node.url, 'picture', placeOf(node), scope);
    if (asset !== null) {
      node.url = asset.url;
      const hProperties = { ...pictureAttributes(asset), loading: 'lazy', decoding: 'async' };
      node.data = { ...node.data, hProperties };
    }
  }
  if (isJsx(node)) await resolveComponent(node, scope);
  if (isParent(node)) for (const child of node.children) await resolveNode(child, scope);
}

/** Whether a link names a page, as its ending (or none) says, and not a file to hand out. */
const isPage = (path: string) => ['', 'md', 'mdx'].includes(endingOf(path));

async function resolveLink(node: Extract<Nodes, { type: 'link' }>, scope: Scope): Promise<void> {
  const { path, anchors, library, report, found } = scope;
  const place = placeOf(node);
  const target = readLink(node.url, path, place, report);
  if (target === null || target.to === 'outside') return;
  if (target.to === 'anchor') {
    if (anchors !== null && !anchors.includes(target.anchor)) {
      const hint = didYouMean(target.anchor, anchors);
      report.error('broken-link', place, `this page has no heading \`#${target.anchor}\`.${hint}`);
    }
    node.url = `#${anchorPrefix}${target.anchor}`;
    return;
  }
  if (!isPage(target.path)) {
    const [file = '', part] = node.url.split('#');
    const asset = await resolveAsset(file, 'handout', place, scope);
    if (asset === null) return;
    node.url = part === undefined ? asset.url : `${asset.url}#${part}`;
    // Within the link: who hears the page or lists its links is told, too. The size stays with its unit.
    const told = asset.kind.replace(/ (?=\S+$)/, '\u00a0');
    node.children.push({ type: 'text', value: ` (${told})` });
    return;
  }
  found.links.push({ path: target.path, ...place });
  const address = library.link(target.path);
  if (address === null) {
    const hint = didYouMean(target.path, library.linkPaths);
    report.error(
      'broken-link',
      place,
      `there is no lesson, module or quiz in \`${target.path}\`.${hint}`,
    );
    return;
  }
  node.url = target.anchor === null ? address : `${address}#${anchorPrefix}${target.anchor}`;
  if (target.anchor !== null) {
    found.anchorLinks.push({ path: target.path, anchor: target.anchor, ...place });
  }
}

async function resolveComponent(node: Jsx, scope: Scope): Promise<void> {
  switch (node.name) {
    case 'Source':
      return resolveSource(node, scope);
    case 'Term':
      return resolveTerm(node, scope);
    case 'LocalRule':
      return resolveLocalRule(node, scope);
    case 'Figure':
      return resolveFigure(node, scope);
    case 'Audio':
      return resolveAudio(node, scope);
    case 'Video':
      return resolveVideo(node, scope);
    case 'Spoken':
      return resolveSpoken(node, scope);
    case 'Scenario':
      return resolveConversation(node, scope);
  }
}
