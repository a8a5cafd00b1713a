import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { parseMdx } from '#app/features/curriculum/compiler/syntax/mdx-tree.server.ts';
import { checkContent } from '#app/features/curriculum/quality/content-check.server.ts';
import { copyCourse } from './fixture-course.ts';

vi.mock('#app/features/curriculum/compiler/syntax/mdx-tree.server.ts', async (original) => {
  const tree = await original<{ parseMdx: typeof parseMdx }>();
  return { ...tree, parseMdx: vi.fn(tree.parseMdx) };
});

const cacheDir = mkdtempSync(join(tmpdir(), 'rapport-parsed-'));
afterAll(() => rmSync(cacheDir, { recursive: true, force: true }));

/** The texts that a check parses, and what it says. */
async function check(contentDir: string) {
  vi.mocked(parseMdx).mockClear();
  const lines: string[] = [];
  await checkContent(contentDir, (line) => lines.push(line), {
    today: '2026-11-22',
    cacheDir,
  });
  return { parsed: vi.mocked(parseMdx).mock.calls.map(([text]) => text), lines };
}

test('a check parses each file once, for the compiler and the quality rules; a second check none', async () => {
  const { contentDir } = copyCourse();
  const { parsed, lines } = await check(contentDir);
  expect(parsed.length).toBe(5);
  expect(new Set(parsed).size).toBe(parsed.length);
  const again = await check(contentDir);
  expect(again.parsed).toEqual([]);
  expect(again.lines).toEqual(lines);
});
