import type { Actor } from '#app/auth/permissions.ts';
import { sql } from '#app/db/client.server.ts';
import { toDate } from '#app/db/dialect.server.ts';
import type { QuizPolicy } from '#app/features/curriculum/courses/frontmatter-schema.ts';
import type {
  PublishedLesson,
  PublishedModule,
  PublishedQuiz,
} from '#app/features/curriculum/courses/published-schema.ts';
import {
  findQuizPlace,
  getModuleQuiz,
  getQuizRevision,
} from '#app/features/curriculum/courses/queries.server.ts';
import { findResponseHint } from '#app/features/curriculum/items/response-rules.ts';
import type { Item } from '#app/features/curriculum/items/schema.ts';
import {
  findTimeZone,
  getOpenAssignment,
} from '#app/features/people/cohorts/assignment-queries.server.ts';
import { listStandings } from '#app/features/records/completions/queries.server.ts';
import { judgeLesson, untouched } from '#app/features/records/completions/rules.ts';
import { orderItems } from '#app/features/records/gradings/order-rules.ts';
import { getCourseId } from '#app/features/records/gradings/place-queries.server.ts';
import {
  type AttemptRow,
  type AttemptSummary,
  selectAttempts,
  toDrawn,
  toSummary,
} from '#app/features/records/gradings/queries.server.ts';
import { listResponses } from '#app/features/records/gradings/response-queries.server.ts';
import {
  fromStoredFactor,
  type PersonalTime,
  toPersonalTime,
  toRemaining,
} from '#app/features/records/gradings/time-rules.ts';
import { notFound } from '#app/http/errors.ts';
import { dayOf } from '#app/time/days.ts';
import { formatInstant, formatTime } from '#app/words/dates.ts';
import { type AllowanceOverview, getAllowance } from './allowance-queries.server.ts';
import { findExtraTime } from './extra-time-queries.server.ts';
import { findHold } from './held-queries.server.ts';
import type { HeldWords } from './held-rules.ts';

/** The actor's own attempts at a quiz, first to last. */
export async function listAttempts(
  actor: Pick<Actor, 'id'>,
  quizId: string,
): Promise<AttemptSummary[]> {
  const rows = await selectAttempts(sql`a."userId" = ${actor.id} AND a."quizId" = ${quizId}`);
  return rows.map(toSummary);
}

/** Where a quiz stands in the curriculum, as far as pages link to it. */
export type QuizPlace = {
  course: { id: string; title: string };
  module: Pick<PublishedModule, 'id' | 'number' | 'title' | 'requiresQuiz' | 'lessons'>;
};

/**
 * A quiz before an attempt: what it asks, and how the cadet stands with it. `due`: the end of the due day, where the
 * policy asks for it. `remediation`: lessons to read to the end again before the next attempt.
 */
export type QuizOverview = QuizPlace &
  AllowanceOverview & {
    quiz: PublishedQuiz;
    introHtml: string;
    attempts: AttemptSummary[];
    /** The time limit as it holds for this person; null: the quiz has none. */
    time: PersonalTime | null;
    /** Lessons of the module with something left to read or answer: advice, not a condition. */
    unread: Pick<PublishedLesson, 'id' | 'number' | 'title'>[];
    /** The assignment's, for the times of attempts. */
    timeZone: string;
  };

/**
 * A module's quiz with the actor's own attempts at it.
 * @throws 404 when there is no such quiz, or its course is not assigned to the actor or has not opened.
 */
export async function getQuizOverview(
  actor: Actor,
  courseId: string,
  moduleId: string,
  now = new Date(),
): Promise<QuizOverview> {
  const { timeZone } = await getOpenAssignment(actor, courseId, now);
  const { course, module, quiz } = await getModuleQuiz(courseId, moduleId);
  const { policy } = quiz;
  const ofActor = listAttempts(actor, quiz.id);
  const [{ body }, attempts, allowance, standings, extra] = await Promise.all([
    getQuizRevision(quiz.revisionId),
    ofActor,
    getAllowance(actor, { course, quiz }, ofActor, now),
    listStandings(actor),
    policy.timeLimitMinutes === null ? null : findExtraTime(actor.id),
  ]);
  const unread = module.lessons.filter((lesson) => {
    const standing = standings.get(lesson.id) ?? untouched;
    return !standing.done && !judgeLesson(module, lesson, standing, () => true).met;
  });
  return {
    course: { id: course.id, title: course.title },
    module,
    quiz,
    attempts,
    timeZone,
    introHtml: body.introHtml,
    ...allowance,
    time: toPersonalTime(policy, extra),
    unread: unread.map(({ id, number, title }) => ({ id, number, title })),
  };
}

