import type { Nodes, Paragraph } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { attributeOf } from '#app/features/curriculum/compiler/syntax/mdx-attributes.server.ts';
import { isJsx, isParent } from '#app/features/curriculum/compiler/syntax/mdx-tree.server.ts';
import {
  breathSeconds,
  type Pace,
  paces,
  secondsToSay,
  wordsOf,
} from '#app/features/curriculum/courses/spoken-rules.ts';
import { countOf } from '#app/words/numbers.ts';

/** How a line is said, in words: for who hears the page, reads it without colours, or has it on paper. */

type Told = {
  seconds: number;
  last: string;
  pace: Pace;
  turns: string[];
  stress: string[];
  pauses: string[];
  breaths: string[];
  /** What waits for the word that comes next. */
  next: ((word: string) => void)[];
};

const secondsWords = (seconds: number) =>
  seconds === 0.5 ? 'half a second' : countOf(seconds, 'second');

const bare = (word: string) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');

function tellMark(name: string, seconds: number, told: Told): void {
  told.seconds += seconds;
  const list = name === 'Breath' ? told.breaths : told.pauses;
  const long = name === 'Breath' ? '' : `${secondsWords(seconds)} `;
  if (told.last !== '') list.push(`${long}after “${told.last}”`);
  else told.next.push((word) => list.push(`${long}before “${word}”`));
}

function tell(node: Nodes, pace: Pace, told: Told): void {
  if (node.type === 'text') {
    for (const word of wordsOf(node.value)) {
      told.seconds += secondsToSay(word, pace);
      if (bare(word) === '') continue;
      told.last = bare(word);
      if (pace !== told.pace) {
        told.turns.push(`${pace === 'even' ? 'even again' : pace} from “${told.last}” on`);
        told.pace = pace;
      }
      for (const say of told.next.splice(0)) say(told.last);
    }
  }
  if (node.type === 'emphasis') told.stress.push(`“${bare(textOf(node))}”`);
  if (isJsx(node)) {
    if (node.name === 'Pause') tellMark('Pause', Number(attributeOf(node, 'seconds')), told);
    if (node.name === 'Breath') tellMark('Breath', breathSeconds, told);
    if (node.name === 'Pace') {
      const now = paces.find((each) => each === attributeOf(node, 'now')) ?? pace;
      for (const child of node.children) tell(child, now, told);
      return;
    }
  }
  if (isParent(node)) for (const child of node.children) tell(child, pace, told);
}

const joined = (words: readonly string[]) =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

/** Tells how lines that follow each other are said, and how many seconds they take; marks already read. */
export function tellLines(lines: readonly Paragraph[]): { how: string; seconds: number } {
  const told: Told = {
    seconds: 0,
    last: '',
    pace: 'even',
    turns: [],
    stress: [],
    pauses: [],
    breaths: [],
    next: [],
  };
  for (const line of lines) tell(line, 'even', told);
  const { seconds, turns, stress, pauses, breaths } = told;
  const parts = [
    `About ${countOf(Math.max(1, Math.round(seconds)), 'second')}`,
    ...(turns.length === 0 ? [] : [`pace: ${joined(turns)}`]),
    ...(stress.length === 0 ? [] : [`stress on ${joined(stress)}`]),
    ...(pauses.length === 0 ? [] : [`silence: ${joined(pauses)}`]),
    ...(breaths.length === 0 ? [] : [`a breath ${joined(breaths)}`]),
  ];
  return { how: `${parts.join('; ')}.`, seconds };
}
