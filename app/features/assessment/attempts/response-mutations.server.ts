import { LRUCache } from 'lru-cache';
import type { Change } from '#app/auth/change.ts';
import { db, inTransactionAbout, join, readRows, sql, writeRows } from '#app/db/client.server.ts';
import { toDate } from '#app/db/dialect.server.ts';
import { holdRows } from '#app/db/held-rows.server.ts';
import { getQuizRevision } from '#app/features/curriculum/courses/queries.server.ts';
import type { QuizBody } from '#app/features/curriculum/courses/schema.ts';
import {
  findResponseHint,
  findResponseProblem,
} from '#app/features/curriculum/items/response-rules.ts';
import { sameChoice } from '#app/features/curriculum/items/value-rules.ts';
import {
  findTimeZone,
  hasOpenCourse,
} from '#app/features/people/cohorts/assignment-queries.server.ts';
import {
  type ClosedReply,
  fieldNames,
  maxSequence,
  type SaveReply,
  toSequence,
} from '#app/features/records/gradings/answer-rules.ts';
import { getCourseId } from '#app/features/records/gradings/place-queries.server.ts';
import { toDrawn } from '#app/features/records/gradings/queries.server.ts';
import { listResponses } from '#app/features/records/gradings/response-queries.server.ts';
import type { Answer, AttemptStatus } from '#app/features/records/gradings/schema.ts';
import {
  isInTime,
  isTimeUp,
  toGraceEdge,
  toRemaining,
} from '#app/features/records/gradings/time-rules.ts';
import { notFound } from '#app/http/errors.ts';
import { metrics } from '#app/http/metrics.server.ts';
import { Refusal } from '#app/http/refusal.ts';
import { formatTime } from '#app/words/dates.ts';
import { expireOwnAttempts } from './expiry-mutations.server.ts';
import { findHold } from './held-queries.server.ts';
import type { HeldWords } from './held-rules.ts';
import { keepLate, recordRefusals } from './refusal-mutations.server.ts';

/**
 * What came of a save: the answers are on disk; or one cannot be taken; or the attempt stands still and takes none for now;
 * or it is closed, or its time is up (`late`: how many of the answers differ from what was counted).
 */
export type SaveResult =
  | ({ kind: 'saved' } & SaveReply)
  | { kind: 'refused'; refusal: Refusal }
  | { kind: 'held'; held: HeldWords }
  | ({ kind: 'closed' } & ClosedReply);

type AttemptFacts = {
  userId: string;
  revisionId: string;
  startedAt: Date;
  /** As it was when last looked at: extra time moves it to later. */
  deadlineAt: Date | null;
  drawn: ReadonlySet<string> | null;
  courseId: string;
  timeZone: string;
};

// What hardly changes while an attempt is open: a save needs no query to learn whose it is, what it asks, and whose clock
// its cadet reads.
const knownAttempts = new LRUCache<string, AttemptFacts>({ max: 10_000 });

async function getFacts(
  { actor, now = new Date() }: Change,
  attemptId: string,
): Promise<AttemptFacts> {
  let facts = knownAttempts.get(attemptId);
  if (!facts) {
    const row = await db.attempt.findFirst({ where: { id: attemptId, userId: actor.id } });
    if (!row) throw notFound();
    const { userId, revisionId, startedAt, deadlineAt, quizId } = row;
    const courseId = await getCourseId(quizId);
    const timeZone = await findTimeZone(actor, now, courseId);
    const ids = toDrawn(row);
    const drawn = ids && new Set(ids);
    facts = { userId, revisionId, startedAt, deadlineAt, drawn, courseId, timeZone };
    knownAttempts.set(attemptId, facts);
  }
  if (facts.userId !== actor.id) throw notFound();
  return facts;
}

function findProblem(
  body: QuizBody,
  { drawn }: AttemptFacts,
  answers: readonly Answer[],
): { refused: Answer; message: string } | null {
  for (const answer of answers) {
    const item = body.items.find(({ id }) => id === answer.itemId);
    const isAsked = !drawn || drawn.has(answer.itemId);
    const message = !item
      ? 'That question is not in this quiz.'
      : isAsked
        ? findResponseProblem(item, answer.value)
        : 'That question is not in this attempt.';
    if (message) return { refused: answer, message };
  }
  return null;
}

/**
 * Saves answers of the actor's own open attempt, each unless a newer one to the same item is stored. An answer that
 * cannot be one (an item or option that the attempt does not offer) is refused and recorded; nothing of that save is
 * stored. After the deadline only answers given before it are taken, for as long as the grace lasts. Answers to a closed
 * attempt are kept as not counted, see `keepLate`; to one whose course the actor does not have now, the browser keeps them.
 * @throws 404 when there is no such attempt, or it is someone else's.
 */
