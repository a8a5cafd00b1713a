import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { listSourceFiles } from '#tests/support/source-files.ts';
import { findOpenSwitches, readProgram } from './switches.ts';

test('a switch over a union names every member', { timeout: 600_000 }, () => {
  const files = listSourceFiles('app').filter(({ path }) => !/\.test\.tsx?$/.test(path));
  const own = new Set(files.map(({ path }) => resolve(path)));
  const program = readProgram();
  const known = new Set(program.getSourceFiles().map(({ fileName }) => fileName));
  expect([...own].filter((file) => !known.has(file))).toEqual([]);
  const open = findOpenSwitches(program, (file) => own.has(file));
  const ours = open.map((found) => relative('.', found));
  if (ours.length > 0)
    throw new Error(
      `Write a case for each member, and no default that would take the next one in silence:\n${ours.join('\n')}`,
    );
});

test('what is missing is named, and so is a default that hides it', { timeout: 600_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'rapport-switch-'));
  const file = join(folder, 'sample.ts');
  writeFileSync(
    file,
    `export function f(kind: 'a' | 'b' | 'c', text: string, flag: { type: 'x' } | { type: 'y' }) {
      switch (kind) { case 'a': case 'b': case 'c': break; }
      switch (kind) { case 'a': case 'b': break; }
      switch (kind) { case 'a': break; default: break; }
      switch (kind) { case 'a': case 'b': case 'c': break; default: kind satisfies never; }
      switch (kind) { case 'a': case 'b': case 'c': break; default: break; }
      switch (text) { case 'a': break; default: break; }
      switch (flag.type) { case 'x': break; }
    }`,
  );
  const found = findOpenSwitches(readProgram([file]), (name) => name === file);
  rmSync(folder, { recursive: true });
  expect(found.map((text) => text.replace(`${file}:`, ''))).toEqual([
    '3: no case for "c"',
    '4: no case for "b", "c"',
    '6: a default',
    '8: no case for "y"',
  ]);
});
