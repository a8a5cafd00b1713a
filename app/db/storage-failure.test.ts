import { describe, expect, test } from 'vitest';
import { ifWritable, isStorageFailure, rethrow } from './storage-failure.server.ts';

const withCode = (code: string) => Object.assign(new Error(code), { code });

describe('a database that cannot write is told from other errors', () => {
  test.each([
    'SQLITE_FULL',
    'SQLITE_IOERR_WRITE',
    'SQLITE_READONLY_DBMOVED',
    '53100',
    '58030',
    '25006',
  ])('%s, the driver’s own or as the cause', (code) => {
    expect(isStorageFailure(withCode(code))).toBe(true);
    expect(isStorageFailure(new Error('refused', { cause: { code } }))).toBe(true);
  });

  test.each(['SQLITE_BUSY', 'SQLITE_CONSTRAINT_UNIQUE', '23505', '153100'])(
    '%s is not one',
    (code) => {
      expect(isStorageFailure(withCode(code))).toBe(false);
    },
  );

  test('nor is anything without a code', () => {
    for (const error of [null, 'SQLITE_FULL', new Error('SQLITE_FULL'), new Response()])
      expect(isStorageFailure(error)).toBe(false);
  });
});

test('other errors go on as they are, also past what can be done without', async () => {
  const error = withCode('SQLITE_BUSY');
  const work = Promise.reject(error).catch(rethrow);
  await expect(ifWritable(work)).rejects.toBe(error);
  const full = Promise.reject(withCode('SQLITE_FULL')).catch(rethrow);
  expect(await ifWritable(full)).toBeNull();
});
