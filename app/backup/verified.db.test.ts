import { dirname } from 'node:path';
import { beforeAll, expect, test, vi } from 'vitest';
import { provider } from '#app/db/dialect.server.ts';
import {
  back,
  fileOf,
  fillAcademy,
  listNames,
  makeFolder,
  newDatabaseUrl,
  packAnew,
  restore,
  sumUpAll,
} from '#tests/support/backups.ts';
import type { Backup } from './make-backup.server.ts';

/** A restore is held to its backup twice: before anything is touched, and before the new database takes its place. */

/** Loses a row of the audit log on its way into a new database. */
const fault = vi.hoisted(() => ({ losesRow: false }));

vi.mock('./databases.server.ts', async (importOriginal) => {
  const original = await importOriginal<typeof import('./databases.server.ts')>();
  const openBuilding: typeof original.openBuilding = async (url, stamp) => {
    const building = await original.openBuilding(url, stamp);
    const insert: typeof building.insert = (table, rows) =>
      building.insert(table, fault.losesRow && table.name === 'AuditEvent' ? rows.slice(1) : rows);
    return { ...building, insert };
  };
  return { ...original, openBuilding };
});

let whole: Backup;
let url: string;

beforeAll(async () => {
  await fillAcademy();
  whole = await back();
  url = await newDatabaseUrl();
  await restore(whole.path, url);
});

const expectUntouched = async (before: Awaited<ReturnType<typeof sumUpAll>>) => {
  expect(await sumUpAll(url)).toEqual(before);
  if (provider === 'sqlite') expect(listNames(dirname(fileOf(url)))).toEqual(['rapport.db']);
};

test('a backup that is not what its manifest says puts no file back either', async () => {
  const before = await sumUpAll(url);
  const harmed = await packAnew(whole.path, (lines) => lines.replace('"test"', '"Test"'));
  const dataDir = makeFolder();
  await expect(restore(harmed, url, { dataDir })).rejects.toThrow(/not those of its manifest/);
  expect(listNames(dataDir)).toEqual([]);
  await expectUntouched(before);
});

test('a new database that lacks a row takes no place', async () => {
  const before = await sumUpAll(url);
  fault.losesRow = true;
  await expect(restore(whole.path, url)).rejects.toThrow(
    /^AuditEvent did not come out as it is in the backup \(11\d\d rows, there 1200\)\. Nothing was replaced\.$/,
  );
  await expectUntouched(before);
  fault.losesRow = false;
  await restore(whole.path, url);
  expect(await sumUpAll(url)).toEqual(before);
});
