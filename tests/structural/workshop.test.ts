import { expect, test } from 'vitest';
import { listSourceFiles } from '#tests/support/source-files.ts';

/**
 * What compiles and judges content runs in a thread of its own (`curriculum/workshop`), so that no text keeps requests
 * waiting. The server that answers them does not even load it, and the thread opens no database.
 */

const sources = new Map(
  listSourceFiles('app')
    .filter(({ path }) => !/\.test\.tsx?$/.test(path))
    .map((file) => [file.path, file]),
);

/** Everything that these files load, now or later: files of ours and packages, each with who loads it. */
function reach(entries: readonly string[]): Map<string, string> {
  const reached = new Map<string, string>();
  const follow = (path: string, by: string) => {
    if (reached.has(path)) return;
    reached.set(path, by);
    for (const { from, typeOnly } of sources.get(path)?.imports ?? [])
      if (!typeOnly) follow(from, path);
  };
  for (const entry of entries) follow(entry, 'the start');
  return reached;
}

const thread = 'app/server/workshop-thread.ts';
const routes = [...sources.keys()].filter((path) => path.startsWith('app/routes/'));
const server = reach(['app/entry.server.tsx', 'app/root.tsx', 'app/server/main.ts', ...routes]);
const compilers =
  /^(unified|remark-|rehype-|retext-|mdx-bundler|esbuild|yaml|sharp|parse-english|diff$|syllable|@dagrejs\/)/;

test('the server loads no library that reads or makes content', () => {
  expect(routes.length).toBeGreaterThan(40);
  expect(server.size).toBeGreaterThan(300);
  const loaded = [...server].filter(([name]) => compilers.test(name));
  expect(loaded.map(([name, by]) => `${by} loads ${name}`)).toEqual([]);
});

test('the thread loads all of them, and neither database nor requests', () => {
  const reached = reach([thread]);
  for (const name of ['mdx-bundler', 'retext-passive', 'yaml', 'diff', 'sharp', '@dagrejs/dagre'])
    expect([...reached.keys()]).toContain(name);
  const others = /^app\/(db|auth|routes)\/|^(@remix-run|@prisma|express)/;
  const loaded = [...reached].filter(([name]) => others.test(name));
  expect(loaded.map(([name, by]) => `${by} loads ${name}`)).toEqual([]);
});
