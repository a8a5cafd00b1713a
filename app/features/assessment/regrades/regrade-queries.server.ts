import { type Actor, canSeeAllCohorts } from '#app/auth/permissions.ts';
import { db, join, readRows, type Sql, sql } from '#app/db/client.server.ts';
import { env } from '#app/env.server.ts';
import { getQuizRevision } from '#app/features/curriculum/courses/queries.server.ts';
import { toKeyLines } from '#app/features/curriculum/items/key-rules.ts';
import type { ItemChange, KeyLine } from '#app/features/curriculum/items/type-rules.ts';
import {
  type Policies,
  policiesSchema,
  type RegradeQuery,
} from '#app/features/records/gradings/decision-schema.ts';
import type { ItemPolicy } from '#app/features/records/gradings/grading-rules.ts';
import {
  findItemChange,
  policiesFor,
  type QuizVersion,
} from '#app/features/records/gradings/key-fix-rules.ts';
import type { GradedAttempt } from '#app/features/records/gradings/schema.ts';
import { readSeat } from '#app/features/records/gradings/seat-queries.server.ts';
import { getTaughtQuiz } from '#app/features/records/gradings/taught-queries.server.ts';
import { notFound } from '#app/http/errors.ts';
import {
  mayRegrade,
  type PlannedChange,
  planRegrade,
  type RegradePlan,
  type RegradeTask,
} from './regrade-plan-queries.server.ts';

/** What was changed in a quiz since attempts were made at it, for those who teach it. */

/** A revision as readers know it. */
export type RevisionHead = { id: string; edition: number; createdAt: Date };

/** An item as an earlier revision had it. */
type EarlierItem = { revision: RevisionHead; change: ItemChange; key: KeyLine[] };

/**
 * An item that was changed. `number`: its place in the quiz as written now, or before. `now`: its key now, null when removed.
 * `dropped`: the last regrade took it out of the points.
 */
export type ChangedItem = {
  id: string;
  number: number;
  change: ItemChange;
  promptHtml: string;
  earlier: EarlierItem[];
  now: KeyLine[] | null;
  policy: ItemPolicy;
  dropped: boolean;
};

/** A regrade that was applied, by whoever teaches the quiz: each to the cadets of their own cohorts. */
type AppliedRegrade = {
  id: string;
  appliedAt: Date;
  by: string;
  reason: string;
  attempts: number;
  changed: number;
  neverLower: boolean;
};

/** A change as the page shows it: without the answers. */
export type ShownChange = Omit<PlannedChange, 'before' | 'after'> & {
  before: Omit<GradedAttempt, 'detail'>;
  after: Omit<GradedAttempt, 'detail'>;
};

/** A plan as the page shows it. */
export type ShownPlan = Pick<RegradePlan, 'kept' | 'same' | 'fingerprint'> & {
  changes: ShownChange[];
};

/** The regrade page of a quiz. `plan` null: nothing was changed that attempts were made at. */
export type RegradePage = {
  quiz: { id: string; title: string };
  target: RevisionHead;
  items: ChangedItem[];
  query: RegradeQuery;
  plan: ShownPlan | null;
  /** Whether there are attempts that no regrade has looked at. */
  waiting: boolean;
  regrades: AppliedRegrade[];
  /** The academy's: a quiz has many cohorts. */
  timeZone: string;
};

/** The earlier revisions that the actor may regrade attempts of. */
async function listRevisions(condition: Sql): Promise<string[]> {
  const rows = await readRows<{ revisionId: string }[]>(
    sql`SELECT DISTINCT a."revisionId" FROM "Attempt" a WHERE ${condition}`,
  );
  return rows.map(({ revisionId }) => revisionId);
}

async function readHeads(ids: readonly string[]): Promise<Map<string, RevisionHead>> {
  const heads = await db.contentRevision.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, edition: true, createdAt: true },
  });
  return new Map(heads.map((head) => [head.id, head]));
}

const gravest: Record<ItemChange, number> = { key: 0, removed: 1, options: 2 };

