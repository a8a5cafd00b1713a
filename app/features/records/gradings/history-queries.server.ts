import { LRUCache } from 'lru-cache';
import type { Actor } from '#app/auth/permissions.ts';
import { db, empty, join, readRows, type Sql, sql, type Tx } from '#app/db/client.server.ts';
import { toDate } from '#app/db/dialect.server.ts';
import { getQuizRevision } from '#app/features/curriculum/courses/queries.server.ts';
import { notFound } from '#app/http/errors.ts';
import { countingGrading } from './counting-queries.server.ts';
import { policiesSchema } from './decision-schema.ts';
import { type HistoryEntry, type HistoryFacts, toHistory } from './history-rules.ts';
import { type GradedAnswers, type KeyFix, readDetail } from './key-fix-rules.ts';
import { toDrawn } from './queries.server.ts';
import { type GradedAttempt, gradingDetailSchema, gradingKindSchema } from './schema.ts';
import { isTaught } from './taught-queries.server.ts';

/** The gradings of attempts: the one that counts, what it was graded by, and all that came before it. */

/** A finished attempt as the database gives it, with the grading that counts. `isRegraded`: key fixes hold for it. */
export type GradedRow = {
  id: string;
  userId: string;
  name: string;
  email: string | null;
  badgeNumber: string | null;
  quizId: string;
  revisionId: string;
  number: number;
  seed: number;
  status: string;
  drawnJson: string | null;
  sequence: number;
  points: number;
  maxPoints: number;
  score: number;
  passed: boolean | number;
  pending: number;
  detailJson: string;
  /** The revision whose key it was graded by. */
  keyRevisionId: string;
  isRegraded: boolean | number;
};

/**
 * Attempts with a grading that meet a condition, in which `a` is the attempt, `g` the grading that counts and `u` the
 * cadet. `rest`: order and limit.
 */
export function selectGraded(condition: Sql, rest: Sql = empty, tx?: Tx): Promise<GradedRow[]> {
  return readRows<GradedRow[]>(
    sql`
      SELECT a."id", a."userId", u."name", u."email", u."badgeNumber", a."quizId", a."revisionId", a."number", a."seed",
        a."status", a."drawnJson", g."sequence", g."points", g."maxPoints", g."score", g."passed", g."pending",
        g."detailJson", g."revisionId" AS "keyRevisionId",
        EXISTS (SELECT 1 FROM "Grading" x WHERE x."attemptId" = a."id"
          AND x."regradeId" IS NOT NULL) AS "isRegraded"
      FROM "Attempt" a JOIN "Grading" g ON ${countingGrading} JOIN "User" u ON u."id" = a."userId"
      WHERE ${condition} ${rest}`,
    tx,
  );
}

/** The grading of a row, as numbers and items. */
export function toGraded(row: GradedRow): GradedAttempt {
  const { points, maxPoints, score, pending } = row;
  const detail = gradingDetailSchema.parse(JSON.parse(row.detailJson));
  return { points, maxPoints, score, pending, passed: Boolean(row.passed), detail };
}

/** What the grading of a row was made of. Not inside a transaction: it may have to read its revision. */
export async function readAnswers(
  row: GradedRow,
  { detail }: GradedAttempt,
): Promise<GradedAnswers> {
  const version = await getQuizRevision(row.revisionId);
  return { version, drawn: toDrawn(row), ...readDetail(detail) };
}

const fixes = new LRUCache<string, KeyFix>({ max: 200 });

/** A key fix as it was applied; it never changes. Not inside a transaction. @throws Error when there is none. */
async function readFix(regradeId: string): Promise<KeyFix> {
  const known = fixes.get(regradeId);
  if (known) return known;
  const row = await db.regrade.findUniqueOrThrow({ where: { id: regradeId } });
  const policies = new Map(Object.entries(policiesSchema.parse(JSON.parse(row.policiesJson))));
  const fix = { version: await getQuizRevision(row.revisionId), policies };
  fixes.set(regradeId, fix);
  return fix;
}

/**
 * The key fixes that hold for attempts, the newest first, by attempt id; those that are not in it were graded by their own
 * key. Not inside a transaction.
 */
