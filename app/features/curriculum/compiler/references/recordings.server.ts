import { basename, dirname, extname, join } from 'node:path';
import type { List, Nodes, Paragraph } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { placeOf } from '#app/features/curriculum/compiler/files/problems.server.ts';
import {
  attributeOf,
  hasAttribute,
  setAttributes,
} from '#app/features/curriculum/compiler/syntax/mdx-attributes.server.ts';
import {
  isBlockOf,
  isJsx,
  isParent,
  type Jsx,
} from '#app/features/curriculum/compiler/syntax/mdx-tree.server.ts';
import { secondsToSay, wordsOf } from '#app/features/curriculum/courses/spoken-rules.ts';
import { countOf } from '#app/words/numbers.ts';
import { findCaptionsProblem } from './captions.server.ts';
import { endingOf, isFor, isSound } from './file-kinds.server.ts';
import { resolveAsset } from './media.server.ts';
import type { Scope } from './reference-scope.server.ts';

/**
 * An academy's own recordings of lines. They lie beside the lesson and are found by their names, so that nothing in the
 * lesson is to be changed: `<id>.m4a` or `<id>.1.m4a` for a spoken line, `<scenario>.<scene>.<number>.m4a` for a line in a
 * conversation, `<scenario>.<scene>.choice-<number>.m4a` for a choice; captions of the same name end in `.vtt`.
 */

/** The files beside a page that are named for one block of it, by the name without its ending. */
type Own = { sounds: Map<string, string>; captions: Map<string, string> };

const stemOf = (name: string) => basename(name, extname(name));

async function listOwn(id: string, scope: Scope): Promise<Own> {
  const folder = dirname(scope.path);
  const names = await scope.library.recordings(folder === '.' ? '' : folder);
  const own = names.filter((name) => name.startsWith(`${id}.`));
  // Of two recordings of a line, that which browsers play: what it was saved from may lie beside it.
  const sounds = own
    .filter(isSound)
    .sort((a, b) => Number(isFor(a, 'recording')) - Number(isFor(b, 'recording')));
  const toMap = (list: readonly string[]) => new Map(list.map((name) => [stemOf(name), name]));
  return { sounds: toMap(sounds), captions: toMap(own.filter((name) => isFor(name, 'captions'))) };
}

/** A line that can have a recording. `file`: its name without its ending; `seconds` it takes to say. */
type Line = { file: string; words: string; seconds: number; node: Nodes };

type Found = { url: string; kind: string; captionsUrl: string | null };

/** Takes the recording of a line out of those that are left. */
async function take(
  { file, words, seconds, node }: Line,
  left: Own,
  scope: Scope,
): Promise<Found | null> {
  const { path, report, found } = scope;
  found.voices.push(join(dirname(path), file));
  const sound = left.sounds.get(file);
  if (sound === undefined) return null;
  left.sounds.delete(file);
  const place = placeOf(node);
  const asset = await resolveAsset(`./${encodeURI(sound)}`, 'recording', place, scope);
  const captions = left.captions.get(file);
  left.captions.delete(file);
  if (asset === null) return null;
  const lasts = asset.seconds;
  // Under half or over double of it, with seconds to spare for who speaks slowly and for uncut ends.
  if (lasts !== null && (lasts > 2 * seconds + 4 || lasts + 1 < seconds / 2)) {
    report.warning(
      'recording-length',
      place,
      `\`${join(dirname(path), sound)}\` lasts ${secondsWords(lasts)}, and this line takes about ${secondsWords(seconds)} as it is written; keep its silences, cut the ends, or see whether it is another line.`,
    );
  }
  if (captions === undefined) return { url: asset.url, kind: asset.kind, captionsUrl: null };
  const vtt = join(dirname(path), captions);
  const { text } = await scope.library.text(vtt);
  const problem = findCaptionsProblem(text ?? '', words);
  if (problem !== null) report.error('captions', place, `\`${vtt}\` ${problem}`);
  const track = await resolveAsset(`./${encodeURI(captions)}`, 'captions', place, scope);
  return { url: asset.url, kind: asset.kind, captionsUrl: track?.url ?? null };
}

const secondsWords = (seconds: number) => countOf(Math.max(1, Math.round(seconds)), 'second');

const secondsOf = (words: string) =>
  wordsOf(words).reduce((sum, word) => sum + secondsToSay(word, 'even'), 0);

