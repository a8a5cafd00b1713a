import { randomInt } from 'node:crypto';
import type { Change } from '#app/auth/change.ts';
import {
  inTransactionAbout,
  isUniqueViolation,
  newId,
  readRows,
  sql,
} from '#app/db/client.server.ts';
import { toDate } from '#app/db/dialect.server.ts';
import { insertRows } from '#app/db/insert-rows.server.ts';
import { recordAudit } from '#app/features/audit/mutations.server.ts';
import { isInForce } from '#app/features/curriculum/courses/in-force-queries.server.ts';
import { getQuizRevision } from '#app/features/curriculum/courses/queries.server.ts';
import type { QuizBody } from '#app/features/curriculum/courses/schema.ts';
import { findResponseHint } from '#app/features/curriculum/items/response-rules.ts';
import {
  findDue,
  getOpenAssignment,
} from '#app/features/people/cohorts/assignment-queries.server.ts';
import { orderItems } from '#app/features/records/gradings/order-rules.ts';
import { selectAttempts, toDrawn } from '#app/features/records/gradings/queries.server.ts';
import { listResponses } from '#app/features/records/gradings/response-queries.server.ts';
import type { Allowance } from '#app/features/records/gradings/rules.ts';
import type { Answer } from '#app/features/records/gradings/schema.ts';
import {
  isGraceOver,
  isTimeUp,
  toDeadline,
  toStoredFactor,
} from '#app/features/records/gradings/time-rules.ts';
import { conflict, notFound } from '#app/http/errors.ts';
import {
  type ClosingAttempt,
  closeAttempt,
  closingColumns,
  readClosingFacts,
} from './closing-mutations.server.ts';
import { drawItems, type Met, toMet } from './draw-rules.ts';
import { expireOwnAttempts } from './expiry-mutations.server.ts';
import { findExtraTime } from './extra-time-queries.server.ts';
import { findHold } from './held-queries.server.ts';
import { type HeldWords, toHeldSentence } from './held-rules.ts';
import { getQuizOverview, type QuizOverview } from './queries.server.ts';
import { type SaveResult, saveForm } from './response-mutations.server.ts';

/** What came of asking for an attempt: one to answer, or what is in the way; `refusalWords` says it. */
export type StartResult =
  | { kind: 'open'; attemptId: string }
  | { kind: Exclude<Allowance['start'], 'may-start' | 'may-resume'> };

const openKeyOf = (userId: string, quizId: string) => `${userId} ${quizId}`;

/**
 * Starts an attempt at a module's quiz, or finds the one that is open. However many tabs and machines ask at once, the
 * database keeps one open attempt, and all of them get it. The quiz's policy is looked at here, whatever the page said.
 * @throws 404 when there is no such quiz, or its course is not assigned to the actor or has not opened.
 */
export async function startAttempt(
  change: Change,
  courseId: string,
  moduleId: string,
): Promise<StartResult> {
  const { actor, now = new Date() } = change;
  await expireOwnAttempts(change);
  for (let round = 0; round < 4; round += 1) {
    const overview = await getQuizOverview(actor, courseId, moduleId, now);
    const open = overview.attempts.find(({ status }) => status === 'open');
    if (open) return { kind: 'open', attemptId: open.id };
    const { start } = overview.allowance;
    if (start !== 'may-start' && start !== 'may-resume') return { kind: start };
    try {
      const attemptId = await createAttempt(change, overview);
      if (attemptId) return { kind: 'open', attemptId };
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
    }
  }
  throw conflict('The quiz was being started elsewhere at the same time. Open it again.');
}

