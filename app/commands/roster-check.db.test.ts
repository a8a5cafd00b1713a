import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { env } from '#app/env.server.ts';

function run(text: string, ...flags: string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'rapport-roster-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'list.csv');
  writeFileSync(file, text);
  const command = ['--import', 'tsx', 'app/commands/roster-check.ts', file, ...flags];
  return spawnSync(process.execPath, command, {
    encoding: 'utf8',
    env: { ...process.env, DATABASE_URL: env.DATABASE_URL },
  });
}

const list = 'Badge,Last Name,First Name\n0417,Roe,Max\n#N/A,Doe,Jane\n';

test('the command prints the whole answer for programs, and nothing else', () => {
  const { stdout, stderr, status } = run(list, '--json');
  expect([stderr, status]).toEqual(['', 0]);
  const answer: unknown = JSON.parse(stdout);
  expect(Object.keys(Object(answer)).sort()).toEqual([
    'delimiter',
    'encoding',
    'headerLine',
    'problems',
    'refused',
    'rows',
  ]);
  expect(answer).toMatchObject({
    encoding: 'UTF-8',
    delimiter: ',',
    headerLine: 1,
    refused: null,
    rows: [
      { line: 2, verdict: 'create', reason: null, person: { badgeNumber: '0417' } },
      { line: 3, verdict: 'error', person: null },
    ],
  });
});

test('people read how many of each there are, and what is wrong', () => {
  const lines = run(list).stdout.trimEnd().split('\n');
  expect(lines.slice(0, 3)).toEqual([
    '2 rows: UTF-8, parted by “,”, headings on line 1',
    'create: 1',
    'error: 1',
  ]);
  expect(lines.at(-1)).toMatch(/^line 3: In “Badge”, “#N\/A” is an error of a spreadsheet/);
});
