import type { List, TableRow } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import {
  type Place,
  placeOf,
  type Report,
} from '#app/features/curriculum/compiler/files/problems.server.ts';
import type { WrittenEntry } from './written-parts.server.ts';

/** Lists and tables as entries with words of their own. */

/** Reports entries that say the same as an earlier one; returns nothing, so that all are kept and shown. */
export function refuseTwins(
  entries: readonly WrittenEntry[],
  rule: string,
  what: string,
  report: Report,
): void {
  const seen = new Map<string, Place>();
  for (const { text, place } of entries) {
    const words = text.toLowerCase();
    const twin = seen.get(words);
    if (twin !== undefined) {
      report.error(
        rule,
        place,
        `this ${what} says the same as the one on line ${twin.line}; reword or remove it.`,
      );
    }
    seen.set(words, twin ?? place);
  }
}

/** Lines of a list as entries of one paragraph each. */
export function readEntries(
  list: List,
  rule: string,
  what: string,
  report: Report,
): WrittenEntry[] {
  return list.children.flatMap((item): WrittenEntry[] => {
    const [first, ...rest] = item.children;
    const place = placeOf(item);
    const text = first === undefined ? '' : textOf(first).trim();
    const [stray] = rest;
    if (stray?.type === 'blockquote' && what === 'entry') {
      report.error(
        rule,
        placeOf(stray),
        'feedback is written once, after the whole list and not indented: start this line with `>` at the left edge, after an empty line.',
      );
    } else if (stray !== undefined) {
      report.error(rule, placeOf(stray), `each ${what} is one line; put this into it.`);
    }
    if (first?.type !== 'paragraph' || text === '') {
      report.error(rule, place, `this ${what} has no words; write them after the number.`);
      return [];
    }
    return [{ text, words: first.children, place }];
  });
}

/** The cells of a table's row with their words. A row may have fewer or more than its table's head. */
export function cellsOf(row: TableRow): WrittenEntry[] {
  return row.children.map((cell) => ({
    text: textOf(cell).replace(/\s+/g, ' ').trim(),
    words: cell.children,
    place: cell.position === undefined ? placeOf(row) : placeOf(cell),
  }));
}