/** The items that some of these revisions have otherwise than the one published now, in its order; removed ones last. */
async function listChangedItems(
  target: QuizVersion,
  revisionIds: readonly string[],
  heads: ReadonlyMap<string, RevisionHead>,
): Promise<Omit<ChangedItem, 'policy' | 'dropped'>[]> {
  const found = new Map<string, Omit<ChangedItem, 'policy' | 'dropped' | 'change'>>();
  for (const revisionId of revisionIds) {
    const revision = heads.get(revisionId);
    const version = await getQuizRevision(revisionId);
    for (const [index, item] of version.body.items.entries()) {
      const change = findItemChange(item.id, version, target);
      if (!change || !revision) continue;
      const at = target.body.items.findIndex(({ id }) => id === item.id);
      const is = target.body.items[at];
      const known = found.get(item.id) ?? {
        id: item.id,
        number: (is ? at : index) + 1,
        promptHtml: (is ?? item).promptHtml,
        earlier: [],
        now: is ? toKeyLines(is, target.key[item.id]) : null,
      };
      known.earlier.push({ revision, change, key: toKeyLines(item, version.key[item.id]) });
      found.set(item.id, known);
    }
  }
  const items = [...found.values()].map((item) => {
    const changes = item.earlier.map(({ change }) => change);
    const [change = 'options'] = changes.sort((one, other) => gravest[one] - gravest[other]);
    return { ...item, change };
  });
  return items.sort(
    (one, other) =>
      Number(one.now === null) - Number(other.now === null) || one.number - other.number,
  );
}

/** What the policies are where the address says nothing: as applied last, else the new key. */
async function readLastPolicies(quizId: string): Promise<Policies> {
  const last = await db.regrade.findFirst({ where: { quizId }, orderBy: { appliedAt: 'desc' } });
  return last ? policiesSchema.parse(JSON.parse(last.policiesJson)) : {};
}

/** Regrades that the actor applied; everybody's for an administrator: a reason may name people of another cohort. */
async function listRegrades(actor: Actor, quizId: string): Promise<AppliedRegrade[]> {
  const rows = await db.regrade.findMany({
    where: { quizId, ...(!canSeeAllCohorts(actor) && { appliedById: actor.id }) },
    orderBy: { appliedAt: 'desc' },
    include: { appliedBy: { select: { name: true } } },
  });
  return rows.map(({ id, appliedAt, appliedBy, reason, attempts, changed, neverLower }) => ({
    id,
    appliedAt,
    by: appliedBy.name,
    reason,
    attempts,
    changed,
    neverLower,
  }));
}

/** A quiz's changed items and the task that a regrade with these policies is; null when there is nothing to regrade. */
async function readTask(actor: Actor, quizId: string, asked: RegradeQuery) {
  const { title, revisionId } = await getTaughtQuiz(actor, quizId);
  const [earlier, version, last, seat] = await Promise.all([
    listRevisions(mayRegrade(actor, quizId, revisionId)),
    getQuizRevision(revisionId),
    readLastPolicies(quizId),
    readSeat(quizId),
  ]);
  const heads = await readHeads([revisionId, ...earlier]);
  const changed = await listChangedItems(version, earlier, heads);
  const items = changed.map((item): ChangedItem => {
    const wanted = asked.policies[item.id] ?? last[item.id] ?? 'new-key';
    const policy = policiesFor[item.change].includes(wanted) ? wanted : 'new-key';
    return { ...item, policy, dropped: last[item.id] === 'drop' };
  });
  const policies = Object.fromEntries(items.map(({ id, policy }) => [id, policy]));
  const query = { policies, neverLower: asked.neverLower };
  const fix = { version, policies: new Map(Object.entries(policies)) };
  const task: RegradeTask = { ...query, seat, revisionId, fix };
  const hasWork = items.length > 0 || (earlier.length > 0 && Object.keys(last).length > 0);
  return { title, items, query, target: heads.get(revisionId), task: hasWork ? task : null };
}

/**
 * The regrade page of a quiz, with a plan by the policies asked for.
 * @throws 404 when there is no such quiz, or none of the actor's cohorts takes it.
 */
export async function getRegradePage(
  actor: Actor,
  quizId: string,
  asked: RegradeQuery,
  now = new Date(),
): Promise<RegradePage> {
  const { title, items, query, target, task } = await readTask(actor, quizId, asked);
  if (!target) throw notFound();
  const [plan, regrades, keyChange] = await Promise.all([
    task && planRegrade(actor, task, now),
    listRegrades(actor, quizId),
    findKeyChange(actor, quizId),
  ]);
  const { TIME_ZONE: timeZone } = env;
  const quiz = { id: quizId, title };
  const page = { quiz, target, items, query, regrades, timeZone };
  return { ...page, plan: plan && toShown(plan), waiting: keyChange !== null };
}

