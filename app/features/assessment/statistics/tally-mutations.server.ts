import {
  inTransactionAbout,
  join,
  readRows,
  sql,
  type Tx,
  writeRows,
} from '#app/db/client.server.ts';
import { getQuizRevision } from '#app/features/curriculum/courses/queries.server.ts';
import { rulesOf } from '#app/features/curriculum/items/rules.ts';
import { countingGrading } from '#app/features/records/gradings/counting-queries.server.ts';
import { gradingDetailSchema } from '#app/features/records/gradings/schema.ts';
import { logger } from '#app/http/logger.server.ts';
import { ifWritableNow } from '#app/http/storage.server.ts';
import { isLongTurn, nextTurn } from '#app/long-turns.server.ts';
import { addToTally, emptyTally, quizTallySchema, type TalliedItem } from './tally-rules.ts';

/**
 * Keeps the item statistics of each quiz revision up to date: every finished first attempt is counted once, in the same
 * transaction that marks it as counted. Attempts with an answer that still waits for an instructor are counted once it
 * is read; later attempts of a cadet and voided ones never.
 */

/** How many attempts one transaction counts at most. */
const tallyBatch = 100;

type Row = { id: string; number: number; status: string; detailJson: string | null };

/**
 * Counts finished attempts of a revision that are not counted yet, `tallyBatch` at most.
 * @returns how many were looked at; fewer than `tallyBatch` when nothing is left to count
 */
export async function tallyRevision(revisionId: string, now = new Date()): Promise<number> {
  const [waiting] = await readRows<Row[]>(sql`${selectUncounted(revisionId)} LIMIT 1`);
  if (!waiting) return 0;
  const optionIds = await listOptionIds(revisionId);
  return inTransactionAbout(revisionId, async (tx) => {
    const rows = await readRows<Row[]>(sql`${selectUncounted(revisionId)} LIMIT ${tallyBatch}`, tx);
    if (rows.length === 0) return 0;
    const counting = rows.filter(({ number, status }) => number === 1 && status !== 'voided');
    const spent = await readSpent(tx, counting);
    const stored = await tx.quizTally.findUnique({ where: { revisionId } });
    let tally = stored ? quizTallySchema.parse(JSON.parse(stored.sumsJson)) : emptyTally;
    for (const row of counting) {
      tally = addToTally(tally, toItems(row, spent, optionIds));
      if (isLongTurn()) await nextTurn();
    }
    const sums = { attempts: tally.attempts, sumsJson: JSON.stringify(tally), updatedAt: now };
    await tx.quizTally.upsert({
      where: { revisionId },
      create: { revisionId, ...sums },
      update: sums,
    });
    await writeRows(
      sql`UPDATE "Attempt" SET "tallied" = TRUE
      WHERE "id" IN (${join(rows.map(({ id }) => id))})`,
      tx,
    );
    return rows.length;
  });
}

function selectUncounted(revisionId: string) {
  return sql`
    SELECT a."id", a."number", a."status", g."detailJson" FROM "Attempt" a
    LEFT JOIN "Grading" g ON ${countingGrading}
    WHERE a."revisionId" = ${revisionId} AND a."tallied" = FALSE
      AND (a."status" = 'voided' OR (a."status" IN ('submitted', 'expired') AND g."pending" = 0))`;
}

async function readSpent(tx: Tx, attempts: readonly Row[]): Promise<Map<string, number>> {
  if (attempts.length === 0) return new Map();
  const rows = await readRows<{ attemptId: string; itemId: string; spentMs: number }[]>(
    sql`
    SELECT "attemptId", "itemId", "spentMs" FROM "Response" WHERE "spentMs" IS NOT NULL
      AND "attemptId" IN (${join(attempts.map(({ id }) => id))})`,
    tx,
  );
  return new Map(rows.map((row) => [`${row.attemptId} ${row.itemId}`, row.spentMs]));
}

const scored = new Set(['right', 'partly', 'wrong', 'unanswered']);

/** The options that a revision's items are counted by. What is typed, placed or paired is not counted by its words. */
async function listOptionIds(revisionId: string): Promise<Set<string>> {
  const { body } = await getQuizRevision(revisionId);
  return new Set(
    body.items.flatMap((item) =>
      rulesOf(item)
        .toCounted(item)
        .map(({ id }) => id),
    ),
  );
}

function toItems(
  { id, detailJson }: Row,
  spent: ReadonlyMap<string, number>,
  optionIds: ReadonlySet<string>,
): TalliedItem[] {
  const detail = detailJson ? gradingDetailSchema.parse(JSON.parse(detailJson)) : {};
  return Object.entries(detail).flatMap(([itemId, { points, outcome, chosen }]) =>
    scored.has(outcome)
      ? [
          {
            itemId,
            points,
            outcome,
            spentMs: spent.get(`${id} ${itemId}`) ?? null,
            chosen: chosen.filter((value) => optionIds.has(value)),
          },
        ]
      : [],
  );
}

/** As `tallyRevision`, for a page or a chore: 0 where the database cannot be written just now. */
export async function tallyWaiting(revisionId: string): Promise<number> {
  return (await ifWritableNow(() => tallyRevision(revisionId))) ?? 0;
}

/**
 * Counts what is left to count over all revisions. Called now and then by the ticker; each batch is a transaction of its
 * own, so that answers are not kept waiting.
 * @returns how many attempts were looked at
 */
export async function tallyAttempts(): Promise<number> {
  const revisions = await readRows<{ revisionId: string }[]>(sql`
    SELECT DISTINCT "revisionId" FROM "Attempt" WHERE "tallied" = FALSE AND "status" <> 'open'`);
  let counted = 0;
  for (const { revisionId } of revisions) {
    try {
      for (let more = tallyBatch; more === tallyBatch; ) {
        more = await tallyWaiting(revisionId);
        counted += more;
      }
    } catch (error) {
      // One quiz that cannot be counted keeps none of the others waiting.
      logger.error({ err: error, revisionId }, 'item statistics could not be counted');
    }
  }
  return counted;
}

/**
 * Forgets the tally of the revisions of some attempts, in the transaction that changes a grading or voids an attempt that
 * may be in it: it is made anew, a batch at a time.
 */
export async function forgetTallies(tx: Tx, attemptIds: readonly string[]): Promise<void> {
  if (attemptIds.length === 0) return;
  const rows = await readRows<{ revisionId: string }[]>(
    sql`
    SELECT DISTINCT "revisionId" FROM "Attempt" WHERE "id" IN (${join([...attemptIds])})
      AND "tallied" = TRUE AND "number" = 1`,
    tx,
  );
  for (const { revisionId } of rows) {
    await tx.quizTally.deleteMany({ where: { revisionId } });
    await writeRows(
      sql`UPDATE "Attempt" SET "tallied" = FALSE WHERE "revisionId" = ${revisionId}`,
      tx,
    );
  }
}
