import { closeDatabase, readRows, sql } from '#app/db/client.server.ts';
import { tallyAttempts } from '#app/features/assessment/statistics/tally-mutations.server.ts';
import { countingGrading } from '#app/features/records/gradings/counting-queries.server.ts';

/**
 * Counts the finished attempts for the item statistics, as the server does now and then: `tsx tests/bench/academy/tally.ts
 * <quiz>`. Fails when the statistics of the quiz then lack first attempts in which no answer waits for an instructor, or
 * have none.
 */

const [quiz = ''] = process.argv.slice(2);

await tallyAttempts();
const [row] = await readRows<{ counted: number | null; there: number }[]>(sql`
  SELECT (SELECT t."attempts" FROM "QuizTally" t WHERE t."revisionId" = i."revisionId") AS "counted",
    (SELECT COUNT(*) FROM "Attempt" a JOIN "Grading" g ON ${countingGrading}
      WHERE a."revisionId" = i."revisionId" AND a."number" = 1 AND g."pending" = 0) AS "there"
  FROM "ContentItem" i WHERE i."contentId" = ${quiz}`);
await closeDatabase();
if (!row?.counted || row.counted !== Number(row.there))
  throw new Error(`${row?.counted} first attempts of ${quiz} are counted, not ${row?.there}.`);
