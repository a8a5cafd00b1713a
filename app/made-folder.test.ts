import { mkdirSync, mkdtempSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, inject, test } from 'vitest';
import { makeFolder } from './made-folder.server.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(inject('scratch'), 'folders-'));
});

test('a folder is made with those above it, for whom it is meant; one that is there stays', async () => {
  const deep = join(folder, 'one', 'two');
  await Promise.all([makeFolder(deep, 0o700), makeFolder(deep, 0o700)]);
  await makeFolder(deep);
  expect(statSync(deep).mode & 0o777).toBe(0o700);
  symlinkSync(deep, join(folder, 'link'));
  await makeFolder(join(folder, 'link'));
});

test('what is in the way is named, at once', async () => {
  writeFileSync(join(folder, 'file'), '');
  symlinkSync(join(folder, 'nothing'), join(folder, 'dangling'));
  mkdirSync(join(folder, 'there'));
  for (const [path, way] of [
    ['file', 'file'],
    ['file/below', 'file'],
    ['dangling', 'dangling'],
    ['dangling/below', 'dangling'],
  ] as const)
    await expect(makeFolder(join(folder, path))).rejects.toMatchObject({ path: join(folder, way) });
  await expect(makeFolder('/proc/none/below')).rejects.toMatchObject({
    code: 'ENOENT',
    path: '/proc/none',
  });
});
