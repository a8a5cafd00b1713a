import type { Paragraph, RootContent } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import {
  type Place,
  placeOf,
  type Report,
} from '#app/features/curriculum/compiler/files/problems.server.ts';
import type { WrittenAnswer, WrittenEntry } from './written-parts.server.ts';

/** Answers that stand on one line: numbers, short texts and ratings. What is wrong with one is reported at its line. */

/** The words that start a line with an answer, and a line that is right. */
export const answerLines = {
  Number: 'Number: 14 ± 1 percent',
  Text: 'Text: paraphrase | restat*',
  Rating: 'Rating: Not sure | Fairly sure | Very sure',
} as const;

/** Which kind of answer line a text starts as, or null. */
export function answerLineOf(text: string): keyof typeof answerLines | null {
  const word = /^\s*(Number|Text|Rating)\s*:/.exec(text)?.[1];
  return word === 'Number' || word === 'Text' || word === 'Rating' ? word : null;
}

const leadingNumber = /^([-+−]?\d+(?:\.\d+)?)(?![\d.,])\s*(.*)$/;

/** The number a text starts with, and what follows it. `joined`: without a space between them. */
function cutNumber(text: string): { value: number; rest: string; joined: boolean } | null {
  const match = leadingNumber.exec(text);
  if (match === null) return null;
  const [, digits = '', rest = ''] = match;
  const value = Number(digits.replace('−', '-'));
  // More digits than a number can have.
  if (!Number.isFinite(value)) return null;
  return { value, rest, joined: text === digits + rest };
}

