import type { Actor } from '#app/auth/permissions.ts';
import { sql } from '#app/db/client.server.ts';
import type { QuizPolicy } from '#app/features/curriculum/courses/frontmatter-schema.ts';
import { findQuizPlace, getQuizRevision } from '#app/features/curriculum/courses/queries.server.ts';
import type { ItemOutcome } from '#app/features/curriculum/items/outcome-schema.ts';
import type { AnswerKey, Item } from '#app/features/curriculum/items/schema.ts';
import type { Release, ShownAnswer } from '#app/features/curriculum/items/shown-schema.ts';
import {
  findTimeZone,
  listAssignments,
} from '#app/features/people/cohorts/assignment-queries.server.ts';
import { isOpen } from '#app/features/people/cohorts/rules.ts';
import { toShownAnswer } from '#app/features/records/gradings/disclosure-rules.ts';
import { findFixes } from '#app/features/records/gradings/history-queries.server.ts';
import { readDetail, toShownKey } from '#app/features/records/gradings/key-fix-rules.ts';
import { orderItems } from '#app/features/records/gradings/order-rules.ts';
import { getCourseId } from '#app/features/records/gradings/place-queries.server.ts';
import {
  type AttemptRow,
  type AttemptSummary,
  hasHistory,
  selectAttempts,
  toDrawn,
  toSummary,
} from '#app/features/records/gradings/queries.server.ts';
import {
  listResponses,
  listResponsesOf,
  type StoredResponse,
} from '#app/features/records/gradings/response-queries.server.ts';
import { type Allowance, toRelease } from '#app/features/records/gradings/rules.ts';
import { type GradingDetail, gradingDetailSchema } from '#app/features/records/gradings/schema.ts';
import { listTakenQuizzes } from '#app/features/records/gradings/taught-queries.server.ts';
import { notFound } from '#app/http/errors.ts';
import { findPolicyDue, getAllowance, type LessonLink } from './allowance-queries.server.ts';
import { findTaughtHold } from './held-queries.server.ts';
import type { TaughtHold } from './held-rules.ts';
import { type QuizPlace, toPlace } from './queries.server.ts';

type ItemHead = Pick<Item, 'id' | 'type' | 'promptHtml'>;

/** An item on the result page; `outcome` is null while nothing about its correctness is released. */
export type ResultItem = ItemHead &
  ShownAnswer & {
    number: number;
    outcome: ItemOutcome | null;
    points: number | null;
    /** An answer came after the attempt was closed; it is kept, and was not counted. */
    late: boolean;
  };

/**
 * A finished attempt as its cadet sees it, cut to what the quiz's policy releases. `policy`: of the attempt's revision.
 * `allowance`, `remediation`: of the quiz as published now; null and empty when it is not any more, or its course is not open
 * to the cadet (`isAway`); so is `place`, to which pages link. `due`: the end of the due day, where the policy asks for it.
 */
export type AttemptResult = {
  attempt: AttemptSummary;
  title: string;
  passMark: number;
  practice: boolean;
  policy: QuizPolicy;
  place: QuizPlace | null;
  isAway: boolean;
  allowance: Allowance | null;
  remediation: LessonLink[];
  release: Release;
  due: Date | null;
  items: ResultItem[];
  /** More became of it than its first grading: the history tells what. */
  hasHistory: boolean;
  /** For the times of the attempt, see `findTimeZone`. */
  timeZone: string;
};

function parseDetail(row: AttemptRow): GradingDetail {
  return row.detailJson ? gradingDetailSchema.parse(JSON.parse(row.detailJson)) : {};
}

/**
 * The result of the actor's own attempt, or null while it is open. It stays readable after a withdrawal.
 * @throws 404 when there is no such attempt, or it is someone else's.
 */
export async function findResult(
  actor: Actor,
  attemptId: string,
  now = new Date(),
): Promise<AttemptResult | null> {
  const rows = await selectAttempts(sql`a."userId" = ${actor.id} AND a."quizId" =
    (SELECT o."quizId" FROM "Attempt" o WHERE o."id" = ${attemptId})`);
  const row = rows.find(({ id }) => id === attemptId);
  if (!row) throw notFound();
  if (row.status === 'open') return null;
  const all = rows.map(toSummary);
  const courseId = await getCourseId(row.quizId);
  const [version, responses, fixes, assignments, published] = await Promise.all([
    getQuizRevision(row.revisionId),
    listResponses(row.id),
    findFixes(hasHistory(row) ? [row.id] : []),
    listAssignments(actor, now),
    findQuizPlace(row.quizId),
  ]);
  // One look says both whether the course is theirs and whose clock they read.
  const assignment = assignments.find((one) => one.courseId === courseId);
  const isAway = !assignment || !isOpen(assignment, now);
  const place = isAway ? null : published;
  const timeZone = assignment?.timeZone ?? (await findTimeZone(actor, now, courseId));
  const { body } = version;
  const policy = body.frontmatter;
  const [due, standing] = await Promise.all([
    findPolicyDue(actor, policy, courseId, now),
    place && getAllowance(actor, place, all, now),
  ]);
  const attempt = toSummary(row);
  const release = toRelease(policy, attempt, all, { now, due });
  const detail = parseDetail(row);
  const drawn = toDrawn(row);
  const key = toShownKey({ version, drawn, ...readDetail(detail) }, fixes.get(row.id) ?? []);
  const items = orderItems(body, row.seed, drawn).map((item, index): ResultItem => {
    const response = responses.get(item.id);
    const value = response?.counted ? response.value : [];
    const graded = release.feedback || release.correctOptions ? detail[item.id] : undefined;
    const outcome = graded?.outcome ?? null;
    return {
      ...toHead(item),
      number: index + 1,
      outcome,
      points: graded?.points ?? null,
      ...toShownAnswer({ item, value, outcome, key: key[item.id] }, release),
      late: response?.counted === false,
    };
  });
  return {
    attempt,
    policy,
    release,
    due,
    items,
    timeZone,
    hasHistory: hasHistory(row),
    title: policy.title,
    passMark: policy.passMark,
    practice: policy.practice,
    place: place && toPlace(place),
    isAway,
    allowance: standing?.allowance ?? null,
    remediation: standing?.remediation ?? [],
  };
}

