import type { Change } from '#app/auth/change.ts';
import { inTransactionAbout, join, sql, type Tx, writeRows } from '#app/db/client.server.ts';
import { recordAudit } from '#app/features/audit/mutations.server.ts';
import { countEvents } from '#app/features/audit/queries.server.ts';
import { sameChoice } from '#app/features/curriculum/items/value-rules.ts';
import { listResponses } from '#app/features/records/gradings/response-queries.server.ts';
import type { Answer } from '#app/features/records/gradings/schema.ts';

/** Answers that are not taken: refused ones, and late ones, which are kept as not counted. */

// The audit log is never cut: what one attempt can add to it is bounded.
const refusalsKept = 20;
const valueKept = 200;

/**
 * Tells the audit log of answers that were not taken, one event each: the item and the start of what was chosen, for the
 * first of an attempt's refusals. Audit entries hold no key: what was sent is the cadet's own.
 */
export async function recordRefusals(
  tx: Tx,
  { actor, requestId }: Change,
  attemptId: string,
  reason: string,
  answers: readonly Answer[],
): Promise<void> {
  const about = {
    action: 'refuse-response',
    subject: 'attempt',
    subjectId: attemptId,
  } as const;
  const known = await countEvents(tx, about);
  for (const { itemId, value } of answers.slice(0, Math.max(0, refusalsKept - known))) {
    const chosen = value.join(' ').slice(0, valueKept);
    const after = { reason, itemId, value: chosen };
    await recordAudit(tx, { ...about, actorId: actor.id, after, requestId });
  }
}

/**
 * Keeps answers that came after the attempt was closed or its time was up, so that they can be seen as not counted. What
 * was counted is evidence and stays; a different answer to such an item goes to the audit log.
 * @returns how many of the answers do not count
 */
export async function keepLate(
  change: Change,
  attemptId: string,
  reason: string,
  answers: readonly Answer[],
): Promise<number> {
  const { now = new Date() } = change;
  const stored = await listResponses(attemptId);
  const isStored = ({ itemId, value }: Answer) =>
    sameChoice(stored.get(itemId)?.value ?? [], value);
  const late = answers.filter((answer) => !isStored(answer));
  const known = answers.filter(
    (answer) => isStored(answer) && stored.get(answer.itemId)?.counted === false,
  );
  if (late.length === 0) return known.length;
  await inTransactionAbout(change.actor.id, async (tx) => {
    // One statement: an answer in time to the same item, which takes no turn among transactions, may come in between.
    const rows = late.map(
      ({ itemId, value, seq }) =>
        sql`(${attemptId}, ${itemId}, ${JSON.stringify(value)}, ${seq}, ${now}, FALSE)`,
    );
    await writeRows(
      sql`
      INSERT INTO "Response" ("attemptId", "itemId", "valueJson", "seq", "savedAt", "counted")
      VALUES ${join(rows)} ON CONFLICT ("attemptId", "itemId") DO NOTHING`,
      tx,
    );
    await recordRefusals(tx, change, attemptId, reason, late);
  });
  return late.length + known.length;
}