function warnOfUnused(left: Own, names: string, node: Jsx, scope: Scope) {
  for (const file of [...left.sounds.values(), ...left.captions.values()]) {
    scope.report.warning(
      'unused-recording',
      placeOf(node),
      endingOf(file) === 'vtt'
        ? `\`${join(dirname(scope.path), file)}\` are captions without a recording; give both one name.`
        : `\`${join(dirname(scope.path), file)}\` is named for this and no line here takes it; name it ${names}.`,
    );
  }
}

/** Fills the recordings of a spoken line in. */
export async function resolveSpoken(node: Jsx, scope: Scope): Promise<void> {
  const id = attributeOf(node, 'id') ?? '';
  if (id === '') return;
  const left = await listOwn(id, scope);
  const readings = node.children.filter(isJsx);
  const title = attributeOf(node, 'title') ?? '';
  for (const [index, reading] of readings.entries()) {
    const file = readings.length === 1 ? id : `${id}.${index + 1}`;
    const seconds = Number(attributeOf(reading, 'seconds') ?? 0);
    setAttributes(reading, { seconds: null });
    const found = await take({ file, words: textOf(reading), seconds, node: reading }, left, scope);
    const label = attributeOf(reading, 'label');
    if (found !== null)
      setAttributes(reading, { ...found, name: label ? `${title}: ${label}` : title });
  }
  const names = readings.length === 1 ? `\`${id}\`` : `\`${id}.1\` or \`${id}.2\``;
  warnOfUnused(left, names, node, scope);
}

/** The lines of speech in a scene, as `scenario-parts` marked them. */
function listSpeech(node: Nodes): Paragraph[] {
  if (node.type === 'paragraph')
    return String(node.data?.hProperties?.className ?? '') === 'speech' ? [node] : [];
  return isParent(node) ? node.children.flatMap((child: Nodes) => listSpeech(child)) : [];
}

/** Puts the recording of a line behind its words. */
function append(line: Paragraph, found: Found, name: string): void {
  const recording: Jsx = {
    type: 'mdxJsxTextElement',
    name: 'Recording',
    attributes: [],
    children: [],
  };
  setAttributes(recording, { ...found, name });
  line.children.push(recording);
}

async function resolveChoices(list: List, file: string, left: Own, scope: Scope): Promise<void> {
  const lines = list.children.flatMap(({ children: [first] }) =>
    first?.type === 'paragraph' ? [first] : [],
  );
  let recorded = 0;
  for (const [index, node] of lines.entries()) {
    const words = textOf(node);
    const line = { file: `${file}.choice-${index + 1}`, words, seconds: secondsOf(words), node };
    const found = await take(line, left, scope);
    if (found === null) continue;
    recorded += 1;
    append(node, found, `reply ${index + 1}`);
  }
  if (recorded === 0 || recorded === lines.length) return;
  scope.report.warning(
    'uneven-recordings',
    placeOf(list),
    `of the ${lines.length} choices here ${recorded} can be heard, which sets them apart from the rest; record each of them, or none.`,
  );
}

/** Puts the recording of each line of speech, and of each choice, behind its words. */
export async function resolveConversation(node: Jsx, scope: Scope): Promise<void> {
  const id = attributeOf(node, 'id') ?? '';
  if (id === '') return;
  const left = await listOwn(id, scope);
  for (const scene of node.children) {
    if (!isBlockOf(scene, 'Scene')) continue;
    const file = `${id}.${attributeOf(scene, 'id')}`;
    for (const [index, line] of listSpeech(scene).entries()) {
      const words = line.children
        .slice(1)
        .map((part) => textOf(part))
        .join('');
      const found = await take(
        { file: `${file}.${index + 1}`, words, seconds: secondsOf(words), node: line },
        left,
        scope,
      );
      const who = textOf(line.children[0]).replace(/:$/, '');
      if (found !== null) append(line, found, `${who}, line ${index + 1}`);
    }
    const last = scene.children.at(-1);
    if (last?.type === 'list' && !hasAttribute(scene, 'end'))
      await resolveChoices(last, file, left, scope);
  }
  const names = `\`${id}.SCENE.1\` for the first line of speech in a scene, \`${id}.SCENE.choice-1\` for its first choice`;
  warnOfUnused(left, names, node, scope);
}
