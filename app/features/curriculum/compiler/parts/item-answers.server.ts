import type { List, Table } from 'mdast';
import {
  fileStart,
  type Place,
  placeOf,
  type Report,
} from '#app/features/curriculum/compiler/files/problems.server.ts';
import { isJsx } from '#app/features/curriculum/compiler/syntax/mdx-tree.server.ts';
import { cellsOf, readEntries, refuseTwins } from './entries.server.ts';
import type { WrittenAnswer, WrittenEntry } from './written-parts.server.ts';

/** Answers that are put in order or matched. What is wrong with one is reported at its line. */

/** So many options, entries or places a question may have; what a cadet's browser sends of it holds no more than 50. */
const mostEntries = 20;

/** What there is to choose from, with its name. */
function listEntries(answer: WrittenAnswer): { what: string; all: readonly { place: Place }[] }[] {
  switch (answer.type) {
    case 'choice':
      return [{ what: 'options', all: answer.options }];
    case 'ordering':
      return [{ what: 'entries to put in order', all: answer.entries }];
    case 'matching':
      return [
        { what: 'rows to match', all: answer.pairs.map(({ left }) => left) },
        { what: 'different right sides', all: answer.targets },
      ];
    case 'numeric':
    case 'text':
    case 'rating':
      return [];
    default:
      return answer satisfies never;
  }
}

/** Reports a question with more to choose from than anybody can keep apart, or send. */
export function refuseCrowd(answer: WrittenAnswer, name: string, report: Report): void {
  const crowd = listEntries(answer).find(({ all }) => all.length > mostEntries);
  if (crowd === undefined) return;
  const { what, all } = crowd;
  report.error(
    'item-answer',
    all[mostEntries]?.place ?? fileStart,
    `<${name}> has ${all.length} ${what}, and nobody can keep so many apart; write ${mostEntries} at most, or make two questions of it.`,
  );
}

/** Sources are numbered as they are cited, so that their numbers would tell the order in which entries were written. */
function refuseSources(entries: readonly WrittenEntry[], report: Report): void {
  for (const { words, place } of entries) {
    if (!words.some((word) => isJsx(word) && word.name === 'Source')) continue;
    report.error(
      'item-answer',
      place,
      'the number of a source would give the answer away here; cite in the question or in the feedback.',
    );
  }
}

/** An ordering: a numbered list in the right order. */
export function readOrdering(list: List, name: string, report: Report): WrittenAnswer {
  const entries = readEntries(list, 'item-answer', 'entry', report);
  const written = list.children.length;
  if (written < 3) {
    report.error(
      'item-answer',
      placeOf(list),
      `<${name}> has ${written === 1 ? 'one entry' : `${written} entries`} to put in order; write three to six, numbered \`1.\`, \`2.\`, \`3.\` in the right order.`,
    );
  } else if (written > 6 && written <= mostEntries) {
    report.warning(
      'item-answer',
      placeOf(list),
      `${written} entries are many to keep in mind; three to six are enough for one question.`,
    );
  }
  refuseTwins(entries, 'item-answer', 'entry', report);
  refuseSources(entries, report);
  return { type: 'ordering', entries };
}

/** A matching: a table of two columns; what stands right of an empty cell belongs to nothing. */
export function readMatching(table: Table, name: string, report: Report): WrittenAnswer {
  const example = '`| What you hear | Habit |`';
  const [head, ...rows] = table.children;
  const heads = head === undefined ? [] : cellsOf(head);
  const columns: [string, string] = [heads[0]?.text ?? '', heads[1]?.text ?? ''];
  const pairs: { left: WrittenEntry; right: string }[] = [];
  const targets = new Map<string, WrittenEntry>();
  const answer = (): WrittenAnswer => ({
    type: 'matching',
    columns,
    pairs,
    targets: [...targets.values()],
  });
  if (heads.length !== 2) {
    report.error(
      'item-answer',
      placeOf(table),
      `the table in <${name}> has ${heads.length === 1 ? 'one column' : `${heads.length} columns`}; a matching needs two: ${example}.`,
    );
    return answer();
  }
  for (const cell of heads) {
    if (cell.text !== '') continue;
    report.error('item-answer', cell.place, `both columns need a heading: ${example}.`);
  }
  const alone = new Set<string>();
  for (const row of rows) {
    const [left, right, ...more] = cellsOf(row);
    const place = placeOf(row);
    if (more.length > 0) {
      report.error(
        'item-answer',
        place,
        'this row has more than two cells; write a `|` that is part of the words as `\\|`.',
      );
    }
    if (right === undefined || right.text === '') {
      report.error(
        'item-answer',
        place,
        left === undefined || left.text === ''
          ? 'this row is empty; fill it or remove it.'
          : 'the right cell of this row is empty; write what belongs to the left one. Only the left cell may be empty, for a wrong answer that belongs to nothing.',
      );
      continue;
    }
    const same = right.text.toLowerCase();
    const known = targets.get(same);
    const extra = left === undefined || left.text === '';
    if (known !== undefined && (extra || alone.has(same))) {
      report.error(
        'item-answer',
        right.place,
        `the right side \`${right.text}\` stands on line ${known.place.line} too, so it cannot belong to nothing; reword one of them.`,
      );
    }
    if (known === undefined) targets.set(same, right);
    if (extra) alone.add(same);
    else pairs.push({ left, right: (known ?? right).text });
  }
  if (pairs.length < 2) {
    report.error(
      'item-answer',
      placeOf(table),
      `<${name}> has ${pairs.length === 0 ? 'nothing' : 'one entry'} to match; write at least two rows with both cells.`,
    );
  } else if (targets.size < 2) {
    report.error(
      'item-answer',
      placeOf(table),
      'every row has the same right side, so there is nothing to choose; add another right side.',
    );
  }
  const lefts = pairs.map(({ left }) => left);
  refuseTwins(lefts, 'item-answer', 'left side', report);
  refuseSources([...lefts, ...targets.values()], report);
  return answer();
}