// Words and signs. Digits only where they belong to a unit: `m2`, `per 100 arrests`, `out of 10`.
const unitWord = /^(?:[\p{L}%‰°$€£¥][\p{L}\p{M}%‰°$€£¥²³¹⁰-⁹⁻·/.'’′″-]*\p{Nd}?|-),?$/u;
const countWord = /^\p{Nd}+(?:[.,]\p{Nd}+)*%?$/u;
const beforeCount = ['per', 'of', 'in', 'for', 'every', 'each'];
// These say that the number is not the whole answer.
const doubtful = ['or', 'and', 'about', 'around', 'roughly', 'approximately', 'approx', 'circa'];

/** Whether what follows a number is what it is counted in, and not more of the answer. */
function isUnit(text: string, joined: boolean): boolean {
  // `1e4` and `0x1F` are numbers to some programs and to no reader.
  if (joined && /^[ex][-+]?\p{Nd}/iu.test(text)) return false;
  const words = text.toLowerCase().split(' ');
  return words.every((word, index) => {
    if (doubtful.includes(word.replace(/[.,]$/, ''))) return false;
    const before = words[index - 1] ?? '';
    return countWord.test(word) ? beforeCount.includes(before) : unitWord.test(word);
  });
}

/** Adds two decimal fractions without the dust of binary ones: 0.3 - 0.1 is 0.2. */
function addExactly(a: number, b: number): number {
  return Number((a + b).toPrecision(12));
}

/** A number, with a tolerance or as a range, and its unit. */
function readNumber(text: string, place: Place, report: Report): WrittenAnswer {
  const written = text
    .replace(/^\s*Number\s*:/, '')
    .replace(/\s+/g, ' ')
    .trim();
  const fail = (message: string): WrittenAnswer => {
    report.error('item-answer', place, message);
    return { type: 'numeric', min: 0, max: 0, unit: null };
  };
  const instead = 'write `Number: 14`, `Number: 14 ± 1 percent` or `Number: 13 to 15`.';
  if (written === '') return fail(`\`Number:\` names no number; ${instead}`);
  if (/^[-+−]?\d[\d ]*,\d/.test(written)) {
    return fail('write a number with a point and without separators: `0.5`, `1200`.');
  }
  const first = cutNumber(written);
  if (first === null) return fail(`\`${written}\` is no number; ${instead}`);
  let [min, max, unit, joined] = [first.value, first.value, first.rest, first.joined];
  const [, sign = '', after = ''] = /^(to\b|–|-|±|\+\/-|\+-)\s*(.*)$/.exec(first.rest) ?? [];
  if (sign !== '') {
    const second = cutNumber(after);
    if (second === null) {
      return fail(`no number follows \`${sign}\`; ${instead}`);
    }
    ({ rest: unit, joined } = second);
    if (['to', '–', '-'].includes(sign)) {
      max = second.value;
      if (min > max) {
        return fail(`this range runs from more to less; write \`Number: ${max} to ${min}\`.`);
      }
    } else {
      if (second.value < 0) return fail('a tolerance cannot be below 0; write `Number: 14 ± 1`.');
      min = addExactly(first.value, -second.value);
      max = addExactly(first.value, second.value);
    }
  }
  if (unit !== '' && (/^(-|to\b)/.test(unit) || !isUnit(unit, joined))) {
    return fail(
      `\`${unit}\` cannot be read after the number. For a range write \`Number: 14 to 15\`, for how far off still counts \`Number: 14 ± 1\`, and after these only a unit such as \`percent\`, \`km/h\`, \`°C\` or \`m²\`.`,
    );
  }
  return { type: 'numeric', min, max, unit: unit === '' ? null : unit };
}

function splitLine(text: string): string[] {
  return text
    .replace(/^\s*\w+\s*:/, '')
    .split('|')
    .map((part) => part.replace(/\s+/g, ' ').trim());
}

/** Accepted short texts; `*` at the end stands for any ending. */
function readPatterns(text: string, place: Place, report: Report): WrittenAnswer {
  const patterns = splitLine(text);
  const seen = new Set<string>();
  for (const pattern of patterns) {
    const stem = pattern.replace(/\*$/, '');
    let problem: string | null = null;
    if (pattern === '') {
      problem = `a text to accept is empty; write \`${answerLines.Text}\`, with words on both sides of each \`|\`.`;
    } else if (stem.trim() === '') {
      problem = '`*` alone would accept every answer; write the start of a word before it.';
    } else if (stem.includes('*')) {
      problem = `\`${pattern}\`: \`*\` stands for any ending, so it is written only at the end.`;
    } else if (seen.has(pattern.toLowerCase())) {
      problem = `\`${pattern}\` is given twice; take one of them out.`;
    }
    if (problem !== null) report.error('item-answer', place, problem);
    seen.add(pattern.toLowerCase());
  }
  return { type: 'text', patterns };
}

/** The labelled points of a rating, from first to last. */
function readRating(text: string, place: Place, report: Report): WrittenAnswer {
  const labels = splitLine(text).map(
    (label): WrittenEntry => ({ text: label, words: [{ type: 'text', value: label }], place }),
  );
  if (labels.some((label) => label.text === '')) {
    report.error(
      'item-answer',
      place,
      `a label of the rating is empty; write \`${answerLines.Rating}\`, with words on both sides of each \`|\`.`,
    );
  } else if (labels.length < 2) {
    report.error(
      'item-answer',
      place,
      `a rating needs at least two labels: \`${answerLines.Rating}\`.`,
    );
  }
  const texts = labels.map((label) => label.text.toLowerCase());
  const twin = labels.find(
    (label, index) => label.text !== '' && texts.indexOf(texts[index] ?? '') !== index,
  );
  if (twin !== undefined) {
    report.error(
      'item-answer',
      place,
      `the label \`${twin.text}\` is given twice; reword one of them.`,
    );
  }
  return { type: 'rating', labels };
}

/** Reads a paragraph that starts with `Number:`, `Text:` or `Rating:`. */
export function readAnswerLine(
  paragraph: Paragraph,
  kind: keyof typeof answerLines,
  report: Report,
): WrittenAnswer {
  const place = placeOf(paragraph);
  const marked = paragraph.children.find((child: RootContent) => child.type !== 'text');
  if (marked !== undefined) {
    report.error(
      'item-answer',
      placeOf(marked),
      `write the line with plain words only: \`${answerLines[kind]}\`.`,
    );
  }
  const text = textOf(paragraph);
  if (kind === 'Number') return readNumber(text, place, report);
  return kind === 'Text' ? readPatterns(text, place, report) : readRating(text, place, report);
}