function toShown({ changes, kept, same, fingerprint }: RegradePlan): ShownPlan {
  const totalOf = ({ detail: _detail, ...total }: GradedAttempt) => total;
  const shown = changes.map(({ before, after, ...change }) => ({
    ...change,
    before: totalOf(before),
    after: totalOf(after),
  }));
  return { changes: shown, kept, same, fingerprint };
}

/**
 * What a regrade does, ready to be applied; null when there is nothing to regrade.
 * @throws 404 as `getRegradePage`.
 */
export async function getRegradePlan(
  actor: Actor,
  quizId: string,
  asked: RegradeQuery,
  now: Date,
): Promise<{ task: RegradeTask; plan: RegradePlan } | null> {
  const { task } = await readTask(actor, quizId, asked);
  return task && { task, plan: await planRegrade(actor, task, now) };
}

/** How many attempts the quiz page counts at most: the sentence is the same beyond. */
const waitingShown = 500;

/** Items whose key was changed, and finished attempts made before that no regrade has looked at. `more`: at least so many. */
export type KeyChange = {
  items: number[];
  edition: number;
  changedAt: Date;
  attempts: number;
  more: boolean;
};

/**
 * What the quiz page says of a changed key, or null when every attempt the actor may regrade was made at this key, or was
 * looked at since.
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
  const items = (await listChangedItems(version, earlier, await readHeads(earlier))).filter(
    ({ change }) => change === 'key',
  );
  if (items.length === 0) return null;
  const had = items.flatMap(({ id, earlier: all }) =>
    all
      .filter(({ change }) => change === 'key')
      .map(({ revision }) => sql`(CAST(${revision.id} AS TEXT), CAST(${`%"${id}"%`} AS TEXT))`),
  );
  const rows = await readRows<{ id: string }[]>(sql`
    SELECT a."id" FROM "Attempt" a WHERE EXISTS (SELECT 1 FROM (VALUES ${join(had)}) AS had
        WHERE had."column1" = a."revisionId"
          AND (a."drawnJson" IS NULL OR a."drawnJson" LIKE had."column2"))
      AND ${await notLookedAt(actor, quizId, revisionId)}
      AND ${mayRegrade(actor, quizId, revisionId)} LIMIT ${waitingShown}`);
  const target = heads.get(revisionId);
  if (rows.length === 0 || !target) return null;
  return {
    items: items.map(({ number }) => number),
    edition: target.edition,
    changedAt: target.createdAt,
    attempts: rows.length,
    more: rows.length === waitingShown,
  };
}

/** Every earlier revision of a quiz with attempts at it. */
async function listEarlier(quizId: string, revisionId: string): Promise<string[]> {
  const rows = await readRows<{ id: string }[]>(sql`
    SELECT r."id" FROM "ContentRevision" r
    WHERE r."contentId" = ${quizId} AND r."kind" = 'quiz' AND r."id" <> ${revisionId}
      AND EXISTS (SELECT 1 FROM "Attempt" a WHERE a."revisionId" = r."id")`);
  return rows.map((row) => row.id);
}

/**
 * SQL: whether attempt `a` was closed after the last regrade to a revision by someone who may decide about it: the actor, an
 * administrator, or another instructor of its cadet. One condition for each of them, the cheap ones first.
 */
async function notLookedAt(actor: Actor, quizId: string, revisionId: string): Promise<Sql> {
  const applied = await db.regrade.groupBy({
    by: ['appliedById'],
    where: { quizId, revisionId },
    _max: { appliedAt: true },
  });
  const admins = await db.userRole.findMany({
    where: { role: 'admin', userId: { in: applied.map(({ appliedById }) => appliedById) } },
  });
  const reach = new Set([actor.id, ...admins.map(({ userId }) => userId)]);
  const conditions = applied.map(({ appliedById, _max: { appliedAt } }) =>
    reach.has(appliedById)
      ? { cost: 0, sql: sql`a."submittedAt" > ${appliedAt}` }
      : { cost: 1, sql: sql`NOT (a."submittedAt" <= ${appliedAt} AND ${isTaughtBy(appliedById)})` },
  );
  const cheapFirst = conditions.sort((one, other) => one.cost - other.cost);
  return join([sql`1 = 1`, ...cheapFirst.map((condition) => condition.sql)], ' AND ');
}

const isTaughtBy = (userId: string) => sql`EXISTS (SELECT 1 FROM "Enrollment" w
  JOIN "CohortInstructor" c ON c."cohortId" = w."cohortId"
  WHERE w."userId" = a."userId" AND c."userId" = ${userId})`;
