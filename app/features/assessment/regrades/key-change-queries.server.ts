import type { Actor } from '#app/auth/permissions.ts';
import { db, join, readRows, type Sql, sql } from '#app/db/client.server.ts';
import { getQuizRevision } from '#app/features/curriculum/courses/queries.server.ts';
import { findItemChange, type QuizVersion } from '#app/features/records/gradings/key-fix-rules.ts';
import { getTaughtQuiz } from '#app/features/records/gradings/taught-queries.server.ts';
import { listChangedItems, readHeads } from './changed-item-queries.server.ts';
import { mayRegrade } from './regrade-plan-queries.server.ts';

/** Changed keys and items taken out that nobody has decided about yet. */

/** How many attempts the quiz page counts at most: the sentence is the same beyond. */
const waitingShown = 500;

/**
 * Items whose key was changed (`items`, as they are numbered now) and how many were taken out (`removed`), with finished
 * attempts made before that no regrade has looked at. `more`: at least so many.
 */
export type KeyChange = {
  items: number[];
  removed: number;
  edition: number;
  changedAt: Date;
  attempts: number;
  more: boolean;
};

/**
 * What the quiz page says of a changed key and of items taken out, or null when every attempt the actor may regrade was made
 * at this key, or was looked at since. Options that were changed are no work: an item is reworded for many reasons.
 * @throws 404 as `getRegradePage`.
 */
export async function findKeyChange(actor: Actor, quizId: string): Promise<KeyChange | null> {
  const { revisionId } = await getTaughtQuiz(actor, quizId);
  const earlier = await listEarlier(quizId, revisionId);
  if (earlier.length === 0) return null;
  const [version, heads] = await Promise.all([
    getQuizRevision(revisionId),
    readHeads([revisionId]),
  ]);
  const changed = await listChangedItems(version, earlier, await readHeads(earlier));
  const applied = await listApplied(actor, quizId);
  const found = await Promise.all(
    changed.map(async (item) => {
      const had = item.earlier.filter(({ change }) => change !== 'options');
      const at = had.map(({ revision }) => revision.id);
      const decided = await keepSame(applied, item.id, version);
      const may = mayRegrade(actor, quizId, revisionId);
      return {
        ...item,
        attempts: await listWaiting(item.id, at, sql`${may} AND ${notLookedAt(decided)}`),
      };
    }),
  );
  const items = found.filter(({ attempts }) => attempts.length > 0);
  const target = heads.get(revisionId);
  if (items.length === 0 || !target) return null;
  const attempts = new Set(items.flatMap((item) => item.attempts)).size;
  return {
    items: items.filter(({ now }) => now !== null).map(({ number }) => number),
    removed: items.filter(({ now }) => now === null).length,
    edition: target.edition,
    changedAt: target.createdAt,
    attempts: Math.min(attempts, waitingShown),
    more: attempts >= waitingShown,
  };
}

/** The attempts at these revisions, under a condition, that had the item: their ids, up to `waitingShown`. */
async function listWaiting(itemId: string, revisionIds: readonly string[], condition: Sql) {
  if (revisionIds.length === 0) return [];
  const rows = await readRows<{ id: string }[]>(sql`
    SELECT a."id" FROM "Attempt" a WHERE a."revisionId" IN (${join([...revisionIds])})
      AND (a."drawnJson" IS NULL OR a."drawnJson" LIKE ${`%"${itemId}"%`})
      AND ${condition} LIMIT ${waitingShown}`);
  return rows.map(({ id }) => id);
}

/** Every earlier revision of a quiz with attempts at it. */
async function listEarlier(quizId: string, revisionId: string): Promise<string[]> {
  const rows = await readRows<{ id: string }[]>(sql`
    SELECT r."id" FROM "ContentRevision" r
    WHERE r."contentId" = ${quizId} AND r."kind" = 'quiz' AND r."id" <> ${revisionId}
      AND EXISTS (SELECT 1 FROM "Attempt" a WHERE a."revisionId" = r."id")`);
  return rows.map((row) => row.id);
}

/** Until when somebody regraded a quiz to a revision. `reaches`: they may decide about whatever the actor may. */
type Applied = { revisionId: string; byId: string; at: Date; reaches: boolean };

async function listApplied(actor: Actor, quizId: string): Promise<Applied[]> {
  const rows = await db.regrade.groupBy({
    by: ['appliedById', 'revisionId'],
    where: { quizId },
    _max: { appliedAt: true },
  });
  const admins = await db.userRole.findMany({
    where: { role: 'admin', userId: { in: rows.map(({ appliedById }) => appliedById) } },
  });
  const reach = new Set([actor.id, ...admins.map(({ userId }) => userId)]);
  return rows.flatMap(({ appliedById: byId, revisionId, _max: { appliedAt: at } }) =>
    at ? [{ revisionId, byId, at, reaches: reach.has(byId) }] : [],
  );
}

/** Of these regrades, those to revisions in which the item is as it is now: what they decided about it is decided. */
async function keepSame(applied: readonly Applied[], itemId: string, now: QuizVersion) {
  const has = ({ body }: QuizVersion) => body.items.some(({ id }) => id === itemId);
  const kept: Applied[] = [];
  for (const one of applied) {
    const then = await getQuizRevision(one.revisionId);
    if (has(then) === has(now) && findItemChange(itemId, then, now) === null) kept.push(one);
  }
  return kept;
}

/**
 * SQL: whether attempt `a` was closed after the last of these regrades by someone who may decide about it: the actor, an
 * administrator, or another instructor of its cadet. One condition for each of them, the cheap ones first.
 */
function notLookedAt(applied: readonly Applied[]): Sql {
  const cheapFirst = applied.toSorted((one, other) => Number(other.reaches) - Number(one.reaches));
  const conditions = cheapFirst.map(({ at, byId, reaches }) =>
    reaches
      ? sql`a."submittedAt" > ${at}`
      : sql`NOT (a."submittedAt" <= ${at} AND ${isTaughtBy(byId)})`,
  );
  return join([sql`1 = 1`, ...conditions], ' AND ');
}

const isTaughtBy = (userId: string) => sql`EXISTS (SELECT 1 FROM "Enrollment" w
  JOIN "CohortInstructor" c ON c."cohortId" = w."cohortId"
  WHERE w."userId" = a."userId" AND c."userId" = ${userId})`;
