import { basename, dirname, extname, join } from 'node:path';
import type { Nodes, Paragraph } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { placeOf } from '#app/features/curriculum/compiler/files/problems.server.ts';
import {
  attributeOf,
  setAttributes,
} from '#app/features/curriculum/compiler/syntax/mdx-attributes.server.ts';
import {
  isBlockOf,
  isJsx,
  isParent,
  type Jsx,
} from '#app/features/curriculum/compiler/syntax/mdx-tree.server.ts';
import { resolveAsset } from './media.server.ts';
import type { Scope } from './reference-scope.server.ts';

/**
 * An academy's own recordings of lines. They lie beside the lesson and are found by their names, so that nothing in the
 * lesson is to be changed: `<id>.mp3` or `<id>.1.mp3` for a spoken line, `<scenario>.<scene>.<number>.mp3` in a conversation.
 */

/** The recordings beside a page that are named for one block of it, by the name without its ending. */
async function listOwn(id: string, scope: Scope): Promise<Map<string, string>> {
  const folder = dirname(scope.path);
  const names = await scope.library.recordings(folder === '.' ? '' : folder);
  const own = names.filter((name) => name.startsWith(`${id}.`));
  return new Map(own.map((name) => [basename(name, extname(name)), name]));
}

type Found = { url: string; kind: string };

/** Takes the recording of a line out of those that are left. */
async function take(
  name: string,
  left: Map<string, string>,
  node: Nodes,
  scope: Scope,
): Promise<Found | null> {
  const file = left.get(name);
  if (file === undefined) return null;
  left.delete(name);
  const asset = await resolveAsset(`./${encodeURI(file)}`, 'recording', placeOf(node), scope);
  return asset === null ? null : { url: asset.url, kind: asset.kind };
}

function warnOfUnused(left: ReadonlyMap<string, string>, names: string, node: Jsx, scope: Scope) {
  for (const file of left.values()) {
    scope.report.warning(
      'unused-recording',
      placeOf(node),
      `\`${join(dirname(scope.path), file)}\` is named for this and no line here takes it; name it ${names}.`,
    );
  }
}

/** Fills the recordings of a spoken line in. */
export async function resolveSpoken(node: Jsx, scope: Scope): Promise<void> {
  const id = attributeOf(node, 'id') ?? '';
  if (id === '') return;
  const left = await listOwn(id, scope);
  const readings = node.children.filter(isJsx);
  for (const [index, reading] of readings.entries()) {
    const file = readings.length === 1 ? id : `${id}.${index + 1}`;
    const found = await take(file, left, node, scope);
    const label = attributeOf(reading, 'label');
    const name = label ? `${attributeOf(node, 'title')}: ${label}` : attributeOf(node, 'title');
    if (found !== null) setAttributes(reading, { ...found, name: name ?? '' });
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

/** Puts the recording of each line of speech behind its words. */
export async function resolveConversation(node: Jsx, scope: Scope): Promise<void> {
  const id = attributeOf(node, 'id') ?? '';
  if (id === '') return;
  const left = await listOwn(id, scope);
  if (left.size === 0) return;
  for (const scene of node.children) {
    if (!isBlockOf(scene, 'Scene')) continue;
    for (const [index, line] of listSpeech(scene).entries()) {
      const name = `${id}.${attributeOf(scene, 'id')}.${index + 1}`;
      const found = await take(name, left, line, scope);
      if (found === null) continue;
      const who = textOf(line.children[0]).replace(/:$/, '');
      const recording: Jsx = {
        type: 'mdxJsxTextElement',
        name: 'Recording',
        attributes: [],
        children: [],
      };
      setAttributes(recording, { ...found, name: who });
      line.children.push(recording);
    }
  }
  warnOfUnused(left, `\`${id}.SCENE.1\` for the first line of speech in a scene`, node, scope);
}