/** An item of an open attempt, in the attempt's order, with what is saved. Nothing of the key. */
export type AttemptItem = Item & {
  number: number;
  value: string[];
  /** When it was saved, on the assignment's clock; null when nothing was. */
  saved: string | null;
  /** How long it was in view so far, in milliseconds: where the browser goes on counting. */
  spentMs: number;
  /** What to write instead when what is saved cannot be read as what is asked; null: nothing. */
  hint: string | null;
};

/**
 * The time of an open attempt. `remainingMs` 0: the time is up, and answers on their way are waited for. `limitMinutes`:
 * the quiz's own; null when only the due date ends it. `minutes`: the limit as it holds for this person. `closesAtDue`:
 * the due date comes first. `deadlineText`: the deadline on the assignment's clock, '14:05'.
 */
export type AttemptTime = {
  startedAt: Date;
  deadlineAt: Date;
  remainingMs: number;
  limitMinutes: number | null;
  factor: number | null;
  minutes: number | null;
  closesAtDue: boolean;
  deadlineText: string;
};

/** An open attempt as its cadet answers it. */
export type OpenAttempt = {
  id: string;
  number: number;
  title: string;
  policy: QuizPolicy;
  place: QuizPlace | null;
  items: AttemptItem[];
  /** Null: no deadline. */
  time: AttemptTime | null;
  /** Why it cannot be gone on with now; null: it can. */
  held: HeldWords | null;
  /** Milliseconds since the attempt started, on the server's clock. */
  sinceStartMs: number;
  /** The highest sequence number stored. */
  lastSeq: number;
};

/**
 * The actor's own attempt if it is open, or null when it is closed (its result is the page to show then).
 * @throws 404 when there is no such attempt, or it is someone else's.
 */
export async function findOpenAttempt(
  actor: Actor,
  attemptId: string,
  now = new Date(),
): Promise<OpenAttempt | null> {
  const [row] = await selectAttempts(sql`a."id" = ${attemptId} AND a."userId" = ${actor.id}`);
  if (!row) throw notFound();
  if (row.status !== 'open') return null;
  const courseId = await getCourseId(row.quizId);
  const [held, timeZone, { body }, responses, place] = await Promise.all([
    findHold(actor, { courseId, timed: row.deadlineAt !== null }, now),
    findTimeZone(actor, now, courseId),
    getQuizRevision(row.revisionId),
    listResponses(row.id),
    findQuizPlace(row.quizId),
  ]);
  const items = orderItems(body, row.seed, toDrawn(row)).map((item, index): AttemptItem => {
    const stored = responses.get(item.id);
    const value = stored?.counted ? stored.value : [];
    return {
      ...item,
      number: index + 1,
      value,
      saved: stored?.counted ? toClock(stored.savedAt, timeZone, now) : null,
      spentMs: stored?.spentMs ?? 0,
      hint: findResponseHint(item, value),
    };
  });
  return {
    id: row.id,
    number: row.number,
    title: body.frontmatter.title,
    policy: body.frontmatter,
    place: place && toPlace(place),
    items,
    held,
    time: toTime(row, body.frontmatter, timeZone, now),
    sinceStartMs: now.getTime() - toDate(row.startedAt).getTime(),
    lastSeq: Math.max(0, ...[...responses.values()].map(({ seq }) => seq)),
  };
}

function toTime(
  row: AttemptRow,
  policy: QuizPolicy,
  timeZone: string,
  now: Date,
): AttemptTime | null {
  if (row.deadlineAt === null) return null;
  const [startedAt, deadlineAt] = [toDate(row.startedAt), toDate(row.deadlineAt)];
  const time = toPersonalTime(policy, fromStoredFactor(row.extraTime));
  const limitMs = time?.minutes == null ? null : time.minutes * 60_000;
  const closesAtDue = limitMs === null || deadlineAt.getTime() < startedAt.getTime() + limitMs;
  return {
    startedAt,
    deadlineAt,
    closesAtDue,
    remainingMs: toRemaining(deadlineAt, now) ?? 0,
    limitMinutes: limitMs === null ? null : policy.timeLimitMinutes,
    factor: time?.factor ?? null,
    minutes: time?.minutes ?? null,
    // The end of a due day reads 23:59 of it, as everywhere, not 00:00 of the next.
    deadlineText: toClock(new Date(deadlineAt.getTime() - (closesAtDue ? 1 : 0)), timeZone, now),
  };
}

// The time alone says enough on the day itself.
function toClock(instant: Date, zone: string, now: Date): string {
  const today = dayOf(instant, zone) === dayOf(now, zone);
  return today ? formatTime(instant, zone) : formatInstant(instant, zone, now);
}

/** The part of a published place that pages link to. */
export function toPlace({ course, module }: QuizPlace): QuizPlace {
  return { course: { id: course.id, title: course.title }, module };
}