export async function saveResponses(
  change: Change,
  attemptId: string,
  answers: readonly Answer[],
): Promise<SaveResult> {
  const { now = new Date() } = change;
  const facts = await getFacts(change, attemptId);
  const { body } = await getQuizRevision(facts.revisionId);
  const problem = findProblem(body, facts, answers);
  if (problem) {
    const { refused, message } = problem;
    await inTransactionAbout(change.actor.id, (tx) =>
      recordRefusals(tx, change, attemptId, message, [refused]),
    );
    const field = fieldNames.item(refused.itemId);
    return { kind: 'refused', refusal: new Refusal({ [field]: [message] }) };
  }
  if (isTimeUp(facts.deadlineAt, now)) facts.deadlineAt = await readDeadline(attemptId);
  const inTime = answers.filter(({ seq }) => isInTime(facts, seq, now));
  const saved = inTime.length > 0 ? await writeResponses(change, attemptId, facts, inTime) : [];
  if (saved.length < answers.length)
    return explainUnsaved(change, attemptId, { facts, body, answers, saved });
  return toSaved({ facts, body, answers }, saved, {}, now);
}

async function readDeadline(attemptId: string): Promise<Date | null> {
  const [row] = await readRows<{ deadlineAt: Date | string | null }[]>(
    sql`SELECT "deadlineAt" FROM "Attempt" WHERE "id" = ${attemptId}`,
  );
  return toDate(row?.deadlineAt ?? null);
}

/**
 * One statement checks the owner, that the attempt is open, that its course is still open to them, and the sequence
 * number, and writes; what it returns is on disk. An answer in time takes the place of a late one whatever the numbers.
 */
async function writeResponses(
  { actor, now = new Date() }: Change,
  attemptId: string,
  facts: AttemptFacts,
  answers: readonly Answer[],
): Promise<string[]> {
  const { courseId, startedAt, timeZone } = facts;
  const sinceStart = Math.max(0, now.getTime() - startedAt.getTime());
  const open = holdRows(
    sql`"Attempt"`,
    sql`"status"`,
    sql`"id" = ${attemptId} AND "userId" = ${actor.id} AND "status" = 'open'
      AND ("deadlineAt" IS NULL OR "deadlineAt" >= ${toGraceEdge(now)})
      AND ${hasOpenCourse(actor.id, courseId, now, timeZone)}`,
  );
  const rows = await writeRows<WrittenRow[]>(sql`${open.before}
    INSERT INTO "Response" ("attemptId", "itemId", "valueJson", "seq", "spentMs", "savedAt", "counted")
    SELECT held."id", v."column1", v."column2", v."column3", v."column4", ${now}, TRUE
    FROM ${open.from}, (VALUES ${join(answers.map((answer) => toRow(answer, sinceStart)))}) AS v
    WHERE TRUE
    ON CONFLICT ("attemptId", "itemId") DO UPDATE
      SET "valueJson" = excluded."valueJson", "seq" = excluded."seq", "savedAt" = excluded."savedAt",
        "counted" = TRUE, "spentMs" = CASE WHEN COALESCE("Response"."spentMs", 0) < excluded."spentMs"
          THEN excluded."spentMs" ELSE "Response"."spentMs" END
      WHERE excluded."seq" > "Response"."seq" OR NOT "Response"."counted"
    RETURNING "itemId", (SELECT a."deadlineAt" FROM "Attempt" a WHERE a."id" = ${attemptId}) AS "deadlineAt"`);
  const [first] = rows;
  if (first) facts.deadlineAt = toDate(first.deadlineAt);
  metrics.answersSaved.inc(rows.length);
  return rows.map(({ itemId }) => itemId);
}

type WrittenRow = { itemId: string; deadlineAt: Date | string | null };

// The browser's measure of time, never more than has gone by.
function toRow({ itemId, value, seq, spentMs }: Answer, sinceStart: number) {
  const spent = spentMs === undefined ? null : Math.min(spentMs, sinceStart, maxSequence);
  return sql`(CAST(${itemId} AS TEXT), CAST(${JSON.stringify(value)} AS TEXT), CAST(${seq} AS INTEGER), CAST(${spent} AS INTEGER))`;
}

type Sent = { facts: AttemptFacts; body: QuizBody; answers: readonly Answer[] };

