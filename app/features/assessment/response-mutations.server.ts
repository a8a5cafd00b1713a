import type { Actor } from '#app/auth/permissions.ts';
import { db, inTransaction, join, sql, type Tx } from '#app/db/client.server.ts';
import { toDate } from '#app/db/dialect.server.ts';
import { holdRows } from '#app/db/held-rows.server.ts';
import { env } from '#app/env.server.ts';
import { recordAudit } from '#app/features/audit/mutations.server.ts';
import { formatTime } from '#app/features/cohorts/rules.ts';
import { getQuizRevision } from '#app/features/curriculum/queries.server.ts';
import { notFound } from '#app/http/errors.ts';
import { type SaveReply, sameChoice, toSequence } from './answer-rules.ts';
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

type AttemptFacts = { userId: string; revisionId: string; startedAt: Date };

// Facts of an attempt that never change: a save needs no query to learn whose it is and what it asks.
const knownAttempts = new Map<string, AttemptFacts>();
const knownAttemptsLimit = 10_000;

async function getFacts(actorId: string, attemptId: string): Promise<AttemptFacts> {
  let facts = knownAttempts.get(attemptId);
  if (!facts) {
    const row = await db.attempt.findFirst({
      where: { id: attemptId, userId: actorId },
      select: { userId: true, revisionId: true, startedAt: true },
    });
    if (!row) throw notFound();
    facts = { ...row, startedAt: toDate(row.startedAt) };
    if (knownAttempts.size >= knownAttemptsLimit) knownAttempts.clear();
    knownAttempts.set(attemptId, facts);
  }
  if (facts.userId !== actorId) throw notFound();
  return facts;
}

async function findProblem(
  revisionId: string,
  answers: readonly Answer[],
): Promise<{ itemId: string; message: string } | null> {
  const { body } = await getQuizRevision(revisionId);
  for (const { itemId, value } of answers) {
    const item = body.items.find(({ id }) => id === itemId);
    const message = item ? findResponseProblem(item, value) : 'That question is not in this quiz.';
    if (message) return { itemId, message };
  }
  return null;
}

const toRow = ({ itemId, value, seq }: Answer) =>
  sql`(CAST(${itemId} AS TEXT), CAST(${JSON.stringify(value)} AS TEXT), CAST(${seq} AS INTEGER))`;

/**
 * Saves answers of the actor's own open attempt, each unless a newer one to the same item is stored. One statement checks
 * the owner, that the attempt is open, and the sequence number, and writes; what it returns is on disk. An answer that
 * cannot be one (an item or option that the attempt does not offer) is refused and recorded; nothing of that save is
 * stored. Answers to a closed attempt are kept as not counted, see `keepLate`.
 * @throws 404 when there is no such attempt, or it is someone else's.
 */
export async function saveResponses(
  change: Change,
  attemptId: string,
  answers: readonly Answer[],
): Promise<SaveResult> {
  const { actor, now = new Date() } = change;
  const { revisionId } = await getFacts(actor.id, attemptId);
  const problem = await findProblem(revisionId, answers);
  if (problem) {
    await inTransaction((tx) => recordRefusal(tx, change, attemptId, problem.message, answers));
    return { kind: 'refused', ...problem };
  }
  const open = holdRows(
    sql`"Attempt"`,
    sql`"status"`,
    sql`"id" = ${attemptId} AND "userId" = ${actor.id} AND "status" = 'open'`,
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
  if (saved.length === answers.length) return toSaved(saved, {}, now);
  return explainUnsaved(change, attemptId, answers, saved);
}

/** Why some answers were not written: the attempt is closed, or what is stored is as new or newer. */
async function explainUnsaved(
  change: Change,
  attemptId: string,
  answers: readonly Answer[],
  saved: string[],
): Promise<SaveResult> {
  const open = await db.attempt.count({ where: { id: attemptId, status: 'open' } });
  if (open === 0) {
    return { kind: 'closed', late: await keepLate(change, attemptId, answers) };
  }
  const stored = await listResponses(attemptId);
  const newer: SaveReply['newer'] = {};
  for (const { itemId, value } of answers) {
    const kept = stored.get(itemId);
    if (!kept || saved.includes(itemId)) continue;
    // The same answer twice (a retry whose first reply was lost) is simply saved.
    if (sameChoice(kept.value, value)) saved.push(itemId);
    else newer[itemId] = { value: kept.value, seq: kept.seq };
  }
  return toSaved(saved, newer, change.now);
}

function toSaved(saved: string[], newer: SaveReply['newer'], now = new Date()): SaveResult {
  return { kind: 'saved', saved, newer, time: toClock(now) };
}

let clock = { minute: 0, time: '' };

// One minute's text serves every save in it.
function toClock(now: Date): string {
  const minute = Math.floor(now.getTime() / 60_000);
  if (minute !== clock.minute) clock = { minute, time: formatTime(now, env.TIME_ZONE) };
  return clock.time;
}

/**
 * Saves the answers that a page's form changed, without a script: as given now.
 * @throws 404 when there is no such attempt, or it is someone else's.
 */
export async function saveForm(
  change: Change,
  attemptId: string,
  changed: readonly Omit<Answer, 'seq'>[],
): Promise<SaveResult> {
  const { actor, now = new Date() } = change;
  const { startedAt } = await getFacts(actor.id, attemptId);
  if (changed.length === 0) return toSaved([], {}, now);
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
    await recordRefusal(tx, change, attemptId, 'The attempt was closed.', late);
  });
  return late.length;
}

/** Tells the audit log of answers that were not taken. Audit entries hold no key: what was sent is the cadet's own. */
function recordRefusal(
  tx: Tx,
  { actor, requestId }: Change,
  attemptId: string,
  reason: string,
  answers: readonly Answer[],
): Promise<void> {
  return recordAudit(tx, {
    actorId: actor.id,
    action: 'refuse-response',
    subject: 'attempt',
    subjectId: attemptId,
    after: { reason, answers },
    requestId,
  });
}
