import { describe, expect, test } from 'vitest';
import { isStorageFailure, rethrow, StorageFailure } from './storage-failure.server.ts';

const withCode = (code: string) => Object.assign(new Error(code), { code });

const thrownFor = (error: unknown) => {
  try {
    return rethrow(error);
  } catch (thrown) {
    return thrown;
  }
};

describe('a database that cannot write is told from other errors', () => {
  test.each([
    'SQLITE_FULL',
    'SQLITE_IOERR_WRITE',
    'SQLITE_READONLY_DBMOVED',
    '53100',
    '58030',
    '25006',
  ])('%s, the driver’s own or as the cause', (code) => {
    for (const error of [withCode(code), new Error('refused', { cause: { code } })]) {
      expect(thrownFor(error)).toEqual(new StorageFailure(error));
      expect(isStorageFailure(thrownFor(error))).toBe(true);
    }
  });

  test('one that another process holds, told by the driver or by Prisma’s adapter', () => {
    const told = new Error('locked', { cause: { originalCode: 'SQLITE_BUSY' } });
    for (const error of [withCode('SQLITE_BUSY'), withCode('SQLITE_BUSY_SNAPSHOT'), told]) {
      expect(thrownFor(error)).toEqual(new StorageFailure(error, 'held'));
      expect(thrownFor(error)).toMatchObject({ reason: 'held' });
    }
  });

  test.each([
    ['busy', '55P03'],
    ['busy', '40P01'],
    ['away', '53300'],
    ['away', '57P01'],
    ['away', '08006'],
    ['away', 'ECONNREFUSED'],
  ])('a PostgreSQL server that is %s: %s', (reason, code) => {
    for (const error of [withCode(code), new Error('told', { cause: { originalCode: code } })])
      expect(thrownFor(error)).toMatchObject({ name: 'StorageFailure', reason, cause: error });
  });

  test('one that is away, by Prisma’s name for it or the driver’s words', () => {
    const named = new Error('told', { cause: { kind: 'DatabaseNotReachable' } });
    const said = new Error('Connection terminated unexpectedly');
    for (const error of [named, said]) expect(thrownFor(error)).toMatchObject({ reason: 'away' });
  });

  test.each(['SQLITE_LOCKED', 'SQLITE_CONSTRAINT_UNIQUE', '23505', '153100'])(
    '%s is not one, and goes on as it is',
    (code) => {
      const error = withCode(code);
      expect(thrownFor(error)).toBe(error);
      expect(isStorageFailure(error)).toBe(false);
    },
  );

  test('nor is anything without a code', () => {
    for (const error of [null, 'SQLITE_FULL', new Error('SQLITE_FULL'), new Response()])
      expect(isStorageFailure(thrownFor(error))).toBe(false);
  });
});
