import { join, readRows, type Sql, sql } from '#app/db/client.server.ts';
import { toDate } from '#app/db/dialect.server.ts';
import { countingGrading } from './counting-queries.server.ts';
import { type AttemptStatus, attemptStatusSchema, drawnSchema } from './schema.ts';

/** Attempts, each with the grading that counts. */

/**
 * An attempt as its cadet sees it in a list. Points and score (0..1) are null until it is graded. `submittedAt`: when it
 * was closed, by its cadet or at its deadline. `pending`: texts an instructor has still to read; 0: the grading is final.
 */
export type AttemptSummary = {
  id: string;
  number: number;
  status: AttemptStatus;
  startedAt: Date;
  submittedAt: Date | null;
  voidedAt: Date | null;
  points: number | null;
  maxPoints: number | null;
  score: number | null;
  passed: boolean | null;
  pending: number;
};

type Instant = Date | string;

/** An attempt with the grading that counts, as the database gives it. */
export type AttemptRow = Omit<
  AttemptSummary,
  'status' | 'startedAt' | 'submittedAt' | 'voidedAt' | 'passed' | 'pending'
> & {
  quizId: string;
  revisionId: string;
  seed: number;
  status: string;
  startedAt: Instant;
  deadlineAt: Instant | null;
  submittedAt: Instant | null;
  voidedAt: Instant | null;
  drawnJson: string | null;
  extraTime: number | null;
  /** Of the grading that counts: 1 is the first; null before it. */
  sequence: number | null;
  passed: boolean | number | null;
  pending: number | null;
  detailJson: string | null;
};

/**
 * Attempts that meet a condition, each with the grading that counts. In the condition, `a` is the attempt. Ordered by quiz
 * and number.
 */
export function selectAttempts(condition: Sql): Promise<AttemptRow[]> {
  return readRows<AttemptRow[]>(sql`
    SELECT a."id", a."quizId", a."revisionId", a."number", a."seed", a."status", a."startedAt",
      a."deadlineAt", a."submittedAt", a."voidedAt", a."drawnJson", a."extraTime",
      g."sequence", g."points", g."maxPoints", g."score", g."passed", g."pending", g."detailJson"
    FROM "Attempt" a
    LEFT JOIN "Grading" g ON ${countingGrading}
    WHERE ${condition}
    ORDER BY a."quizId", a."number"`);
}

/** The reader's shape of an attempt row. */
export function toSummary(row: AttemptRow): AttemptSummary {
  const { id, number, points, maxPoints, score } = row;
  return {
    id,
    number,
    status: attemptStatusSchema.parse(row.status),
    startedAt: toDate(row.startedAt),
    submittedAt: toDate(row.submittedAt),
    voidedAt: toDate(row.voidedAt),
    points,
    maxPoints,
    score,
    passed: row.passed === null ? null : Boolean(row.passed),
    pending: row.pending ?? 0,
  };
}

/** Whether anything became of an attempt after its first grading: another one, or a void. */
export function hasHistory({ sequence, voidedAt }: Pick<AttemptRow, 'sequence' | 'voidedAt'>) {
  return (sequence ?? 0) > 1 || voidedAt !== null;
}

/** Those of these attempts that are open. The caller has checked whose they are. */
export async function findOpenAttempts(attemptIds: readonly string[]): Promise<Set<string>> {
  const rows = await readRows<{ id: string }[]>(sql`
    SELECT "id" FROM "Attempt" WHERE "id" IN (${join([...attemptIds])}) AND "status" = 'open'`);
  return new Set(rows.map(({ id }) => id));
}

/** The ids of the items that an attempt has, or null when it has all of its revision. */
export function toDrawn({ drawnJson }: Pick<AttemptRow, 'drawnJson'>): string[] | null {
  return drawnJson === null ? null : drawnSchema.parse(JSON.parse(drawnJson));
}
