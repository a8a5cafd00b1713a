import type { Actor } from '#app/auth/permissions.ts';
import { readRows, sql } from '#app/db/client.server.ts';
import { toBoolean, toDate } from '#app/db/dialect.server.ts';
import {
  findTimeZone,
  listAssignments,
} from '#app/features/people/cohorts/assignment-queries.server.ts';
import { countingGrading } from '#app/features/records/gradings/counting-queries.server.ts';

/** The actor's own training record: what was completed and what was passed, at which revision. */

type CompletionRow = {
  id: string;
  lessonId: string;
  title: string;
  edition: number;
  revisionId: string;
  completedAt: Date | string;
  minutes: number;
  activeSeconds: number;
  voidedAt: Date | string | null;
  voidReason: string | null;
};

type AttemptRow = {
  id: string;
  number: number;
  title: string;
  edition: number;
  revisionId: string;
  status: string;
  submittedAt: Date | string | null;
  score: number | null;
  maxPoints: number | null;
  passed: boolean | number | null;
};

function listCompletions(userId: string): Promise<CompletionRow[]> {
  return readRows<CompletionRow[]>(sql`
    SELECT k."id", k."lessonId", r."title", r."edition", k."revisionId", k."completedAt", k."minutes",
      k."activeSeconds", k."voidedAt", k."voidReason"
    FROM "Completion" k JOIN "ContentRevision" r ON r."id" = k."revisionId"
    WHERE k."userId" = ${userId}
    ORDER BY k."completedAt" DESC, r."title"`);
}

function listAttempts(userId: string): Promise<AttemptRow[]> {
  return readRows<AttemptRow[]>(sql`
    SELECT a."id", a."number", r."title", r."edition", a."revisionId", a."status", a."submittedAt",
      g."score", g."maxPoints", g."passed"
    FROM "Attempt" a JOIN "ContentRevision" r ON r."id" = a."revisionId"
      LEFT JOIN "Grading" g ON ${countingGrading}
    WHERE a."userId" = ${userId} AND a."submittedAt" IS NOT NULL
    ORDER BY a."submittedAt" DESC`);
}

/**
 * The actor's record, newest first. `minutes` is the certified length, `activeSeconds` measured; the total counts
 * each lesson once and leaves voided completions out. Dates are to be shown in `timeZone`.
 */
export async function getTrainingRecord(actor: Actor, now: Date) {
  const [assignments, completionRows, attemptRows] = await Promise.all([
    listAssignments(actor, now),
    listCompletions(actor.id),
    listAttempts(actor.id),
  ]);
  const completions = completionRows.map((row) => ({
    ...row,
    completedAt: toDate(row.completedAt),
    voidedAt: row.voidedAt === null ? null : toDate(row.voidedAt),
  }));
  const counted = new Map(
    // The newest of a lesson comes first, and is the one that counts.
    completions
      .toReversed()
      .flatMap((one) => (one.voidedAt ? [] : [[one.lessonId, one.minutes] as const])),
  );
  return {
    timeZone: assignments[0]?.timeZone ?? (await findTimeZone(actor, now)),
    completions,
    attempts: attemptRows.map((row) => ({
      ...row,
      submittedAt: row.submittedAt === null ? null : toDate(row.submittedAt),
      passed: row.passed === null ? null : toBoolean(row.passed),
    })),
    total: {
      lessons: counted.size,
      minutes: [...counted.values()].reduce((sum, minutes) => sum + minutes, 0),
    },
  };
}
