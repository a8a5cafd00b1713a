import { describe, expect, test } from 'vitest';
import { createQueue, toReleasedTransaction } from './adapter.server.ts';

const statement = (sql: string) => ({ sql, args: [], argTypes: [] });

function openTransaction(fails: string) {
  const log: string[] = [];
  const inner = {
    provider: 'sqlite' as const,
    adapterName: 'fake',
    queryRaw: () => Promise.reject(new Error('not used')),
    executeRaw: async ({ sql }: { sql: string }) => {
      log.push(sql);
      if (sql === fails) throw new Error(`${sql} failed`);
      return 0;
    },
  };
  const release = async (failed: boolean) => {
    log.push(failed ? 'released after failure' : 'released');
  };
  const leave = () => log.push('left');
  return { log, transaction: toReleasedTransaction(inner, leave, release) };
}

describe('a transaction gives its connection back', () => {
  test('after COMMIT', async () => {
    const { log, transaction } = openTransaction('nothing');
    await transaction.executeRaw(statement('COMMIT'));
    await transaction.commit();
    expect(log).toEqual(['left', 'COMMIT', 'released']);
  });

  test.each(['COMMIT', 'ROLLBACK'])('when %s itself fails', async (sql) => {
    const { log, transaction } = openTransaction(sql);
    await expect(transaction.executeRaw(statement(sql))).rejects.toThrow(`${sql} failed`);
    expect(log).toEqual(['left', sql, 'released after failure']);
  });

  test('and keeps it when any other statement fails', async () => {
    const { log, transaction } = openTransaction('UPDATE');
    await expect(transaction.executeRaw(statement('UPDATE'))).rejects.toThrow();
    expect(log).toEqual(['UPDATE']);
  });
});

test('a queue lets one in at a time, first come, first served', async () => {
  const takeTurn = createQueue();
  const log: string[] = [];
  await Promise.all(
    ['a', 'b', 'c'].map(async (name) => {
      const done = await takeTurn();
      log.push(`${name} in`);
      await new Promise((resolve) => setTimeout(resolve, 2));
      log.push(`${name} out`);
      done();
    }),
  );
  expect(log).toEqual(['a in', 'a out', 'b in', 'b out', 'c in', 'c out']);
});
