import { newId, readRows, sql, type Tx, writeRows } from '#app/db/client.server.ts';
import { toBoolean } from '#app/db/dialect.server.ts';
import { recordAudit } from '#app/features/audit/mutations.server.ts';
import { getQuizRevision } from '#app/features/curriculum/courses/queries.server.ts';
import type { QuizBody } from '#app/features/curriculum/courses/schema.ts';
import type { AnswerKey } from '#app/features/curriculum/items/schema.ts';
import { sameChoice } from '#app/features/curriculum/items/value-rules.ts';
import { completeIfMet } from '#app/features/records/completions/mutations.server.ts';
import { gradeAttempt } from '#app/features/records/gradings/grading-rules.ts';
import {
  type EarlierGrading,
  findEarlierGrading,
} from '#app/features/records/gradings/history-queries.server.ts';
import {
  deriveGrading,
  type GradedAnswers,
  readDetail,
} from '#app/features/records/gradings/key-fix-rules.ts';
import { orderItems } from '#app/features/records/gradings/order-rules.ts';
import { getCourseId } from '#app/features/records/gradings/place-queries.server.ts';
import { toDrawn } from '#app/features/records/gradings/queries.server.ts';
import {
  type GradedAttempt,
  type ResponseValue,
  responseValueSchema,
} from '#app/features/records/gradings/schema.ts';
import { listWaitingLessons } from '#app/features/records/gradings/seat-queries.server.ts';

/** The end of an attempt: closed, graded and, after a pass, its module's lessons completed, in one transaction. */

/** An attempt as far as its end is concerned; none of this changes while it is open. */
export type ClosingAttempt = {
  id: string;
  userId: string;
  quizId: string;
  revisionId: string;
  seed: number;
  drawnJson: string | null;
  /** It was closed before, and opened again. */
  isGraded: boolean | number;
};

/** SQL: the columns of a `ClosingAttempt`, from "Attempt". */
export const closingColumns = sql`"id", "userId", "quizId", "revisionId", "seed", "drawnJson",
  EXISTS (SELECT 1 FROM "Grading" g WHERE g."attemptId" = "Attempt"."id") AS "isGraded"`;

/** What the end of an attempt needs to know, read before its transaction begins. */
export type ClosingFacts = {
  attempt: ClosingAttempt;
  body: QuizBody;
  key: AnswerKey;
  courseId: string;
  /** Lessons that a pass completes. */
  lessonIds: string[];
  /** Of an attempt that was opened again: how it was graded before. */
  earlier: EarlierGrading | null;
};

/** Reads what the end of an attempt needs. @throws 404 when its quiz was never published. */
export async function readClosingFacts(attempt: ClosingAttempt): Promise<ClosingFacts> {
  const [{ body, key }, courseId, lessonIds, earlier] = await Promise.all([
    getQuizRevision(attempt.revisionId),
    getCourseId(attempt.quizId),
    listWaitingLessons(attempt.quizId),
    toBoolean(attempt.isGraded) ? findEarlierGrading(attempt.id) : null,
  ]);
  const { practice } = body.frontmatter;
  return { attempt, body, key, courseId, lessonIds: practice ? [] : lessonIds, earlier };
}

/** Who or what closes an attempt. `actorId` null: the server, at the deadline. */
export type Closing = { actorId: string | null; requestId?: string; now: Date };

/**
 * Closes an open attempt and grades what was saved in time. After its deadline it is `expired`, closed at the deadline
 * whenever that is noticed; before, it is `submitted` now. Does nothing when it is not open any more, however many ask at
 * once.
 * @param guard only reads; throws to leave the attempt as it is, else says whether a pass completes lessons
 * @returns whether this call closed it
 */
export async function closeAttempt(
  tx: Tx,
  { attempt, body, key, lessonIds, earlier }: ClosingFacts,
  { actorId, requestId, now }: Closing,
  guard: () => Promise<boolean>,
): Promise<boolean> {
  // In this order, though sent at once. Closing locks the attempt: answers on their way either are read after it or find
  // it closed.
  const closing = writeRows<{ status: string }[]>(
    sql`
    UPDATE "Attempt" SET "openKey" = NULL,
      "status" = CASE WHEN "deadlineAt" < ${now} THEN 'expired' ELSE 'submitted' END,
      "submittedAt" = CASE WHEN "deadlineAt" < ${now} THEN "deadlineAt" ELSE ${now} END
    WHERE "id" = ${attempt.id} AND "status" = 'open' RETURNING "status"`,
    tx,
  );
  const [[closed], mayComplete, responses] = await Promise.all([
    closing,
    guard(),
    readCounted(tx, attempt.id),
  ]);
  if (!closed) return false;
  const items = orderItems(body, attempt.seed, toDrawn(attempt));
  const graded = earlier
    ? gradeAgain({ version: { body, key }, drawn: toDrawn(attempt), chosen: responses }, earlier)
    : gradeAttempt(items, key, responses, body.frontmatter.passMark);
  const { points, maxPoints, score, passed, pending, detail } = graded;
  const { status } = closed;
  const grading = writeRows(
    sql`
    INSERT INTO "Grading" ("id", "attemptId", "sequence", "kind", "revisionId",
      "points", "maxPoints", "score", "passed", "pending", "detailJson", "gradedAt")
    VALUES (${newId()}, ${attempt.id},
      (SELECT COALESCE(MAX(n."sequence"), 0) + 1 FROM "Grading" n WHERE n."attemptId" = ${attempt.id}),
      'original', ${earlier?.keyRevisionId ?? attempt.revisionId}, ${points}, ${maxPoints}, ${score}, ${passed}, ${pending}, ${JSON.stringify(detail)}, ${now})`,
    tx,
  );
  const event = recordAudit(tx, {
    actorId,
    action: status === 'expired' ? 'expire-attempt' : 'submit-attempt',
    subject: 'attempt',
    subjectId: attempt.id,
    before: { status: 'open' },
    after: { status, points, maxPoints, passed, ...(pending > 0 && { pending }) },
    requestId,
  });
  const completes = passed && mayComplete && lessonIds.length > 0;
  await Promise.all([
    grading,
    event,
    completes && completeIfMet(tx, attempt.userId, lessonIds, { now, requestId }),
  ]);
  return true;
}

/**
 * Grades an attempt that was opened again: by the key fixes that hold for it, and with the points an instructor gave to
 * answers that are still the same.
 */
function gradeAgain(
  answers: Omit<GradedAnswers, 'decisions'>,
  { graded: { detail }, fixes }: EarlierGrading,
): GradedAttempt {
  const decided = [...readDetail(detail).decisions];
  const decisions = new Map(
    decided.filter(([id]) => sameChoice(detail[id]?.chosen ?? [], answers.chosen.get(id) ?? [])),
  );
  return deriveGrading({ ...answers, decisions }, fixes);
}

/** The answers of an attempt that count, by item id, as the transaction sees them. */
async function readCounted(tx: Tx, attemptId: string): Promise<Map<string, ResponseValue>> {
  const rows = await readRows<{ itemId: string; valueJson: string }[]>(
    sql`
    SELECT "itemId", "valueJson" FROM "Response"
    WHERE "attemptId" = ${attemptId} AND "counted" = TRUE`,
    tx,
  );
  return new Map(
    rows.map((row) => [row.itemId, responseValueSchema.parse(JSON.parse(row.valueJson))]),
  );
}
