import { expect, test } from 'vitest';
import { keptFolders } from '#app/backup/stored-files.server.ts';
import { listSourceFiles } from '#tests/support/source-files.ts';

// Made anew when they are gone; `backups` are the backups themselves; in `rosters` lists wait for hours until they are applied.
const notKept = ['cache', 'backups', 'rosters', 'kit'];

test('every folder of DATA_DIR is in the backups, or known to be made anew', () => {
  const named = /\b(?:DATA_DIR|dataDir),\s*'([a-z-]+)'/g;
  const folders = listSourceFiles('app')
    .filter(({ path }) => !/\.test\.tsx?$/.test(path))
    .flatMap(({ text }) => [...text.matchAll(named)].map(([, folder = '']) => folder));
  expect(folders).toContain('assets');
  // Names of caches below `cache`, as openCodeCache takes them; and what a move makes and removes.
  const others = ['compiled', 'quality', 'move-'];
  const unknown = folders.filter((name) => ![...keptFolders, ...notKept, ...others].includes(name));
  expect(unknown, 'Add it to keptFolders (app/backup), or say here why it can go.').toEqual([]);
});
