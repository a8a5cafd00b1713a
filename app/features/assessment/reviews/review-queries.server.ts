import type { Actor } from '#app/auth/permissions.ts';
import { readRows, sql } from '#app/db/client.server.ts';
import { toDate } from '#app/db/dialect.server.ts';
import { env } from '#app/env.server.ts';
import { findTaughtHold } from '#app/features/assessment/attempts/held-queries.server.ts';
import type { TaughtHold } from '#app/features/assessment/attempts/held-rules.ts';
import type { QuizPolicy } from '#app/features/curriculum/courses/frontmatter-schema.ts';
import { getQuizRevision } from '#app/features/curriculum/courses/queries.server.ts';
import type { ItemOutcome } from '#app/features/curriculum/items/outcome-schema.ts';
import type { Item } from '#app/features/curriculum/items/schema.ts';
import { isScored } from '#app/features/curriculum/items/scoring-rules.ts';
import type { ShownAnswer } from '#app/features/curriculum/items/shown-schema.ts';
import { normalizeText } from '#app/features/curriculum/items/text/text-rules.ts';
import { mayTeach } from '#app/features/people/cohorts/queries.server.ts';
import { toShownAnswer } from '#app/features/records/gradings/disclosure-rules.ts';
import { findFixes } from '#app/features/records/gradings/history-queries.server.ts';
import { readDetail, toShownKey } from '#app/features/records/gradings/key-fix-rules.ts';
import { orderItems } from '#app/features/records/gradings/order-rules.ts';
import {
  type AttemptRow,
  type AttemptSummary,
  selectAttempts,
  toDrawn,
  toSummary,
} from '#app/features/records/gradings/queries.server.ts';
import { listResponses } from '#app/features/records/gradings/response-queries.server.ts';
import { gradingDetailSchema } from '#app/features/records/gradings/schema.ts';
import { isTaught } from '#app/features/records/gradings/taught-queries.server.ts';
import { notFound } from '#app/http/errors.ts';

/** One attempt for those who teach its cadet: what was answered, and how it was graded. */

/**
 * An item of an attempt. While the attempt is open, nothing tells of the key: whoever teaches may be answering it
 * themselves. `late`: the answer came too late and was not counted. `text`: an answer that waits to be read, as compared;
 * else null. `decided`: its points were given by an instructor. `mayAppeal`: it has points that can be changed.
 */
export type ReviewedItem = Pick<Item, 'id' | 'type' | 'promptHtml'> &
  ShownAnswer & {
    number: number;
    outcome: ItemOutcome | null;
    points: number | null;
    savedAt: Date | null;
    spentMs: number | null;
    late: boolean;
    text: string | null;
    decided: boolean;
    mayAppeal: boolean;
  };

/**
 * An attempt for those who teach. `hold`: why its cadet cannot go on with it now, though it is open. `cohort`: one of the actor's through which the cadet is theirs; null for an administrator
 * who looks at someone in none. `isOwn`: the actor's own, about which they decide nothing.
 */
export type AttemptReview = {
  attempt: AttemptSummary;
  hold: TaughtHold | null;
  deadlineAt: Date | null;
  cadet: { id: string; name: string };
  cohort: { id: string; name: string } | null;
  courseId: string;
  quiz: { id: string; title: string; policy: QuizPolicy; edition: number; revisionId: string };
  items: ReviewedItem[];
  isOwn: boolean;
  timeZone: string;
};

type OriginRow = {
  cadetId: string;
  cadet: string;
  courseId: string;
  edition: number;
  cohortId: string | null;
  cohort: string | null;
  timeZone: string | null;
};

