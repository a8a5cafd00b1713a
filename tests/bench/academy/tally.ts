import { closeDatabase, readRows, sql } from '#app/db/client.server.ts';
import { tallyAttempts } from '#app/features/assessment/statistics/tally-mutations.server.ts';

/**
 * Counts the finished attempts for the item statistics, as the server does now and then: `tsx tests/bench/academy/tally.ts <quiz>
 * <attempts>`. Fails when the quiz then has another number of first attempts in its statistics.
 */

const [quiz = '', expected = ''] = process.argv.slice(2);

await tallyAttempts();
const [row] = await readRows<{ attempts: number }[]>(sql`
  SELECT t."attempts" FROM "QuizTally" t JOIN "ContentItem" i ON i."revisionId" = t."revisionId"
  WHERE i."contentId" = ${quiz}`);
await closeDatabase();
if (row?.attempts !== Number(expected))
  throw new Error(`${row?.attempts} first attempts of ${quiz} are counted, not ${expected}.`);
