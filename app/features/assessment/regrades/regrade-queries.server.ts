import { type Actor, canSeeAllCohorts } from '#app/auth/permissions.ts';
import { db, readRows, type Sql, sql } from '#app/db/client.server.ts';
import { env } from '#app/env.server.ts';
import { getQuizRevision } from '#app/features/curriculum/courses/queries.server.ts';
import {
  type Policies,
  policiesSchema,
  type RegradeQuery,
} from '#app/features/records/gradings/decision-schema.ts';
import { policiesFor } from '#app/features/records/gradings/key-fix-rules.ts';
import type { GradedAttempt } from '#app/features/records/gradings/schema.ts';
import { readSeat } from '#app/features/records/gradings/seat-queries.server.ts';
import { getTaughtQuiz } from '#app/features/records/gradings/taught-queries.server.ts';
import { notFound } from '#app/http/errors.ts';
import {
  type ChangedItem,
  listChangedItems,
  type RevisionHead,
  readHeads,
} from './changed-item-queries.server.ts';
import { findKeyChange } from './key-change-queries.server.ts';
import {
  mayRegrade,
  type PlannedChange,
  planRegrade,
  type RegradePlan,
  type RegradeTask,
} from './regrade-plan-queries.server.ts';

/** What was changed in a quiz since attempts were made at it, for those who teach it. */

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