/** @throws 404 when there is no such attempt, or it is not of a cadet of the actor's. */
async function getOrigin(actor: Actor, attemptId: string): Promise<OriginRow> {
  const [row] = await readRows<OriginRow[]>(sql`
    SELECT u."id" AS "cadetId", u."name" AS "cadet", q."courseId", r."edition",
      CASE WHEN t."takenBackAt" IS NULL THEN c."id" END AS "cohortId", c."name" AS "cohort", t."timeZone"
    FROM "Attempt" a JOIN "User" u ON u."id" = a."userId"
      JOIN "ContentItem" q ON q."contentId" = a."quizId"
      JOIN "ContentRevision" r ON r."id" = a."revisionId"
      LEFT JOIN "Enrollment" w ON w."userId" = a."userId" AND ${mayTeach(actor, sql`w."cohortId"`)}
        AND EXISTS (SELECT 1 FROM "Assignment" x
          WHERE x."cohortId" = w."cohortId" AND x."courseId" = q."courseId")
      LEFT JOIN "Cohort" c ON c."id" = w."cohortId"
      LEFT JOIN "Assignment" t ON t."cohortId" = c."id" AND t."courseId" = q."courseId"
    WHERE a."id" = ${attemptId} AND ${isTaught(actor)}
    ORDER BY CASE WHEN t."takenBackAt" IS NULL THEN 0 ELSE 1 END, w."enrolledAt" DESC LIMIT 1`);
  if (!row) throw notFound('There is no attempt at this address, or it is of no cadet of yours.');
  return row;
}

/**
 * An attempt of a cadet of the actor's, with every answer.
 * @throws 404 when there is no such attempt, or it is not theirs to see.
 */
export async function getAttemptReview(
  actor: Actor,
  attemptId: string,
  now: Date,
): Promise<AttemptReview> {
  const origin = await getOrigin(actor, attemptId);
  const [row] = await selectAttempts(sql`a."id" = ${attemptId}`);
  if (!row) throw notFound();
  const { body } = await getQuizRevision(row.revisionId);
  const { cohortId, cohort, cadetId, courseId, edition } = origin;
  const about = { courseId, timed: row.deadlineAt !== null };
  return {
    attempt: toSummary(row),
    hold: row.status === 'open' ? await findTaughtHold(cadetId, about, now) : null,
    deadlineAt: toDate(row.deadlineAt),
    cadet: { id: cadetId, name: origin.cadet },
    cohort: cohortId !== null && cohort !== null ? { id: cohortId, name: cohort } : null,
    courseId,
    quiz: {
      id: row.quizId,
      title: body.frontmatter.title,
      policy: body.frontmatter,
      edition,
      revisionId: row.revisionId,
    },
    items: await readItems(row),
    isOwn: cadetId === actor.id,
    timeZone: origin.timeZone ?? env.TIME_ZONE,
  };
}

async function readItems(row: AttemptRow): Promise<ReviewedItem[]> {
  const [version, responses, fixes] = await Promise.all([
    getQuizRevision(row.revisionId),
    listResponses(row.id),
    findFixes([row.id]),
  ]);
  const drawn = toDrawn(row);
  const detail = row.detailJson ? gradingDetailSchema.parse(JSON.parse(row.detailJson)) : {};
  const answers = { version, drawn, ...readDetail(detail) };
  const isOpen = row.status === 'open';
  const key = isOpen ? {} : toShownKey(answers, fixes.get(row.id) ?? []);
  const release = { feedback: !isOpen, correctOptions: !isOpen };
  return orderItems(version.body, row.seed, drawn).map((item, index): ReviewedItem => {
    const { id, type, promptHtml } = item;
    const response = responses.get(id);
    const graded = isOpen ? undefined : detail[id];
    const outcome = graded?.outcome ?? null;
    const value = response?.value ?? [];
    return {
      id,
      type,
      promptHtml,
      ...toShownAnswer({ item, value, outcome, key: key[id] }, release),
      number: index + 1,
      outcome,
      points: graded?.points ?? null,
      savedAt: response?.savedAt ?? null,
      spentMs: response?.spentMs ?? null,
      late: response?.counted === false,
      text: outcome === 'pending' ? normalizeText(graded?.chosen[0] ?? '') : null,
      decided: graded?.decided === true,
      mayAppeal: graded !== undefined && isScored(item) && outcome !== 'dropped',
    };
  });
}