/** @returns null when another revision of the quiz has taken force since the overview was read */
async function createAttempt(
  { actor, requestId, now = new Date() }: Change,
  { quiz, course, attempts }: QuizOverview,
): Promise<string | null> {
  const { body } = await getQuizRevision(quiz.revisionId);
  const { frontmatter: policy } = body;
  const seed = randomInt(2 ** 31);
  const pool = body.items.filter(({ id }) => !quiz.unasked.includes(id));
  const every = quiz.unasked.length > 0 ? pool.map(({ id }) => id) : null;
  const drawn = drawItems(pool, policy, seed, await readMet(actor.id, quiz.id)) ?? every;
  const attemptId = newId();
  // The number is that of the attempts just read: if another request started one since, it is taken.
  const number = Math.max(0, ...attempts.map((attempt) => attempt.number)) + 1;
  return inTransactionAbout(actor.id, async (tx) => {
    // Read again: a course that is taken away or a quiz that is published just now either is so already, or finds this
    // attempt; so does extra time, which extends it.
    const [current, extra, due] = await Promise.all([
      isInForce(quiz, tx),
      policy.timeLimitMinutes === null ? null : findExtraTime(actor.id, tx),
      policy.afterDue === 'closed' ? findDue(actor.id, course.id, now, tx) : null,
      getOpenAssignment(actor, course.id, now, tx),
    ]);
    if (!current) return null;
    const deadlineAt = toDeadline(policy, now, extra, due);
    const attempt = insertRows(tx, 'Attempt', [
      {
        id: attemptId,
        userId: actor.id,
        quizId: quiz.id,
        revisionId: quiz.revisionId,
        number,
        seed,
        status: 'open',
        openKey: openKeyOf(actor.id, quiz.id),
        startedAt: now,
        deadlineAt,
        extraTime: toStoredFactor(extra),
        drawnJson: drawn && JSON.stringify(drawn),
      },
    ]);
    const event = recordAudit(tx, {
      actorId: actor.id,
      action: 'start-attempt',
      subject: 'attempt',
      subjectId: attemptId,
      after: {
        quizId: quiz.id,
        revisionId: quiz.revisionId,
        number,
        ...(deadlineAt && { deadlineAt }),
        ...(drawn && { items: drawn.length }),
      },
      requestId,
    });
    await Promise.all([attempt, event]);
    return attemptId;
  });
}

/** What a cadet met of a quiz before, in whichever revision, voided attempts too. */
async function readMet(userId: string, quizId: string): Promise<Met> {
  const rows = await selectAttempts(sql`a."userId" = ${userId} AND a."quizId" = ${quizId}`);
  const earlier = rows
    .toSorted((one, other) => one.number - other.number)
    .map(async (row) => {
      const drawn = toDrawn(row);
      const items = drawn ? [] : (await getQuizRevision(row.revisionId)).body.items;
      return { drawn, items };
    });
  return toMet(await Promise.all(earlier));
}

/**
 * What came of submitting: a result to look at, or what to look at before, by number on the page: items still
 * unanswered, and answers that cannot be read as what is asked. `held`: the attempt stands still.
 */
export type SubmitResult =
  | { kind: 'submitted' }
  | { kind: 'held'; held: HeldWords }
  | {
      kind: 'unanswered';
      items: { id: string; number: number }[];
      hints: { id: string; number: number; message: string }[];
    };

type OwnAttempt = ClosingAttempt & { status: string; deadlineAt: Date | string | null };

/**
 * Submits the actor's own attempt: closes it, grades it, and completes the module's lessons where the pass was what they
 * waited for, in one transaction. An attempt that is closed already stays as it is, and its result is the answer; one
 * whose time is up is closed at its deadline. Unanswered items are told first; `confirmed` submits anyway.
 * @throws 404 when there is no such attempt, or it is someone else's.
 */
export async function submitAttempt(
  change: Change,
  attemptId: string,
  { confirmed }: { confirmed: boolean },
): Promise<SubmitResult> {
  const { actor, requestId, now = new Date() } = change;
  const [attempt] = await readRows<OwnAttempt[]>(sql`
    SELECT ${closingColumns}, "status", "deadlineAt"
    FROM "Attempt" WHERE "id" = ${attemptId} AND "userId" = ${actor.id}`);
  if (!attempt) throw notFound();
  if (attempt.status !== 'open') return { kind: 'submitted' };
  const deadlineAt = toDate(attempt.deadlineAt);
  if (isGraceOver(deadlineAt, now)) await expireOwnAttempts(change, attemptId);
  const facts = await readClosingFacts(attempt);
  const about = { courseId: facts.courseId, timed: deadlineAt !== null };
  const held = await findHold(actor, about, now);
  if (held) return { kind: 'held', held };
  if (!confirmed && !isTimeUp(deadlineAt, now)) {
    const open = await findOpenEnds(facts.body, attempt);
    if (open.items.length + open.hints.length > 0) return { kind: 'unanswered', ...open };
  }
  await inTransactionAbout(actor.id, (tx) =>
    closeAttempt(tx, facts, { actorId: actor.id, requestId, now }, async () => {
      const lost = await findHold(actor, about, now, tx);
      if (lost) throw conflict(toHeldSentence(lost));
      return true;
    }),
  );
  return { kind: 'submitted' };
}

async function findOpenEnds(body: QuizBody, attempt: ClosingAttempt) {
  const responses = await listResponses(attempt.id);
  const items: { id: string; number: number }[] = [];
  const hints: { id: string; number: number; message: string }[] = [];
  for (const [index, item] of orderItems(body, attempt.seed, toDrawn(attempt)).entries()) {
    const value = responses.get(item.id)?.value ?? [];
    const place = { id: item.id, number: index + 1 };
    const message = findResponseHint(item, value);
    if (value.length === 0) items.push(place);
    else if (message) hints.push({ ...place, message });
  }
  return { items, hints };
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
