import type { Nodes, Paragraph, PhrasingContent } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { type Place, placeOf } from '#app/features/curriculum/compiler/files/problems.server.ts';
import { isParent } from './mdx-tree.server.ts';

/** A line of a paragraph as its author broke it. */
export type Line = { place: Place; words: PhrasingContent[] };

/**
 * The lines of any text as they stand in the file, from its first on: emphasis, code and
 * links as their words.
 */
export function textRows(node: Nodes): { place: Place; text: string }[] {
  const { line, column } = placeOf(node);
  const text = (each: Nodes): string => {
    if (each.type === 'break') return '\n';
    if ('value' in each) return each.value;
    return isParent(each) ? each.children.map(text).join('') : '';
  };
  return text(node)
    .split('\n')
    .map((row, index) => ({ text: row, place: { line: line + index, column } }));
}

/** The plain text of a line. */
export function textOfLine({ words }: Line): string {
  return textOf({ type: 'paragraph', children: words }).trim();
}

/** Cuts a paragraph where its author began new lines. Whatever is not plain text stays whole. */
export function splitLines(paragraph: Paragraph): Line[] {
  const { column } = placeOf(paragraph);
  let line: Line = { place: placeOf(paragraph), words: [] };
  const lines = [line];
  for (const child of paragraph.children) {
    if (child.type === 'break') {
      line = { place: { line: line.place.line + 1, column }, words: [] };
      lines.push(line);
      continue;
    }
    if (child.type !== 'text') {
      line.words.push(child);
      continue;
    }
    const { line: start } = placeOf(child);
    child.value.split('\n').forEach((value, index) => {
      if (index > 0) {
        line = { place: { line: start + index, column }, words: [] };
        lines.push(line);
      }
      // A hard break is followed by a text of its own that starts with the next line.
      if (value !== '') line.words.push({ type: 'text', value });
    });
  }
  return lines.filter(({ words }) => words.length > 0);
}
