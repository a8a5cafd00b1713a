import { closeDatabase, db } from '#app/db/client.server.ts';
import { gradingDetailSchema, responseValueSchema } from '#app/features/records/gradings/schema.ts';
import type { Stored } from './ledger.ts';

/** What the database holds of an attempt. `extra`: what is there more than once and must not be. */
export type Result = { status: string; stored: Stored[]; extra: string[] };

/** Reads every attempt from the database that the environment names, by its id, and closes it. */
export async function readResults(): Promise<Map<string, Result>> {
  const attempts = await db.attempt.findMany({ include: { responses: true, gradings: true } });
  const submits = await db.auditEvent.groupBy({
    by: ['subjectId'],
    where: { subjectType: 'attempt', action: 'submit-attempt' },
    _count: true,
  });
  await closeDatabase();
  const results = attempts.map(({ id, userId, status, responses, gradings }): [string, Result] => {
    const attemptsOfUser = attempts.filter((attempt) => attempt.userId === userId).length;
    const events = submits.find(({ subjectId }) => subjectId === id)?._count ?? 0;
    const extra = [
      ...(attemptsOfUser === 1 ? [] : [`${attemptsOfUser} attempts of one cadet`]),
      ...(gradings.length === 1 ? [] : [`${gradings.length} gradings`]),
      ...(events === 1 ? [] : [`${events} times submitted in the audit log`]),
    ];
    const detail = gradingDetailSchema.parse(JSON.parse(gradings[0]?.detailJson ?? '{}'));
    const stored = responses.map(({ itemId, valueJson, seq, counted }) => ({
      itemId,
      seq,
      counted,
      value: responseValueSchema.parse(JSON.parse(valueJson)),
      graded: detail[itemId]?.chosen ?? null,
    }));
    return [id, { status, stored, extra }];
  });
  return new Map(results);
}
