import type { Actor } from '#app/auth/permissions.ts';
import { db, inTransaction, join, sql, type Tx } from '#app/db/client.server.ts';
import { toDate } from '#app/db/dialect.server.ts';
import { holdRows } from '#app/db/held-rows.server.ts';
import { recordAudit } from '#app/features/audit/mutations.server.ts';
import { getOpenAssignment } from '#app/features/cohorts/assignment-queries.server.ts';
import { formatTime } from '#app/features/cohorts/rules.ts';
import { getQuizRevision } from '#app/features/curriculum/queries.server.ts';
import { notFound } from '#app/http/errors.ts';
import { type SaveReply, sameChoice, toSequence } from './answer-rules.ts';
import { findTimeZone, getCourseId } from './place-queries.server.ts';
import { listResponses } from './queries.server.ts';
import { findResponseProblem } from './rules.ts';
import type { Answer } from './schema.ts';

/** Who acts, in which request, and when: `now` is given by tests only. */
export type Change = { actor: Actor; requestId?: string; now?: Date };

/**
 * What came of a save: the answers are on disk; or one cannot be taken; or the attempt is closed (`late`: how many of the
 * answers differ from what was counted).
 */
export type SaveResult =
  | ({ kind: 'saved' } & SaveReply)
  | { kind: 'refused'; itemId: string; message: string }
  | { kind: 'closed'; late: number };

type AttemptFacts = {
  userId: string;
  revisionId: string;
  startedAt: Date;
  courseId: string;
  timeZone: string;
};

// What does not change while an attempt is open: a save needs no query to learn whose it is, what it asks, and whose
// clock its cadet reads.
const knownAttempts = new Map<string, AttemptFacts>();
const knownAttemptsLimit = 10_000;

async function getFacts(
  { actor, now = new Date() }: Change,
  attemptId: string,
): Promise<AttemptFacts> {
  let facts = knownAttempts.get(attemptId);
  if (!facts) {
    const row = await db.attempt.findFirst({
      where: { id: attemptId, userId: actor.id },
      select: { userId: true, revisionId: true, startedAt: true, quizId: true },
    });
    if (!row) throw notFound();
    const { userId, revisionId, quizId } = row;
    const courseId = await getCourseId(quizId);
    const timeZone = await findTimeZone(actor, courseId, now);
    facts = { userId, revisionId, startedAt: toDate(row.startedAt), courseId, timeZone };
    if (knownAttempts.size >= knownAttemptsLimit) knownAttempts.clear();
    knownAttempts.set(attemptId, facts);
  }
  if (facts.userId !== actor.id) throw notFound();
  return facts;
}

async function findProblem(
  revisionId: string,
  answers: readonly Answer[],
): Promise<{ refused: Answer; message: string } | null> {
  const { body } = await getQuizRevision(revisionId);
  for (const answer of answers) {
    const item = body.items.find(({ id }) => id === answer.itemId);
    const message = item
      ? findResponseProblem(item, answer.value)
      : 'That question is not in this quiz.';
    if (message) return { refused: answer, message };
  }
  return null;
}

const toRow = ({ itemId, value, seq }: Answer) =>
  sql`(CAST(${itemId} AS TEXT), CAST(${JSON.stringify(value)} AS TEXT), CAST(${seq} AS INTEGER))`;

/**
 * Saves answers of the actor's own open attempt, each unless a newer one to the same item is stored. One statement checks
 * the owner, that the attempt is open, that its course is still assigned to them, and the sequence number, and writes; what it returns is on disk. An answer that
 * cannot be one (an item or option that the attempt does not offer) is refused and recorded; nothing of that save is
 * stored. Answers to a closed attempt are kept as not counted, see `keepLate`.
 * @throws 404 when there is no such attempt, it is someone else's, or it is open and its course is no longer assigned to
 * the actor.
 */
export async function saveResponses(
  change: Change,
  attemptId: string,
  answers: readonly Answer[],
): Promise<SaveResult> {
  const { actor, now = new Date() } = change;
  const facts = await getFacts(change, attemptId);
  const { revisionId, courseId, timeZone } = facts;
  const problem = await findProblem(revisionId, answers);
  if (problem) {
    const { refused, message } = problem;
    await inTransaction((tx) => recordRefusals(tx, change, attemptId, message, [refused]));
    return { kind: 'refused', itemId: refused.itemId, message };
  }
  const open = holdRows(
    sql`"Attempt"`,
    sql`"status"`,
    sql`"id" = ${attemptId} AND "userId" = ${actor.id} AND "status" = 'open' AND EXISTS (
      SELECT 1 FROM "Enrollment" e JOIN "Assignment" s ON s."cohortId" = e."cohortId"
      WHERE e."userId" = ${actor.id} AND e."withdrawnAt" IS NULL AND s."courseId" = ${courseId})`,
  );
  const rows = await db.$queryRaw<{ itemId: string }[]>(sql`${open.before}
    INSERT INTO "Response" ("attemptId", "itemId", "valueJson", "seq", "savedAt", "counted")
    SELECT held."id", v."column1", v."column2", v."column3", ${now}, TRUE
    FROM ${open.from}, (VALUES ${join(answers.map(toRow))}) AS v WHERE TRUE
    ON CONFLICT ("attemptId", "itemId") DO UPDATE
      SET "valueJson" = excluded."valueJson", "seq" = excluded."seq", "savedAt" = excluded."savedAt"
      WHERE excluded."seq" > "Response"."seq"
    RETURNING "itemId"`);
  const saved = rows.map(({ itemId }) => itemId);
  if (saved.length === answers.length) return toSaved(saved, {}, timeZone, now);
  return explainUnsaved(change, attemptId, facts, answers, saved);
}

