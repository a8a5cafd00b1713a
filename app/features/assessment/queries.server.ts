import type { Actor } from '#app/auth/permissions.ts';
import { join, readRows, sql } from '#app/db/client.server.ts';
import { toDate } from '#app/db/dialect.server.ts';
import { getOpenAssignment } from '#app/features/cohorts/assignment-queries.server.ts';
import { dayOf, formatInstant, formatTime } from '#app/features/cohorts/rules.ts';
import {
  findQuizPlace,
  getModuleQuiz,
  getQuizRevision,
} from '#app/features/curriculum/queries.server.ts';
import type {
  Item,
  PublishedLesson,
  PublishedModule,
  PublishedQuiz,
  QuizPolicy,
} from '#app/features/curriculum/schema.ts';
import { listStandings } from '#app/features/progress/queries.server.ts';
import { judgeLesson, untouched } from '#app/features/progress/rules.ts';
import { notFound } from '#app/http/errors.ts';
import { orderItems } from './order-rules.ts';
import { getCourseId } from './place-queries.server.ts';
import { type Allowance, toAllowance } from './rules.ts';
import { type AttemptStatus, attemptStatusSchema, responseValueSchema } from './schema.ts';

/** An attempt as its cadet sees it in a list. Points and score (0..1) are null until it is graded. */
export type AttemptSummary = {
  id: string;
  number: number;
  status: AttemptStatus;
  startedAt: Date;
  submittedAt: Date | null;
  points: number | null;
  maxPoints: number | null;
  score: number | null;
  passed: boolean | null;
};

type Instant = Date | string;

/** An attempt with its newest grading, as the database gives it. */
export type AttemptRow = Omit<AttemptSummary, 'status' | 'startedAt' | 'submittedAt' | 'passed'> & {
  quizId: string;
  revisionId: string;
  seed: number;
  status: string;
  startedAt: Instant;
  submittedAt: Instant | null;
  passed: boolean | number | null;
  detailJson: string | null;
};

/**
 * Attempts that meet a condition, each with the newest of its gradings: the one that counts. In the condition, `a` is
 * the attempt. Ordered by quiz and number.
 */
export function selectAttempts(condition: ReturnType<typeof sql>): Promise<AttemptRow[]> {
  return readRows<AttemptRow[]>(sql`
    SELECT a."id", a."quizId", a."revisionId", a."number", a."seed", a."status", a."startedAt", a."submittedAt",
      g."points", g."maxPoints", g."score", g."passed", g."detailJson"
    FROM "Attempt" a
    LEFT JOIN "Grading" g ON g."attemptId" = a."id" AND g."sequence" =
      (SELECT MAX(n."sequence") FROM "Grading" n WHERE n."attemptId" = a."id")
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
    submittedAt: row.submittedAt === null ? null : toDate(row.submittedAt),
    points,
    maxPoints,
    score,
    passed: row.passed === null ? null : Boolean(row.passed),
  };
}

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

/** A quiz before an attempt: what it asks, and how the cadet stands with it. */
export type QuizOverview = QuizPlace & {
  quiz: PublishedQuiz;
  introHtml: string;
  attempts: AttemptSummary[];
  allowance: Allowance;
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
  const [{ body }, attempts, standings] = await Promise.all([
    getQuizRevision(quiz.revisionId),
    listAttempts(actor, quiz.id),
    listStandings(actor),
  ]);
  const unread = module.lessons.filter((lesson) => {
    const standing = standings.get(lesson.id) ?? untouched;
    return !standing.done && !judgeLesson(module, lesson, standing, () => true).met;
  });
  return {
    course: { id: course.id, title: course.title },
    module,
    quiz,
    introHtml: body.introHtml,
    attempts,
    allowance: toAllowance(quiz.policy, attempts),
    unread: unread.map(({ id, number, title }) => ({ id, number, title })),
    timeZone,
  };
}

/** A response as stored: `counted` false when it came after the attempt was closed. */
export type StoredResponse = {
  itemId: string;
  value: string[];
  seq: number;
  savedAt: Date;
  counted: boolean;
};

type ResponseRow = {
  attemptId: string;
  itemId: string;
  valueJson: string;
  seq: number;
  savedAt: Instant;
  counted: boolean | number;
};

/** The responses of an attempt by item id. The caller has checked whose attempt it is. */
export async function listResponses(attemptId: string): Promise<Map<string, StoredResponse>> {
  const byAttempt = await listResponsesOf([attemptId]);
  return byAttempt.get(attemptId) ?? new Map();
}

/** The responses of several attempts: attempt id to item id to response. The caller has checked whose they are. */
export async function listResponsesOf(
  attemptIds: readonly string[],
): Promise<Map<string, Map<string, StoredResponse>>> {
  const found = new Map<string, Map<string, StoredResponse>>();
  if (attemptIds.length === 0) return found;
  const rows = await readRows<ResponseRow[]>(sql`
    SELECT "attemptId", "itemId", "valueJson", "seq", "savedAt", "counted" FROM "Response"
    WHERE "attemptId" IN (${join([...attemptIds])})`);
  for (const { attemptId, itemId, valueJson, seq, savedAt, counted } of rows) {
    const responses = found.get(attemptId) ?? new Map<string, StoredResponse>();
    const value = responseValueSchema.parse(JSON.parse(valueJson));
    responses.set(itemId, {
      itemId,
      value,
      seq,
      savedAt: toDate(savedAt),
      counted: Boolean(counted),
    });
    found.set(attemptId, responses);
  }
  return found;
}

/** An item of an open attempt, in the attempt's order, with what is saved. Nothing of the key. */
export type AttemptItem = Item & {
  number: number;
  value: string[];
  /** When it was saved, on the assignment's clock; null when nothing was. */
  saved: string | null;
};

/** An open attempt as its cadet answers it. */
export type OpenAttempt = {
  id: string;
  number: number;
  title: string;
  policy: QuizPolicy;
  place: QuizPlace | null;
  items: AttemptItem[];
  /** Milliseconds since the attempt started, on the server's clock. */
  sinceStartMs: number;
  /** The highest sequence number stored. */
  lastSeq: number;
};

/**
 * The actor's own attempt if it is open, or null when it is closed (its result is the page to show then).
 * @throws 404 when there is no such attempt, it is someone else's, or it is open and its course is no longer assigned to
 * the actor.
 */
export async function findOpenAttempt(
  actor: Pick<Actor, 'id'>,
  attemptId: string,
  now = new Date(),
): Promise<OpenAttempt | null> {
  const [row] = await selectAttempts(sql`a."id" = ${attemptId} AND a."userId" = ${actor.id}`);
  if (!row) throw notFound();
  if (row.status !== 'open') return null;
  const { timeZone } = await getOpenAssignment(actor, await getCourseId(row.quizId), now);
  const [{ body }, responses, place] = await Promise.all([
    getQuizRevision(row.revisionId),
    listResponses(row.id),
    findQuizPlace(row.quizId),
  ]);
  const items = orderItems(body, row.seed).map((item, index): AttemptItem => {
    const stored = responses.get(item.id);
    return {
      ...item,
      number: index + 1,
      value: stored?.value ?? [],
      saved: stored ? toClock(stored.savedAt, timeZone, now) : null,
    };
  });
  return {
    id: row.id,
    number: row.number,
    title: body.frontmatter.title,
    policy: body.frontmatter,
    place: place && toPlace(place),
    items,
    sinceStartMs: now.getTime() - toDate(row.startedAt).getTime(),
    lastSeq: Math.max(0, ...[...responses.values()].map(({ seq }) => seq)),
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
