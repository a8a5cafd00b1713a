import type { Nodes } from 'mdast';
import type { Report } from '#app/features/curriculum/compiler/files/problems.server.ts';
import { isBlockOf, isParent } from './mdx-tree.server.ts';
import { readsQuotes } from './part-names.server.ts';
import { textRows } from './text-lines.server.ts';

/**
 * Notes of authors (`> Kind: best`, `> Misconception: …`) that stand where nothing reads them as such, and so would be
 * shown to cadets. Each line is looked at by itself: a note that Markdown took into the line above is lost as well.
 */

const names = 'Resident|Officer|Kind|Effect|If|Misconception';
const startsAsNote = new RegExp(`^\\s*(${names})\\s*:`);
/** With signs before it that Markdown did not take for a quotation, or took for more than one. */
const looksLikeNote = new RegExp(`(?:^[\\s>*_~\\\\-]*|>\\s*)(${names})\\s*:`);
const quoteSignThenNote = new RegExp(`>\\s*(${names})\\s*:`);

type Reader = 'choices' | 'options' | null;

const isReadBy = (reader: Reader, name: string | undefined): boolean =>
  name !== undefined && reader !== null && (name === 'Misconception') === (reader === 'options');

/** Which notes are read from the quotation a text stands in: those of choices, of options, or none. */
function readerOf(path: readonly Nodes[]): Reader {
  const [item, quote] = path.slice(-2);
  const part = path.findLast(readsQuotes);
  if (item?.type !== 'listItem' || quote?.type !== 'blockquote' || part === undefined) return null;
  return isBlockOf(part, 'Scene') ? 'choices' : 'options';
}

/** Whether the text is quoted right behind a list of options or choices, which is reported as what it is: not indented. */
function followsList(path: readonly Nodes[]): boolean {
  const [part, quote] = path.slice(-2);
  if (part === undefined || quote?.type !== 'blockquote' || !readsQuotes(part)) return false;
  if (!isParent(part)) return false;
  const siblings: Nodes[] = part.children;
  return siblings[siblings.indexOf(quote) - 1]?.type === 'list';
}

/**
 * Reports lines of a paragraph, heading or cell that look like a note and are none.
 * @param path what the text stands in, from the page down
 */
export function refuseStrayNotes(node: Nodes, path: readonly Nodes[], report: Report): void {
  if (followsList(path)) return;
  const reader = readerOf(path);
  const quoted = path.some(({ type }) => type === 'blockquote');
  for (const { text, place } of textRows(node)) {
    const [start, first] = startsAsNote.exec(text) ?? [];
    const words = isReadBy(reader, first) ? text.slice(start?.length) : text;
    const [, name] =
      (quoted && words === text ? looksLikeNote : quoteSignThenNote).exec(words) ?? [];
    if (name === undefined) continue;
    report.error(
      'stray-option',
      place,
      isReadBy(reader, name)
        ? `\`${name}:\` is read only at the start of a line of its own; take away what stands before it, or cadets would read it.`
        : `\`${name}:\` belongs to ${name === 'Misconception' ? 'an option' : 'a choice'}; here cadets would read it. Put it under its ${name === 'Misconception' ? 'option' : 'choice'}, or start the line otherwise.`,
    );
  }
}