/** Why some answers were not written: the attempt is closed, not theirs to answer now, or what is stored is as new. */
async function explainUnsaved(
  change: Change,
  attemptId: string,
  { courseId, timeZone }: AttemptFacts,
  answers: readonly Answer[],
  saved: string[],
): Promise<SaveResult> {
  const { now = new Date() } = change;
  const open = await db.attempt.count({ where: { id: attemptId, status: 'open' } });
  if (open === 0) {
    return { kind: 'closed', late: await keepLate(change, attemptId, answers) };
  }
  await getOpenAssignment(change.actor, courseId, now);
  const stored = await listResponses(attemptId);
  const newer: SaveReply['newer'] = {};
  for (const { itemId, value } of answers) {
    const kept = stored.get(itemId);
    if (!kept || saved.includes(itemId)) continue;
    // The same answer twice (a retry whose first reply was lost) is simply saved.
    if (sameChoice(kept.value, value)) saved.push(itemId);
    else newer[itemId] = { value: kept.value, seq: kept.seq };
  }
  return toSaved(saved, newer, timeZone, now);
}

function toSaved(
  saved: string[],
  newer: SaveReply['newer'],
  timeZone: string,
  now: Date,
): SaveResult {
  return { kind: 'saved', saved, newer, time: toClock(now, timeZone) };
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
 * Saves the answers that a page's form changed, without a script: as given now.
 * @throws 404 as `saveResponses`.
 */
export async function saveForm(
  change: Change,
  attemptId: string,
  changed: readonly Omit<Answer, 'seq'>[],
): Promise<SaveResult> {
  const { now = new Date() } = change;
  const { startedAt, timeZone } = await getFacts(change, attemptId);
  if (changed.length === 0) return toSaved([], {}, timeZone, now);
  const stored = await listResponses(attemptId);
  const sinceStart = now.getTime() - startedAt.getTime();
  const answers = changed.map((answer) => ({
    ...answer,
    seq: toSequence(sinceStart, stored.get(answer.itemId)?.seq ?? 0),
  }));
  return saveResponses(change, attemptId, answers);
}

/**
 * Keeps answers that came after the attempt was closed, so that they can be seen as not counted. What was counted is
 * evidence and stays; a different answer to such an item goes to the audit log.
 */
async function keepLate(
  change: Change,
  attemptId: string,
  answers: readonly Answer[],
): Promise<number> {
  const { now = new Date() } = change;
  const stored = await listResponses(attemptId);
  const late = answers.filter(
    ({ itemId, value }) => !sameChoice(stored.get(itemId)?.value ?? [], value),
  );
  if (late.length === 0) return 0;
  await inTransaction(async (tx) => {
    for (const { itemId, value, seq } of late) {
      const key = { attemptId, itemId };
      await tx.response.upsert({
        where: { attemptId_itemId: key },
        create: { ...key, valueJson: JSON.stringify(value), seq, savedAt: now, counted: false },
        update: {},
      });
    }
    await recordRefusals(tx, change, attemptId, 'The attempt was closed.', late);
  });
  return late.length;
}

// The audit log is never cut: what one attempt can add to it is bounded.
const refusalsKept = 20;
const valueKept = 200;

/**
 * Tells the audit log of answers that were not taken, one event each: the item and the start of what was chosen, for the
 * first of an attempt's refusals. Audit entries hold no key: what was sent is the cadet's own.
 */
async function recordRefusals(
  tx: Tx,
  { actor, requestId }: Change,
  attemptId: string,
  reason: string,
  answers: readonly Answer[],
): Promise<void> {
  const about = { action: 'refuse-response', subjectId: attemptId } as const;
  const known = await tx.auditEvent.count({ where: { subjectType: 'attempt', ...about } });
  for (const { itemId, value } of answers.slice(0, Math.max(0, refusalsKept - known))) {
    const chosen = value.join(' ').slice(0, valueKept);
    const after = { reason, itemId, value: chosen };
    await recordAudit(tx, { ...about, actorId: actor.id, subject: 'attempt', after, requestId });
  }
}
