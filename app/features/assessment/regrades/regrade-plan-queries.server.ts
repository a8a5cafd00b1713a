import { createHash } from 'node:crypto';
import type { Actor } from '#app/auth/permissions.ts';
import { join, readRows, type Sql, sql } from '#app/db/client.server.ts';
import { listAssigned } from '#app/features/people/cohorts/assignment-queries.server.ts';
import {
  type HasPassed,
  listCompletable,
  listUnearned,
} from '#app/features/records/completions/completion-queries.server.ts';
import {
  countingAttempt,
  countingGrading,
} from '#app/features/records/gradings/counting-queries.server.ts';
import type { RegradeQuery } from '#app/features/records/gradings/decision-schema.ts';
import {
  findFixesOf,
  readAnswers,
  selectGraded,
  toGraded,
} from '#app/features/records/gradings/history-queries.server.ts';
import {
  type AttemptMark,
  type Consequences,
  type GradingDraft,
  type QuizSeat,
  toConsequences,
} from '#app/features/records/gradings/history-rules.ts';
import { judgeRegrade, type KeyFix } from '#app/features/records/gradings/key-fix-rules.ts';
import { mayDecide } from '#app/features/records/gradings/taught-queries.server.ts';
import { isLongTurn, nextTurn } from '#app/long-turns.server.ts';
import { type Listed, tellApart } from '#app/names.ts';

/** A regrade before it is applied: who changes and how, who stays. Reads only. */

/** An attempt that a regrade looks at, for readers. */
export type LookedAt = { attemptId: string; userId: string; name: string; number: number };

/** An attempt that gets another grading, with what follows from it: titles of lessons. */
export type PlannedChange = LookedAt & GradingDraft & { completed: string[]; voided: string[] };

/**
 * What a regrade does. `same`: graded as they are; `kept`: would be lower, and stay. `marks`: how every attempt stood that
 * was read, those that no changed item concerns too. `fingerprint`: of everything the plan says.
 */
export type RegradePlan = {
  changes: PlannedChange[];
  kept: LookedAt[];
  same: LookedAt[];
  marks: AttemptMark[];
  fingerprint: string;
};

/** What is to be planned: the quiz, the revision whose keys count now, and how it treats each item. */
export type RegradeTask = RegradeQuery & { seat: QuizSeat; revisionId: string; fix: KeyFix };

/** SQL: the attempts `a` that a regrade of a quiz by the actor may touch: finished, of an earlier revision, not their own. */
export function mayRegrade(actor: Actor, quizId: string, revisionId: string): Sql {
  return sql`a."quizId" = ${quizId} AND a."revisionId" <> ${revisionId}
    AND a."status" IN ('submitted', 'expired') AND ${mayDecide(actor)}`;
}

const batch = 250;

/** Looks at every attempt that the actor may regrade. The caller has checked that the quiz is theirs. */
export async function planRegrade(
  actor: Actor,
  task: RegradeTask,
  now: Date,
): Promise<RegradePlan> {
  const { seat, revisionId, fix, neverLower } = task;
  const drafts: (LookedAt & GradingDraft)[] = [];
  const [kept, same]: [LookedAt[], LookedAt[]] = [[], []];
  const marks: AttemptMark[] = [];
  const people = new Map<string, Listed & { id: string }>();
  for (let last = ''; ; ) {
    const rows = await selectGraded(
      sql`${mayRegrade(actor, seat.quizId, revisionId)} AND a."id" > ${last}`,
      sql`ORDER BY a."id" LIMIT ${batch}`,
    );
    const fixes = await findFixesOf(rows);
    for (const row of rows) {
      const { id, userId, name, email, badgeNumber, number, sequence } = row;
      people.set(userId, { id: userId, name, email, badgeNumber });
      marks.push({ id, status: row.status, sequence });
      const before = toGraded(row);
      const answers = await readAnswers(row, before);
      const judged = judgeRegrade(answers, before, fixes.get(id) ?? [], fix, { neverLower });
      const attempt: LookedAt = { attemptId: id, userId, name, number };
      if (judged.verdict === 'same') same.push(attempt);
      if (judged.verdict === 'kept') kept.push(attempt);
      if (judged.verdict === 'changed')
        drafts.push({ ...attempt, sequence, revisionId, before, after: judged.graded });
      // Others are not kept waiting while thousands are graded.
      if (isLongTurn()) await nextTurn();
    }
    last = rows.at(-1)?.id ?? '';
    if (rows.length < batch) break;
  }
  const names = tellApart([...people.values()]);
  for (const seen of [drafts, kept, same])
    for (const one of seen) one.name = names.get(one.userId) ?? one.name;
  const consequences = await foresee(seat, drafts, now);
  const nothing = { completed: [], voided: [] };
  const changes = drafts.sort(byName).map((draft) => ({
    ...draft,
    ...(isTurned(draft) ? (consequences.get(draft.userId) ?? nothing) : nothing),
  }));
  const plan = { changes, kept: kept.sort(byName), same: same.sort(byName) };
  return { ...plan, marks, fingerprint: toFingerprint(task, plan) };
}

