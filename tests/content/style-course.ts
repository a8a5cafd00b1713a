import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { QualityRule } from '#app/features/curriculum/quality/catalog.server.ts';

/** Rules that take more questions than the clean course has: `style-guess.test.ts` plants their faults. */
export const rulesOfManyQuestions: readonly QualityRule[] = [
  'P10-key-length',
  'P10-key-opening',
  'P10-style',
  'P10-style-quiz',
];

/** A question made for a test: three options, of which `key` is right. `opening`: what the feedback on it begins with. */
export type MadeItem = { options: [string, string, string]; key: number; opening: string };

const things = 'lamp door coat bell boat rope desk card road gate tree wall'.split(' ');

function thing(number: number): string {
  return things[number % things.length] ?? '';
}

/** Options with one tone, so that only what they say can tell the right one. */
export function plainItem(number: number): MadeItem {
  const [one, two, three] = [number, number + 4, number + 8].map(
    (each) => `Ask about the ${thing(each)}`,
  );
  return {
    options: [one ?? '', two ?? '', three ?? ''],
    key: (number * number + Math.floor(number / 5)) % 3,
    opening: ['Here', 'So', 'Now'][number % 3] ?? '',
  };
}

/** Options as plain, a third of the right ones longest and a third shortest. */
export function evenItem(number: number): MadeItem {
  const item = plainItem(number);
  const options = item.options.map((text, index) => {
    const fromKey = (index - item.key + 3) % 3;
    return `${text}${['', ' now', ' there'][(fromKey + number) % 3] ?? ''}`;
  });
  return { ...item, options: [options[0] ?? '', options[1] ?? '', options[2] ?? ''] };
}

/** Options whose right one hedges and whose wrong ones give reasons. */
export function tellingItem(number: number): MadeItem {
  const item = plainItem(number);
  const told = item.options.map((text, index) =>
    index === item.key ? `${text} perhaps` : `${text} because it is late`,
  );
  return { ...item, options: [told[0] ?? '', told[1] ?? '', told[2] ?? ''] };
}

function write(item: MadeItem, number: number): string {
  const options = item.options.map((text, index) => {
    const right = index === item.key;
    const feedback = `${right ? item.opening : 'This'} says why it is so, and what a reader could try the next time.`;
    const belief = right ? '' : '  >\n  > Misconception: Things are what they seem.\n';
    return `- [${right ? 'x' : ' '}] ${text}\n  > ${feedback}\n${belief}`;
  });
  return `<Question id="made-${number}" objective="ask-about-things">\n\nWhat do you ask first at number ${number}?\n\n${options.join('')}\n</Question>\n`;
}

/** A course on disk with three modules of twelve questions each. Removed when the test ends. */
export async function folderOf(made: (number: number) => MadeItem): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'rapport-style-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const head = (id: string) =>
    `---\nid: ${id}\ntitle: Made for a test\nsummary: A file that a test has made.\n`;
  writeFileSync(
    join(folder, 'course.mdx'),
    `${head('made-course')}lastReviewed: 2026-11-01\n---\n\nYou read this first.\n`,
  );
  writeFileSync(join(folder, 'sources.yml'), '{}\n');
  writeFileSync(join(folder, 'glossary.yml'), '{}\n');
  for (const [index, name] of ['01-first', '02-second', '03-third'].entries()) {
    mkdirSync(join(folder, name));
    writeFileSync(
      join(folder, name, 'module.mdx'),
      `${head(name.slice(3))}---\n\nYou begin here.\n`,
    );
    const questions = Array.from({ length: 12 }, (_, each) => {
      const number = index * 12 + each;
      return write(made(number), number);
    });
    writeFileSync(
      join(folder, name, 'quiz.mdx'),
      `${head(`${name.slice(3)}-quiz`)}edition: 1\n---\n\nTwelve questions.\n\n${questions.join('\n')}`,
    );
  }
  return folder;
}
