import type { List, Paragraph, RootContent, Table, Text } from 'mdast';
import type {} from 'mdast-util-to-hast';
import { toString as textOf } from 'mdast-util-to-string';
import {
  fileStart,
  type Place,
  placeOf,
  type Report,
} from '#app/features/curriculum/compiler/files/problems.server.ts';
import { isJsx } from '#app/features/curriculum/compiler/syntax/mdx-tree.server.ts';
import {
  areaExample,
  cutArea,
  isWithin,
  overlap,
  toLeastArea,
} from '#app/features/curriculum/items/hot-spot/area-rules.ts';
import type { Area } from '#app/features/curriculum/items/hot-spot/schema.ts';
import { cellsOf, readEntries, refuseTwins } from './entries.server.ts';
import type { WrittenOption } from './option-text.server.ts';
import type { WrittenAnswer, WrittenEntry, WrittenHotSpot } from './written-parts.server.ts';

/** Answers that are put in order, matched or chosen in a picture. What is wrong with one is reported at its line. */

/** So many options, entries or places a question may have; what a cadet's browser sends of it holds no more than 50. */
const mostEntries = 20;

/** What there is to choose from, with its name. */
function listEntries(answer: WrittenAnswer): { what: string; all: readonly { place: Place }[] }[] {
  switch (answer.type) {
    case 'choice':
      return [{ what: 'options', all: answer.options }];
    case 'hot-spot':
      return [{ what: 'places', all: answer.options }];
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

/** The last of these that is a picture alone in its paragraph: what the places of a hot spot are in. */
export function findPicture(nodes: readonly RootContent[]): Paragraph | undefined {
  return nodes.findLast(
    (node): node is Paragraph =>
      node.type === 'paragraph' && node.children.length === 1 && node.children[0]?.type === 'image',
  );
}

/** The picture with its size; the size is 0 where the file is not there, which is reported at the reference. */
function readPicture(paragraph: Paragraph, report: Report): WrittenHotSpot['picture'] {
  const [image] = paragraph.children;
  const { url, alt, data } = image?.type === 'image' ? image : { url: '', alt: '' };
  const found = data?.hProperties;
  const [width, height] = [Number(found?.width ?? 0), Number(found?.height ?? 0)];
  if (found !== undefined && width === 0) {
    report.error(
      'item-picture',
      placeOf(paragraph),
      'this picture does not say how wide and high it is, so no place in it can be found; save it anew, an SVG with a `viewBox`.',
    );
  }
  const srcset = found?.srcSet === undefined ? null : String(found.srcSet);
  return { url, srcset, alt: alt ?? '', width, height };
}

/** The last of an option's words without its place, and the place; null: it names none. */
function cutPlace({ words }: WrittenOption): { last: Text; area: Area | null } | null {
  const last = words.at(-1);
  const cut = last?.type === 'text' ? cutArea(last.value) : null;
  if (last?.type !== 'text' || cut === null) return null;
  return { last: { ...last, value: cut.words }, area: cut.area };
}

const nowhere: Area = { left: 0, top: 0, width: 0, height: 0 };

/** An option with its place. One that has none, or none that can be read, is reported and is nowhere. */
function readPlace(option: WrittenOption, report: Report): WrittenHotSpot['options'][number] {
  const { place } = option;
  const cut = cutPlace(option);
  if (cut === null) {
    report.error(
      'item-place',
      place,
      `other options here are places in a picture, and this one does not say where it is; end it with \`${areaExample}\`, and with its own numbers.`,
    );
    return { ...option, area: nowhere };
  }
  if (cut.area === null) {
    report.error(
      'item-place',
      place,
      `this place cannot be read; write \`${areaExample}\`, in whole percent of the picture, from its top left corner.`,
    );
  } else if (!isWithin(cut.area)) {
    report.error(
      'item-place',
      place,
      'this place is not inside the picture: `left` and `width` come to 100% at most, `top` and `height` too, and neither width nor height is 0%.',
    );
  }
  const words = [...option.words.slice(0, -1), cut.last];
  const text = words
    .map((word) => textOf(word))
    .join('')
    .trim();
  if (text === '') {
    report.error(
      'item-place',
      place,
      'this place has no name; write in front of the bracket what is there, for those who hear the page.',
    );
  }
  return { ...option, words, text, area: cut.area ?? nowhere };
}

function checkPlaces({ picture, options }: WrittenHotSpot, at: Place, report: Report): void {
  const least = toLeastArea(picture);
  if (least.width > 100 || least.height > 100) {
    report.error(
      'item-picture',
      at,
      `this picture has ${picture.width} by ${picture.height} pixels, too few for a place that a finger can hit; use a larger one.`,
    );
    return;
  }
  for (const [index, { area, place }] of options.entries()) {
    if (!isWithin(area)) continue;
    if (area.width < least.width || area.height < least.height) {
      report.error(
        'item-place',
        place,
        `on a phone this place is too small for a finger; in this picture make it at least ${least.width}% wide and ${least.height}% high, or use a picture that shows less.`,
      );
    }
    const other = options.slice(0, index).find((earlier) => overlap(earlier.area, area));
    if (other === undefined) continue;
    report.error(
      'item-place',
      place,
      `this place covers part of the one on line ${other.place.line}, so that a tap could mean both; move it or make it smaller.`,
    );
  }
}

/**
 * A hot spot: options of which at least one ends with a place in a picture. Null: none does, so they are only options.
 * @param before what stands before them, with the picture in it
 */
export function readHotSpot(
  options: readonly WrittenOption[],
  before: readonly RootContent[],
  name: string,
  report: Report,
): WrittenHotSpot | null {
  const [first] = options;
  if (first === undefined || options.every((option) => cutPlace(option) === null)) return null;
  const paragraph = findPicture(before);
  if (paragraph === undefined) {
    report.error(
      'item-picture',
      first.place,
      `these options are places, and <${name}> has no picture; put it above them, in a paragraph of its own: \`![What it shows](./picture.svg)\`.`,
    );
  }
  const right = options.filter(({ correct }) => correct);
  if (right.length > 1 && right.length < options.length) {
    report.error(
      'item-key',
      right[1]?.place ?? first.place,
      `${right.length} places are marked right, and a reader can choose one; keep one \`[x]\`, or draw one place around them.`,
    );
  }
  const picture = paragraph
    ? readPicture(paragraph, report)
    : { url: '', srcset: null, alt: '', width: 0, height: 0 };
  const places = options.map((option) => readPlace(option, report));
  const spot: WrittenHotSpot = { type: 'hot-spot', picture, options: places };
  if (paragraph && picture.width > 0) checkPlaces(spot, placeOf(paragraph), report);
  return spot;
}