const toHead = ({ id, type, promptHtml }: Item): ItemHead => ({ id, type, promptHtml });

/**
 * One item of an attempt for those who teach: what was answered, how it came out, and what a wrong choice suggests.
 * `chosen`: the options chosen in a choice item; for the other types see `ShownAnswer`. `outcome` is null until the
 * attempt is graded; what tells of the key is null or empty while it is open: whoever teaches may be answering it
 * themselves. `savedAt` is null when nothing was saved.
 */
type ReviewedResponse = Omit<ItemHead, 'id'> &
  Omit<ShownAnswer, 'options'> & {
    itemId: string;
    number: number;
    chosen: { id: string; html: string; correct: boolean | null; misconception: string | null }[];
    outcome: ItemOutcome | null;
    points: number | null;
    savedAt: Date | null;
    counted: boolean;
    spentMs: number | null;
  };

/** An attempt for those who teach, with every item in the order the cadet saw. */
export type ReviewedAttempt = AttemptSummary & {
  /** Of an open one: why its cadet cannot go on with it now; null when they can. */
  hold: TaughtHold | null;
  quizId: string;
  quizTitle: string;
  revisionId: string;
  responses: ReviewedResponse[];
};

function toReviewed(
  item: Item,
  index: number,
  key: AnswerKey[string] | undefined,
  response: StoredResponse | undefined,
  graded: GradingDetail[string] | undefined,
): ReviewedResponse {
  const { id, ...head } = toHead(item);
  const outcome = graded?.outcome ?? null;
  const everything = { feedback: key !== undefined, correctOptions: key !== undefined };
  const answered = { item, value: response?.value ?? [], outcome, key };
  const { options, ...shown } = toShownAnswer(answered, everything);
  return {
    ...head,
    ...shown,
    itemId: id,
    number: index + 1,
    chosen: options
      .filter(({ chosen }) => chosen)
      .map((option) => ({
        id: option.id,
        html: option.html,
        correct: option.correct,
        misconception: key?.misconceptions[option.id] ?? null,
      })),
    outcome,
    points: graded?.points ?? null,
    savedAt: response?.savedAt ?? null,
    counted: response?.counted ?? true,
    spentMs: response?.spentMs ?? null,
  };
}

/**
 * Every attempt of a cadet at the quizzes of a course, retired ones too, with each response, by quiz and number. Holds
 * correctness and misconceptions: for people who teach only, and none of a quiz that the actor takes themselves and has
 * not passed. The caller must have found the cadet through a query that is scoped by the actor's cohorts.
 */
export async function listAttemptsOfCadet(
  actor: Pick<Actor, 'id'>,
  userId: string,
  courseId: string,
  now: Date,
): Promise<ReviewedAttempt[]> {
  const rows = await selectAttempts(sql`a."userId" = ${userId} AND a."quizId" IN
    (SELECT i."contentId" FROM "ContentItem" i WHERE i."courseId" = ${courseId} AND i."kind" = 'quiz')`);
  const ids = rows.map(({ id }) => id);
  const quizIds = [...new Set(rows.map(({ quizId }) => quizId))];
  const [responses, fixes, closed] = await Promise.all([
    listResponsesOf(ids),
    findFixes(ids),
    listTakenQuizzes(actor, quizIds),
  ]);
  return Promise.all(
    rows.map(async (row) => {
      const version = await getQuizRevision(row.revisionId);
      const { body } = version;
      const detail = parseDetail(row);
      const drawn = toDrawn(row);
      const key = toShownKey({ version, drawn, ...readDetail(detail) }, fixes.get(row.id) ?? []);
      const about = { courseId, timed: row.deadlineAt !== null };
      return {
        ...toSummary(row),
        hold: row.status === 'open' ? await findTaughtHold(userId, about, now) : null,
        quizId: row.quizId,
        quizTitle: body.frontmatter.title,
        revisionId: row.revisionId,
        responses: orderItems(body, row.seed, drawn).map((item, index) =>
          toReviewed(
            item,
            index,
            row.status === 'open' || closed.has(row.quizId) ? undefined : key[item.id],
            responses.get(row.id)?.get(item.id),
            closed.has(row.quizId) ? undefined : detail[item.id],
          ),
        ),
      };
    }),
  );
}
