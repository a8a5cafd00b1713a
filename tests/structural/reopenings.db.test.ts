import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { db, newId } from '#app/db/client.server.ts';
import { provider } from '#app/db/dialect.server.ts';
import { env } from '#app/env.server.ts';
import { createRevision } from '#tests/factories/content.ts';
import { createUser } from '#tests/factories/people.ts';
import { runScript } from '#tests/setup/catalog.ts';

const file = `prisma/migrations/${provider}/20261129052923_reopenings/migration.sql`;
const at = new Date('2026-11-22T06:00:00.123Z');
const attemptId = newId();
let instructorId: string;

beforeAll(async () => {
  const [cadet, instructor] = [await createUser(), await createUser({ roles: ['instructor'] })];
  const { id: revisionId } = await createRevision();
  instructorId = instructor.id;
  await db.attempt.create({
    data: {
      id: attemptId,
      userId: cadet.id,
      quizId: 'quiz',
      revisionId,
      number: 1,
      seed: 1,
      status: 'submitted',
      startedAt: new Date('2026-11-22T05:00:00Z'),
    },
  });
});

test('reopenings that the audit log alone told of became records', async () => {
  const about = { actorId: instructorId, subjectType: 'attempt', subjectId: attemptId };
  const tell = (action: string, afterJson: string, other: object = {}) =>
    db.auditEvent.create({ data: { ...about, at, action, afterJson, ...other } });
  const { id } = await tell('reopen-attempt', JSON.stringify({ reason: "It's “fair”.\n🚓" }));
  await tell('void-attempt', JSON.stringify({ reason: 'Another thing.' }));
  await tell('reopen-attempt', JSON.stringify({ reason: 'An attempt that is gone.' }), {
    subjectId: 'gone',
  });
  await tell('reopen-attempt', JSON.stringify({ reason: 'By nobody.' }), { actorId: null });
  const { id: unexplained } = await tell('reopen-attempt', '{}');
  await runScript(env.DATABASE_URL, `INSERT${readFileSync(file, 'utf8').split('INSERT')[1]}`);
  const found = { attemptId, reopenedAt: at, reopenedById: instructorId };
  expect(await db.reopening.findMany({ orderBy: { id: 'asc' } })).toEqual([
    { ...found, id: `audit-${id}`, reason: "It's “fair”.\n🚓" },
    { ...found, id: `audit-${unexplained}`, reason: '' },
  ]);
});
