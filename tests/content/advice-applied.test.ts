import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { toProblemLine } from '#app/features/curriculum/compiler/files/problems.server.ts';
import { byHand, findFollower, type Problem } from './advice-followers.ts';
import { copyCourse, fixtureFolder } from './fixture-course.ts';

/**
 * The broken courses show every message of the check (messages.test.ts). Whatever a message tells an author to write is
 * written here, as told, at its place: then it is said there no more. Advice that nothing here can follow fails.
 */

function readProblems(name: string): Problem[] {
  const text = readFileSync(join(fixtureFolder(name), 'expected.txt'), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((whole) => {
      const parts = /^(.+?):(\d+):(\d+) (?:error|warning) \S+ (.*)$/.exec(whole);
      if (!parts) throw new Error(`not a problem: ${whole}`);
      const [, file = '', line = '', column = '', message = ''] = parts;
      return { file, line: Number(line), column: Number(column), message, whole };
    });
}

/** Text that is to be written, by a message. */
const advises =
  /Did you mean `|must be one of `|\b(?:write|add|put|raise|use|needs?|with|labels|such as|start with|hold)\b[^`]*`[^`]*[\w#>|([{<&][^`]*`/;

/** Rules of how things are written. What an example names is not there in each course, but it is written well. */
const spelling = new Set([
  'mdx-syntax',
  'yaml',
  'no-frontmatter',
  'bad-value',
  'unknown-key',
  'missing-attribute',
  'unknown-attribute',
  'unknown-component',
  'component-contents',
  'stray-markup',
  'heading-level',
  'link-text',
  'raw-html',
  'code-refused',
  'item-answer',
  'item-place',
  'rubric',
  'survey',
]);

// Places and numbers in a message move with the lines that are put in.
const toKind = (message: string) => message.replace(/\d+/g, 'n');

const broken = readdirSync(fixtureFolder('.')).filter((name) => name.startsWith('broken-'));

describe('advice, done as told, is given no more', () => {
  test.each(broken)('%s', async (name) => {
    const course = copyCourse(name);
    const problems = readProblems(name).filter(({ message }) => advises.test(message));
    const followed: string[] = [];
    // From the end: lines that are put in move nothing that is still to be read.
    for (const problem of problems.toReversed()) {
      const follow = findFollower(problem.message);
      if (!follow) continue;
      const lines = course.read(problem.file).split('\n');
      if (!follow(lines, problem)) throw new Error(`cannot be followed: ${problem.whole}`);
      course.write(problem.file, lines.join('\n'));
      followed.push(problem.message);
    }
    const after = (await course.load()).problems;
    const known = new Set(readProblems(name).map(({ message }) => toKind(message)));
    const fresh = after.filter(
      ({ rule, message }) => spelling.has(rule) && !known.has(toKind(message)),
    );
    expect(fresh.map(toProblemLine)).toEqual([]);
    const left = after.map(toProblemLine);
    expect(left.filter((line) => followed.some((message) => line.endsWith(` ${message}`)))).toEqual(
      [],
    );
  });
});

test('every message that says what to write is followed here, or is named with those that a person has to follow', () => {
  const unknown = broken
    .flatMap(readProblems)
    .map(({ message }) => message)
    .filter((message) => advises.test(message) && !findFollower(message))
    .filter((message) => !byHand.some((part) => message.includes(part)));
  expect(unknown).toEqual([]);
});

test('nobody is asked to follow by hand what is said no more', () => {
  const all = broken.flatMap(readProblems).map(({ message }) => message);
  expect(byHand.filter((part) => !all.some((message) => message.includes(part)))).toEqual([]);
  const followed = all.filter((message) => advises.test(message) && findFollower(message));
  expect(followed.length).toBeGreaterThan(70);
});