export async function findFixes(attemptIds: readonly string[]): Promise<Map<string, KeyFix[]>> {
  const found = new Map<string, KeyFix[]>();
  if (attemptIds.length === 0) return found;
  const rows = await readRows<{ attemptId: string; regradeId: string }[]>(sql`
    SELECT "attemptId", "regradeId" FROM "Grading"
    WHERE "attemptId" IN (${join([...attemptIds])}) AND "regradeId" IS NOT NULL ORDER BY "sequence" DESC`);
  for (const { attemptId, regradeId } of rows)
    found.set(attemptId, [...(found.get(attemptId) ?? []), await readFix(regradeId)]);
  return found;
}

/** The key fixes that hold for these attempts, as `findFixes` gives them; only for those that were regraded is one asked. */
export function findFixesOf(rows: readonly GradedRow[]): Promise<Map<string, KeyFix[]>> {
  return findFixes(rows.flatMap(({ id, isRegraded }) => (isRegraded ? [id] : [])));
}

/** How an attempt was graded before it was opened again: what of that holds for its next grading. */
export type EarlierGrading = {
  graded: GradedAttempt;
  keyRevisionId: string;
  fixes: KeyFix[];
};

/** The earlier grading of an attempt that is open, or null when it was never closed. Not inside a transaction. */
export async function findEarlierGrading(attemptId: string): Promise<EarlierGrading | null> {
  const [row] = await selectGraded(sql`a."id" = ${attemptId}`);
  if (!row) return null;
  const fixes = (await findFixesOf([row])).get(row.id) ?? [];
  return { graded: toGraded(row), keyRevisionId: row.keyRevisionId, fixes };
}

/** The history of the actor's own attempt. @throws 404 when there is no such attempt, or it is someone else's. */
export function getOwnHistory(
  actor: Pick<Actor, 'id'>,
  attemptId: string,
): Promise<HistoryEntry[]> {
  return getHistory(attemptId, sql`a."userId" = ${actor.id}`);
}

/** The history of an attempt of a cadet of the actor's. @throws 404 when there is no such attempt, or it is not theirs. */
export function getTaughtHistory(actor: Actor, attemptId: string): Promise<HistoryEntry[]> {
  return getHistory(attemptId, isTaught(actor));
}

async function getHistory(attemptId: string, scope: Sql): Promise<HistoryEntry[]> {
  const [attempt] = await readRows<VoidRow[]>(sql`
    SELECT a."voidedAt", a."voidReason", u."name" AS "voidedBy"
    FROM "Attempt" a LEFT JOIN "User" u ON u."id" = a."voidedById"
    WHERE a."id" = ${attemptId} AND ${scope}`);
  if (!attempt) throw notFound();
  const [gradings, reopenings] = await Promise.all([
    readRows<GradingEntryRow[]>(sql`
      SELECT g."id", g."sequence", g."kind", g."points", g."maxPoints", g."score", g."passed",
        g."pending", g."gradedAt", g."reason", u."name" AS "by"
      FROM "Grading" g LEFT JOIN "User" u ON u."id" = g."gradedById"
      WHERE g."attemptId" = ${attemptId} ORDER BY g."sequence"`),
    readRows<ReopeningRow[]>(sql`
      SELECT r."id", r."reopenedAt" AS "at", r."reason", u."name" AS "by"
      FROM "Reopening" r JOIN "User" u ON u."id" = r."reopenedById"
      WHERE r."attemptId" = ${attemptId} ORDER BY r."reopenedAt"`),
  ]);
  return toHistory({
    gradings: gradings.map((row) => ({ ...row, kind: gradingKindSchema.parse(row.kind) })),
    reopenings,
    voided:
      attempt.voidedAt === null
        ? null
        : {
            at: toDate(attempt.voidedAt),
            by: attempt.voidedBy,
            reason: attempt.voidReason,
          },
  });
}

type VoidRow = {
  voidedAt: Date | string | null;
  voidReason: string | null;
  voidedBy: string | null;
};

type GradingEntryRow = Omit<HistoryFacts['gradings'][number], 'kind'> & { kind: string };
type ReopeningRow = HistoryFacts['reopenings'][number];
