import type { Actor } from '#app/auth/permissions.ts';
import { join, sql } from '#app/db/client.server.ts';
import { toDate } from '#app/db/dialect.server.ts';
import { findQuizPlace } from '#app/features/curriculum/courses/queries.server.ts';
import {
  type CadetAssignment,
  listAssignments,
} from '#app/features/people/cohorts/assignment-queries.server.ts';
import { isOpen } from '#app/features/people/cohorts/rules.ts';
import { listQuizResults } from '#app/features/records/gradings/counting-queries.server.ts';
import {
  type AttemptRow,
  selectAttempts,
  toSummary,
} from '#app/features/records/gradings/queries.server.ts';
import { isFailed } from '#app/features/records/gradings/rules.ts';
import { toRemaining } from '#app/features/records/gradings/time-rules.ts';
import { type AllowanceOverview, getAllowance } from './allowance-queries.server.ts';

/** An attempt that is open. `remainingMs` null: it has no deadline. */
type Running = { attemptId: string; number: number; remainingMs: number | null };

/** A quiz that the actor is in the middle of (`running`), or failed last and has not passed since. */
export type QuizAtHand = Pick<AllowanceOverview, 'allowance' | 'remediation'> & {
  courseId: string;
  moduleId: string;
  title: string;
  running: Running | null;
  timeZone: string;
};

/**
 * The quizzes at hand for the actor in the courses that are open to them: running attempts first, the one that ends first
 * at the top. Practice counts only while it runs.
 */
export async function listQuizzesAtHand(
  actor: Actor,
  now: Date,
  courseId?: string,
): Promise<QuizAtHand[]> {
  const results = [...(await listQuizResults(actor)).values()];
  const ids = results.flatMap(({ quizId, passed, openAttemptId }) =>
    passed && openAttemptId === null ? [] : [quizId],
  );
  if (ids.length === 0) return [];
  const [rows, assignments] = await Promise.all([
    selectAttempts(sql`a."userId" = ${actor.id} AND a."quizId" IN (${join(ids)})`),
    listAssignments(actor, now),
  ]);
  const open = assignments.filter(
    (one) => isOpen(one, now) && (courseId === undefined || one.courseId === courseId),
  );
  const found = await Promise.all(
    ids.map((id) =>
      toQuizAtHand(
        actor,
        rows.filter(({ quizId }) => quizId === id),
        open,
        now,
      ),
    ),
  );
  return found.flatMap((quiz) => quiz ?? []).sort((one, other) => urgency(one) - urgency(other));
}

async function toQuizAtHand(
  actor: Actor,
  rows: readonly AttemptRow[],
  open: readonly CadetAssignment[],
  now: Date,
): Promise<QuizAtHand | null> {
  const place = await findQuizPlace(rows[0]?.quizId ?? '');
  const assignment = open.find((one) => one.courseId === place?.course.id);
  if (!place || !assignment) return null;
  const { course, module, quiz } = place;
  const attempts = rows.map(toSummary);
  const running = rows.find(({ status }) => status === 'open') ?? null;
  const failed = attempts.some((attempt) => isFailed(attempt, quiz.policy.passMark));
  if (!running && (!failed || quiz.policy.practice)) return null;
  const { allowance, remediation } = await getAllowance(actor, place, attempts, now);
  return {
    courseId: course.id,
    moduleId: module.id,
    title: quiz.title,
    running: running && toRunning(running, now),
    allowance,
    remediation,
    timeZone: assignment.timeZone,
  };
}

function toRunning({ id, number, deadlineAt }: AttemptRow, now: Date): Running {
  return { attemptId: id, number, remainingMs: toRemaining(toDate(deadlineAt), now) };
}

const urgency = ({ running }: QuizAtHand) =>
  running ? (running.remainingMs ?? Number.MAX_SAFE_INTEGER / 2) : Number.MAX_SAFE_INTEGER;
