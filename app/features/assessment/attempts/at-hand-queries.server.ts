import type { Actor } from '#app/auth/permissions.ts';
import { join, sql } from '#app/db/client.server.ts';
import { toDate } from '#app/db/dialect.server.ts';
import {
  findQuizPlace,
  getQuizRevision,
  type QuizPlace,
} from '#app/features/curriculum/courses/queries.server.ts';
import {
  type CadetAssignment,
  getOpenAssignment,
  listAssignments,
} from '#app/features/people/cohorts/assignment-queries.server.ts';
import { isOpen } from '#app/features/people/cohorts/rules.ts';
import { listQuizResults } from '#app/features/records/gradings/counting-queries.server.ts';
import { getCourseId } from '#app/features/records/gradings/place-queries.server.ts';
import {
  type AttemptRow,
  selectAttempts,
  toSummary,
} from '#app/features/records/gradings/queries.server.ts';
import { isFailed } from '#app/features/records/gradings/rules.ts';
import { toRemaining } from '#app/features/records/gradings/time-rules.ts';
import { notFound } from '#app/http/errors.ts';
import { type AllowanceOverview, getAllowance } from './allowance-queries.server.ts';
import { findHold } from './held-queries.server.ts';
import type { HeldWords } from './held-rules.ts';

/** An attempt that is open. `remainingMs` null: it has no deadline. */
type Running = { attemptId: string; number: number; remainingMs: number | null };

/** An open attempt that stands still: its course is not open to its cadet now. */
export type HeldAttempt = { attemptId: string; number: number; title: string; held: HeldWords };

/** The actor's open attempts that stand still, by title. */
export async function listHeldAttempts(actor: Actor, now: Date): Promise<HeldAttempt[]> {
  const rows = await selectAttempts(sql`a."userId" = ${actor.id} AND a."status" = 'open'`);
  const found = await Promise.all(
    rows.map(async ({ id, number, quizId, revisionId, deadlineAt }) => {
      const courseId = await getCourseId(quizId);
      const held = await findHold(actor, { courseId, timed: deadlineAt !== null }, now);
      if (!held) return [];
      const { title } = (await getQuizRevision(revisionId)).body.frontmatter;
      return [{ attemptId: id, number, title, held }];
    }),
  );
  return found.flat().sort((one, other) => one.title.localeCompare(other.title, 'en'));
}

/** A quiz that the actor is in the middle of (`running`), failed last and has not passed since, or cannot take now. */
export type QuizAtHand = Pick<AllowanceOverview, 'allowance' | 'remediation'> & {
  quizId: string;
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
  const { policy } = place.quiz;
  const running = rows.some(({ status }) => status === 'open');
  const failed = rows.some((row) => isFailed(toSummary(row), policy.passMark));
  if (!running && (!failed || policy.practice)) return null;
  return readStanding(actor, place, rows, assignment, now);
}

/**
 * The quiz with what is in the way of the actor's beginning it or going on with it now; null when nothing is.
 * @throws 404 when there is no such quiz, or its course is not open to the actor
 */
export async function findBlockedQuiz(
  actor: Actor,
  quizId: string,
  now: Date,
): Promise<QuizAtHand | null> {
  const place = await findQuizPlace(quizId);
  if (!place) throw notFound();
  const [rows, assignment] = await Promise.all([
    selectAttempts(sql`a."userId" = ${actor.id} AND a."quizId" = ${quizId}`),
    getOpenAssignment(actor, place.course.id, now),
  ]);
  const quiz = await readStanding(actor, place, rows, assignment, now);
  const { start } = quiz.allowance;
  return start === 'may-start' || start === 'may-resume' ? null : quiz;
}

async function readStanding(
  actor: Actor,
  place: QuizPlace,
  rows: readonly AttemptRow[],
  { timeZone }: CadetAssignment,
  now: Date,
): Promise<QuizAtHand> {
  const { course, module, quiz } = place;
  const running = rows.find(({ status }) => status === 'open') ?? null;
  const { allowance, remediation } = await getAllowance(actor, place, rows.map(toSummary), now);
  return {
    quizId: quiz.id,
    courseId: course.id,
    moduleId: module.id,
    title: quiz.title,
    running: running && toRunning(running, now),
    allowance,
    remediation,
    timeZone,
  };
}

function toRunning({ id, number, deadlineAt }: AttemptRow, now: Date): Running {
  return { attemptId: id, number, remainingMs: toRemaining(toDate(deadlineAt), now) };
}

const urgency = ({ running }: QuizAtHand) =>
  running ? (running.remainingMs ?? Number.MAX_SAFE_INTEGER / 2) : Number.MAX_SAFE_INTEGER;