/** Why some answers were not written: closed or out of time, not theirs to answer now, or what is stored is as new. */
async function explainUnsaved(
  change: Change,
  attemptId: string,
  sent: Sent & { saved: string[] },
): Promise<SaveResult> {
  const { now = new Date() } = change;
  const { facts, answers, saved } = sent;
  // What is over is closed before anything is said of it.
  await expireOwnAttempts(change, attemptId);
  const { status } = await db.attempt.findUniqueOrThrow({
    where: { id: attemptId },
    select: { status: true },
  });
  if (status === 'open') {
    const about = { courseId: facts.courseId, timed: facts.deadlineAt !== null };
    const held = await findHold(change.actor, about, now);
    if (held) return { kind: 'held', held };
  }
  const unsaved = answers.filter(({ itemId }) => !saved.includes(itemId));
  if (status !== 'open' || unsaved.some(({ seq }) => !isInTime(facts, seq, now))) {
    const isLate = ({ seq }: Answer) => status !== 'open' || !isInTime(facts, seq, now);
    const closedBy = closers[status as AttemptStatus] ?? 'deadline';
    const { reason, notCounted, counted } = closedWords[closedBy];
    const late = await keepLate(change, attemptId, reason, unsaved.filter(isLate));
    const message = late > 0 ? notCounted : counted;
    const stored = await listResponses(attemptId);
    const counts = ({ itemId, value }: Answer) => {
      const kept = stored.get(itemId);
      return Boolean(kept?.counted && sameChoice(kept.value, value));
    };
    const kept = answers.filter(counts).map(({ itemId }) => itemId);
    return { kind: 'closed', closedBy, saved: kept, late, message };
  }
  const stored = await listResponses(attemptId);
  const newer: SaveReply['newer'] = {};
  for (const { itemId, value } of unsaved) {
    const kept = stored.get(itemId);
    if (!kept) continue;
    // The same answer twice (a retry whose first reply was lost) is simply saved.
    if (sameChoice(kept.value, value)) saved.push(itemId);
    else newer[itemId] = { value: kept.value, seq: kept.seq };
  }
  return toSaved(sent, saved, newer, now);
}

const closers: Partial<Record<AttemptStatus, ClosedReply['closedBy']>> = {
  submitted: 'submitted',
  voided: 'voided',
};

type ClosedWords = Record<'reason' | 'notCounted' | 'counted', string>;

// `reason` is for the audit log; `counted`: when nothing that was sent came too late.
const closedWords: Record<ClosedReply['closedBy'], ClosedWords> = {
  submitted: {
    reason: 'The attempt was closed.',
    notCounted: 'This attempt was submitted before, so the answer was not counted.',
    counted: 'This attempt was submitted. What was saved before counts.',
  },
  deadline: {
    reason: 'The time was up.',
    notCounted: 'The time was up before this answer was given, so it was not counted.',
    counted: 'The time is up, and the attempt is closed. What was given in time counts.',
  },
  voided: {
    reason: 'The attempt was voided.',
    notCounted: 'Your instructor has voided this attempt, so the answer was not counted.',
    counted: 'Your instructor has voided this attempt.',
  },
};

function toSaved(
  { facts, body, answers }: Sent,
  saved: string[],
  newer: SaveReply['newer'],
  now: Date,
): SaveResult {
  const hints: Record<string, string> = {};
  for (const { itemId, value } of answers) {
    const item = body.items.find(({ id }) => id === itemId);
    const hint = item && saved.includes(itemId) ? findResponseHint(item, value) : null;
    if (hint) hints[itemId] = hint;
  }
  const deadlineMs = toRemaining(facts.deadlineAt, now);
  return { kind: 'saved', saved, newer, hints, deadlineMs, time: toClock(now, facts.timeZone) };
}

const clocks = new Map<string, { minute: number; time: string }>();

// One minute's text serves every save in it.
function toClock(now: Date, timeZone: string): string {
  const minute = Math.floor(now.getTime() / 60_000);
  const known = clocks.get(timeZone);
  if (known?.minute === minute) return known.time;
  const time = formatTime(now, timeZone);
  clocks.set(timeZone, { minute, time });
  return time;
}

/**
 * Saves the answers that a page's form changed, without a script: as given now. Such a page has no clock that sends it in
 * time, and its answers no times of their own: until the grace is over they count as given at the deadline.
 * @throws 404 as `saveResponses`.
 */
export async function saveForm(
  change: Change,
  attemptId: string,
  changed: readonly Omit<Answer, 'seq'>[],
): Promise<SaveResult> {
  const { now = new Date() } = change;
  const facts = await getFacts(change, attemptId);
  if (changed.length === 0) {
    const { body } = await getQuizRevision(facts.revisionId);
    return toSaved({ facts, body, answers: [] }, [], {}, now);
  }
  const stored = await listResponses(attemptId);
  if (isTimeUp(facts.deadlineAt, now)) facts.deadlineAt = await readDeadline(attemptId);
  const givenAt = isTimeUp(facts.deadlineAt, now) ? facts.deadlineAt : now;
  const sinceStart = (givenAt ?? now).getTime() - facts.startedAt.getTime();
  const answers = changed.map((answer) => ({
    ...answer,
    seq: toSequence(sinceStart, stored.get(answer.itemId)?.seq ?? 0),
  }));
  return saveResponses(change, attemptId, answers);
}
