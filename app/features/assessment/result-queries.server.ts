import type { Actor } from '#app/auth/permissions.ts';
import { sql } from '#app/db/client.server.ts';
import { findQuizPlace, getQuizRevision } from '#app/features/curriculum/queries.server.ts';
import type { AnswerKey, Item } from '#app/features/curriculum/schema.ts';
import { notFound } from '#app/http/errors.ts';
import { orderItems } from './order-rules.ts';
import { findTimeZone, getCourseId } from './place-queries.server.ts';
import {
  type AttemptRow,
  type AttemptSummary,
  listAttempts,
  listResponses,
  listResponsesOf,
  type QuizPlace,
  type StoredResponse,
  selectAttempts,
  toPlace,
  toSummary,
} from './queries.server.ts';
import { type Allowance, type Release, toAllowance, toRelease } from './rules.ts';
import { type GradingDetail, gradingDetailSchema, type Outcome } from './schema.ts';

/** An option on the result page; `correct` and `feedbackHtml` are null where they are not released. */
export type ResultOption = {
  id: string;
  html: string;
  chosen: boolean;
  correct: boolean | null;
  feedbackHtml: string | null;
};

/** An item on the result page; `outcome` is null while nothing about its correctness is released. */
export type ResultItem = Pick<Item, 'id' | 'type' | 'promptHtml'> & {
  number: number;
  outcome: Outcome | null;
  points: number | null;
  options: ResultOption[];
  /** An answer came after the attempt was closed; it is kept, and was not counted. */
  late: boolean;
};

/** A finished attempt as its cadet sees it, cut to what the quiz's policy releases. */
export type AttemptResult = {
  attempt: AttemptSummary;
  title: string;
  passMark: number;
  place: QuizPlace | null;
  allowance: Allowance | null;
  release: Release;
  items: ResultItem[];
  /** The assignment's, or the academy's after a withdrawal: for the times of the attempt. */
  timeZone: string;
};

function parseDetail(row: AttemptRow): GradingDetail {
  return row.detailJson ? gradingDetailSchema.parse(JSON.parse(row.detailJson)) : {};
}

function toOption(
  option: Item['options'][number],
  chosen: boolean,
  key: AnswerKey[string] | undefined,
  release: Release,
): ResultOption {
  // Feedback says whether its option is right. On one that was not chosen it waits for the correct options.
  const told = release.correctOptions || (release.feedback && chosen);
  return {
    ...option,
    chosen,
    correct: told ? (key?.correct.includes(option.id) ?? false) : null,
    feedbackHtml: told && release.feedback ? (key?.feedback[option.id] ?? null) : null,
  };
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
  const [row] = await selectAttempts(sql`a."id" = ${attemptId} AND a."userId" = ${actor.id}`);
  if (!row) throw notFound();
  if (row.status === 'open') return null;
  const [{ body, key }, responses, all, place, timeZone] = await Promise.all([
    getQuizRevision(row.revisionId),
    listResponses(row.id),
    listAttempts(actor, row.quizId),
    findQuizPlace(row.quizId),
    getCourseId(row.quizId).then((courseId) => findTimeZone(actor, courseId, now)),
  ]);
  const attempt = toSummary(row);
  const release = toRelease(body.frontmatter, attempt, all);
  const detail = parseDetail(row);
  const items = orderItems(body, row.seed).map((item, index): ResultItem => {
    const response = responses.get(item.id);
    const graded = release.feedback || release.correctOptions ? detail[item.id] : undefined;
    const isChosen = (id: string) => Boolean(response?.counted && response.value.includes(id));
    return {
      id: item.id,
      type: item.type,
      promptHtml: item.promptHtml,
      number: index + 1,
      outcome: graded?.outcome ?? null,
      points: graded?.points ?? null,
      options: item.options.map((one) => toOption(one, isChosen(one.id), key[item.id], release)),
      late: response?.counted === false,
    };
  });
  return {
    attempt,
    title: body.frontmatter.title,
    passMark: body.frontmatter.passMark,
    place: place && toPlace(place),
    allowance: place && toAllowance(place.quiz.policy, all),
    release,
    items,
    timeZone,
  };
}

/**
 * One item of an attempt for those who teach: what was chosen, how it came out, and what a wrong choice suggests.
 * `outcome` is null until the attempt is graded, `correct` and `misconception` while it is open: whoever teaches may be
 * answering it themselves. `savedAt` is null when nothing was saved.
 */
export type ReviewedResponse = Pick<Item, 'type' | 'promptHtml'> & {
  itemId: string;
  number: number;
  chosen: { id: string; html: string; correct: boolean | null; misconception: string | null }[];
  outcome: Outcome | null;
  points: number | null;
  savedAt: Date | null;
  counted: boolean;
};

/** An attempt for those who teach, with every item in the order the cadet saw. */
export type ReviewedAttempt = AttemptSummary & {
  quizId: string;
  quizTitle: string;
  revisionId: string;
  responses: ReviewedResponse[];
};

function toReviewed(
  item: Item,
  index: number,
  key: AnswerKey[string] | null | undefined,
  response: StoredResponse | undefined,
  graded: GradingDetail[string] | undefined,
): ReviewedResponse {
  return {
    itemId: item.id,
    number: index + 1,
    type: item.type,
    promptHtml: item.promptHtml,
    chosen: item.options
      .filter(({ id }) => response?.value.includes(id))
      .map(({ id, html }) => ({
        id,
        html,
        correct: key === null ? null : (key?.correct.includes(id) ?? false),
        misconception: key?.misconceptions[id] ?? null,
      })),
    outcome: graded?.outcome ?? null,
    points: graded?.points ?? null,
    savedAt: response?.savedAt ?? null,
    counted: response?.counted ?? true,
  };
}

/**
 * Every attempt of a cadet at the quizzes of a course, retired ones too, with each response, by quiz and number. Holds
 * correctness and misconceptions: for people who teach only. It does not look at who asks: the caller must have found
 * the cadet through a query that is scoped by the actor's cohorts.
 */
export async function listAttemptsOfCadet(
  userId: string,
  courseId: string,
): Promise<ReviewedAttempt[]> {
  const rows = await selectAttempts(sql`a."userId" = ${userId} AND a."quizId" IN
    (SELECT i."contentId" FROM "ContentItem" i WHERE i."courseId" = ${courseId} AND i."kind" = 'quiz')`);
  const responses = await listResponsesOf(rows.map(({ id }) => id));
  return Promise.all(
    rows.map(async (row) => {
      const { body, key } = await getQuizRevision(row.revisionId);
      const detail = parseDetail(row);
      return {
        ...toSummary(row),
        quizId: row.quizId,
        quizTitle: body.frontmatter.title,
        revisionId: row.revisionId,
        responses: orderItems(body, row.seed).map((item, index) =>
          toReviewed(
            item,
            index,
            row.status === 'open' ? null : key[item.id],
            responses.get(row.id)?.get(item.id),
            detail[item.id],
          ),
        ),
      };
    }),
  );
}