const isTurned = ({ before, after }: GradingDraft) => before.passed !== after.passed;

function byName(one: LookedAt, other: LookedAt): number {
  return (
    one.name.localeCompare(other.name, 'en') ||
    (one.userId < other.userId ? -1 : one.userId > other.userId ? 1 : one.number - other.number)
  );
}

/** What completions the gradings would bring and take, as if they were there. */
async function foresee(
  { quizId, courseId, lessonIds }: QuizSeat,
  drafts: readonly GradingDraft[],
  now: Date,
): Promise<Consequences> {
  const won = drafts.filter(({ before, after }) => after.passed && !before.passed);
  const lost = drafts.filter(({ before, after }) => before.passed && !after.passed);
  const assigned = await listAssigned(
    won.map(({ userId }) => userId),
    courseId,
    now,
  );
  const winners = new Set(won.map(({ userId }) => userId));
  const passing = await listPassing(
    quizId,
    lost.map(({ userId }) => userId),
  );
  for (const { userId, attemptId } of lost) passing.get(userId)?.delete(attemptId);
  const hasPassed: HasPassed = (userId, ofQuiz, stored) => {
    if (ofQuiz !== quizId) return stored;
    const left = passing.get(userId);
    return winners.has(userId) || (left ? left.size > 0 : stored);
  };
  const [completed, voided] = await Promise.all([
    listCompletable(
      [...winners].filter((id) => assigned.has(id)),
      lessonIds,
      { hasPassed },
    ),
    listUnearned(quizId, [...new Set(lost.map(({ userId }) => userId))], { hasPassed }),
  ]);
  return toConsequences(completed, voided);
}

/** The attempts of these users at a quiz that are passed as they stand: user id to attempt ids. */
async function listPassing(
  quizId: string,
  userIds: readonly string[],
): Promise<Map<string, Set<string>>> {
  const passing = new Map<string, Set<string>>();
  for (let from = 0; from < userIds.length; from += batch) {
    const rows = await readRows<{ id: string; userId: string }[]>(sql`
      SELECT a."id", a."userId" FROM "Attempt" a JOIN "Grading" g ON ${countingGrading}
      WHERE a."quizId" = ${quizId} AND a."userId" IN (${join(userIds.slice(from, from + batch))})
        AND ${countingAttempt} AND g."passed"`);
    for (const { id, userId } of rows)
      passing.set(userId, (passing.get(userId) ?? new Set()).add(id));
  }
  return passing;
}

type Plan = Pick<RegradePlan, 'changes' | 'kept' | 'same'>;

function toFingerprint({ revisionId, fix, neverLower }: RegradeTask, plan: Plan): string {
  const changes = plan.changes.map(({ attemptId, sequence, after, completed, voided }) => {
    const { points, maxPoints, passed, pending } = after;
    return [attemptId, sequence, points, maxPoints, passed, pending, completed, voided];
  });
  const idsOf = (list: readonly LookedAt[]) => list.map(({ attemptId }) => attemptId);
  const policies = [...fix.policies].sort(([one], [other]) => (one < other ? -1 : 1));
  const said = [revisionId, policies, neverLower, changes, idsOf(plan.kept), idsOf(plan.same)];
  return createHash('sha256').update(JSON.stringify(said)).digest('base64url');
}
