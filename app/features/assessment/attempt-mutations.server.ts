import { randomInt } from 'node:crypto';
import {
  inTransaction,
  isUniqueViolation,
  newId,
  readRows,
  sql,
  type Tx,
} from '#app/db/client.server.ts';
import { recordAudit } from '#app/features/audit/mutations.server.ts';
import { getOpenAssignment } from '#app/features/cohorts/assignment-queries.server.ts';
import { findQuizPlace, getQuizRevision } from '#app/features/curriculum/queries.server.ts';
import { completeIfMet } from '#app/features/progress/mutations.server.ts';
import { conflict, notFound } from '#app/http/errors.ts';
import { orderItems } from './order-rules.ts';
import { getCourseId } from './place-queries.server.ts';
import { getQuizOverview, listResponses } from './queries.server.ts';
import { type Change, type SaveResult, saveForm } from './response-mutations.server.ts';
import { gradeAttempt } from './rules.ts';
import { type Answer, type ResponseValue, responseValueSchema } from './schema.ts';

/** What came of asking for an attempt: one to answer, or why there is none. */
export type StartResult = { kind: 'open'; attemptId: string } | { kind: 'passed' | 'used-up' };

const openKeyOf = (userId: string, quizId: string) => `${userId} ${quizId}`;

/**
 * Starts an attempt at a module's quiz, or finds the one that is open. However many tabs and machines ask at once, the
 * database keeps one open attempt, and all of them get it.
 * @throws 404 when there is no such quiz, or its course is not assigned to the actor or has not opened.
 */
export async function startAttempt(
  { actor, requestId, now = new Date() }: Change,
  courseId: string,
  moduleId: string,
): Promise<StartResult> {
  for (let round = 0; round < 4; round += 1) {
    const { quiz, attempts, allowance } = await getQuizOverview(actor, courseId, moduleId, now);
    const open = attempts.find(({ status }) => status === 'open');
    if (open) return { kind: 'open', attemptId: open.id };
    if (allowance.start === 'passed' || allowance.start === 'used-up')
      return { kind: allowance.start };
    const attemptId = newId();
    // The number is that of the attempts just read: if another request started one since, it is taken.
    const number = Math.max(0, ...attempts.map((attempt) => attempt.number)) + 1;
    try {
      await inTransaction(async (tx) => {
        await tx.attempt.create({
          data: {
            id: attemptId,
            userId: actor.id,
            quizId: quiz.id,
            revisionId: quiz.revisionId,
            number,
            seed: randomInt(2 ** 31),
            status: 'open',
            openKey: openKeyOf(actor.id, quiz.id),
            startedAt: now,
          },
        });
        await recordAudit(tx, {
          actorId: actor.id,
          action: 'start-attempt',
          subject: 'attempt',
          subjectId: attemptId,
          after: { quizId: quiz.id, revisionId: quiz.revisionId, number },
          requestId,
        });
      });
      return { kind: 'open', attemptId };
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
    }
  }
  throw conflict('The quiz was being started elsewhere at the same time. Open it again.');
}

type OwnAttempt = { status: string; quizId: string; revisionId: string; seed: number };

/** What came of submitting: a result to look at, or the items still unanswered, by their number on the page. */
export type SubmitResult =
  | { kind: 'submitted' }
  | { kind: 'unanswered'; items: { id: string; number: number }[] };

/**
 * Submits the actor's own attempt: closes it, grades it, and completes the module's lessons where the pass was what they
 * waited for, in one transaction. An attempt that is closed already stays as it is, and its result is the answer.
 * Unanswered items are told first; `confirmed` submits anyway.
 * @throws 404 when there is no such attempt, it is someone else's, or it is open and its course is no longer assigned to
 * the actor.
 */
export async function submitAttempt(
  { actor, requestId, now = new Date() }: Change,
  attemptId: string,
  { confirmed }: { confirmed: boolean },
): Promise<SubmitResult> {
  const [attempt] = await readRows<OwnAttempt[]>(sql`
    SELECT "status", "quizId", "revisionId", "seed" FROM "Attempt"
    WHERE "id" = ${attemptId} AND "userId" = ${actor.id}`);
  if (!attempt) throw notFound();
  if (attempt.status !== 'open') return { kind: 'submitted' };
  const { body, key } = await getQuizRevision(attempt.revisionId);
  if (!confirmed) {
    const responses = await listResponses(attemptId);
    const items = orderItems(body, attempt.seed)
      .map(({ id }, index) => ({ id, number: index + 1 }))
      .filter(({ id }) => !responses.get(id)?.value.length);
    if (items.length > 0) return { kind: 'unanswered', items };
  }
  const [place, courseId] = await Promise.all([
    findQuizPlace(attempt.quizId),
    getCourseId(attempt.quizId),
  ]);
  await inTransaction(async (tx) => {
    // Closing first locks the attempt: answers on their way either are read below or find it closed.
    const closed = await tx.$executeRaw(sql`
      UPDATE "Attempt" SET "status" = 'submitted', "openKey" = NULL, "submittedAt" = ${now}
      WHERE "id" = ${attemptId} AND "userId" = ${actor.id} AND "status" = 'open'`);
    if (closed === 0) return;
    await getOpenAssignment(actor, courseId, now, tx);
    const graded = gradeAttempt(
      body.items,
      key,
      await readCounted(tx, attemptId),
      body.frontmatter.passMark,
    );
    const { points, maxPoints, score, passed, detail } = graded;
    await tx.$executeRaw(sql`
      INSERT INTO "Grading" ("id", "attemptId", "sequence", "kind", "revisionId",
        "points", "maxPoints", "score", "passed", "detailJson", "gradedAt")
      VALUES (${newId()}, ${attemptId}, 1, 'original', ${attempt.revisionId},
        ${points}, ${maxPoints}, ${score}, ${passed}, ${JSON.stringify(detail)}, ${now})`);
    if (passed && place?.module.requiresQuiz) {
      const lessonIds = place.module.lessons.map(({ id }) => id);
      await completeIfMet(tx, actor, lessonIds, now, requestId);
    }
    await recordAudit(tx, {
      actorId: actor.id,
      action: 'submit-attempt',
      subject: 'attempt',
      subjectId: attemptId,
      before: { status: 'open' },
      after: { status: 'submitted', points, maxPoints, passed },
      requestId,
    });
  });
  return { kind: 'submitted' };
}

/**
 * Submits the form of an attempt's page: saves what it changed, then submits. Nothing is submitted when an answer in it
 * cannot be taken.
 * @throws 404 as `submitAttempt`.
 */
export async function submitForm(
  change: Change,
  attemptId: string,
  changed: readonly Omit<Answer, 'seq'>[],
  options: { confirmed: boolean },
): Promise<SubmitResult | Exclude<SaveResult, { kind: 'saved' }>> {
  if (changed.length === 0) return submitAttempt(change, attemptId, options);
  const saved = await saveForm(change, attemptId, changed);
  return saved.kind === 'saved' ? submitAttempt(change, attemptId, options) : saved;
}

async function readCounted(tx: Tx, attemptId: string): Promise<Map<string, ResponseValue>> {
  const rows = await tx.$queryRaw<{ itemId: string; valueJson: string }[]>(sql`
    SELECT "itemId", "valueJson" FROM "Response"
    WHERE "attemptId" = ${attemptId} AND "counted" = TRUE`);
  return new Map(
    rows.map((row) => [row.itemId, responseValueSchema.parse(JSON.parse(row.valueJson))]),
  );
}
