import type { Actor } from '#app/auth/permissions.ts';
import { sql } from '#app/db/client.server.ts';
import { toDate, toNumber } from '#app/db/dialect.server.ts';
import { readReport } from '#app/db/replica.server.ts';
import { env } from '#app/env.server.ts';
import { getQuizRevision } from '#app/features/curriculum/courses/queries.server.ts';
import { rulesOf } from '#app/features/curriculum/items/rules.ts';
import { getTaughtQuiz } from '#app/features/records/gradings/taught-queries.server.ts';
import { notFound } from '#app/http/errors.ts';
import {
  fewestAttempts,
  fewestShown,
  type Histogram,
  type ItemStatistics,
  type Reliability,
  toHistogram,
  toItemStatistics,
  toReliability,
} from './statistics-rules.ts';
import { emptyTally, type QuizTally, quizTallySchema } from './tally-rules.ts';

/** A revision of a quiz that the page can show. `edition` as its author numbered it. */
type QuizRevisionHead = { id: string; edition: number; createdAt: Date; attempts: number };

/** One item with its statistics. `words`: by option id, what it says; HTML. */
export type ItemReport = ItemStatistics & {
  id: string;
  number: number;
  type: string;
  objective: string | null;
  promptHtml: string;
  words: Record<string, string>;
  misconceptions: Record<string, string>;
};

/**
 * The statistics of one revision of a quiz. `meanScore`, `histogram` and `items` are empty below `fewestShown`,
 * `reliability` below `fewestAttempts`.
 */
export type QuizReport = {
  quiz: { id: string; title: string; courseId: string; published: boolean };
  revision: QuizRevisionHead;
  revisions: QuizRevisionHead[];
  attempts: number;
  /** Finished first attempts that the statistics do not have yet: being counted, or waiting for an instructor. */
  waiting: number;
  updatedAt: Date | null;
  meanScore: number | null;
  histogram: Histogram | null;
  reliability: Reliability | null;
  items: ItemReport[];
  /** The academy's: a quiz has many cohorts. */
  timeZone: string;
};

/**
 * The revision of a quiz to report on: the one asked for, else the one published now.
 * @throws 404 when the quiz is not the actor's to see, or never had this revision.
 */
export async function getQuizReport(
  actor: Actor,
  quizId: string,
  revisionId: string | null,
): Promise<QuizReport> {
  const quiz = await getTaughtQuiz(actor, quizId);
  const revisions = await listRevisions(quizId);
  const revision = revisions.find(({ id }) => id === (revisionId ?? quiz.revisionId));
  if (!revision) throw notFound('This quiz has no such revision.');
  const [{ body, key }, stored, waiting] = await Promise.all([
    getQuizRevision(revision.id),
    readReport<{ sumsJson: string; updatedAt: Date | string }[]>(
      sql`SELECT "sumsJson", "updatedAt" FROM "QuizTally" WHERE "revisionId" = ${revision.id}`,
    ),
    countWaiting(revision.id),
  ]);
  const [row] = stored;
  const tally: QuizTally = row ? quizTallySchema.parse(JSON.parse(row.sumsJson)) : emptyTally;
  const shown = tally.attempts >= fewestShown;
  const { title, courseId, retiredAt } = quiz;
  return {
    timeZone: env.TIME_ZONE,
    quiz: { id: quizId, title, courseId, published: retiredAt === null },
    revision,
    revisions: revisions.filter(({ id, attempts }) => attempts > 0 || id === quiz.revisionId),
    attempts: tally.attempts,
    waiting,
    updatedAt: row ? toDate(row.updatedAt) : null,
    meanScore: shown && tally.k > 0 ? tally.total / tally.k : null,
    histogram: shown ? toHistogram(tally, body.frontmatter.passMark) : null,
    reliability: tally.attempts >= fewestAttempts ? toReliability(tally) : null,
    items: shown
      ? body.items.map((item, index): ItemReport => {
          const itemKey = key[item.id];
          const options = rulesOf(item).toCounted(item);
          return {
            id: item.id,
            number: index + 1,
            type: item.type,
            objective: item.objective,
            promptHtml: item.promptHtml,
            words: Object.fromEntries(options.map(({ id, html }) => [id, html])),
            misconceptions: itemKey?.misconceptions ?? {},
            ...toItemStatistics(
              tally.items[item.id],
              options.map(({ id }) => id),
              itemKey?.correct ?? [],
            ),
          };
        })
      : [],
  };
}

/** Every revision of a quiz, the newest first, with how many attempts are counted of it. */
async function listRevisions(quizId: string): Promise<QuizRevisionHead[]> {
  const rows = await readReport<(QuizRevisionHead & { createdAt: Date | string })[]>(sql`
    SELECT r."id", r."edition", r."createdAt", COALESCE(t."attempts", 0) AS "attempts"
    FROM "ContentRevision" r LEFT JOIN "QuizTally" t ON t."revisionId" = r."id"
    WHERE r."contentId" = ${quizId} AND r."kind" = 'quiz' ORDER BY r."createdAt" DESC`);
  return rows.map(({ id, edition, createdAt, attempts }) => ({
    id,
    edition,
    createdAt: toDate(createdAt),
    attempts: toNumber(attempts),
  }));
}

async function countWaiting(revisionId: string): Promise<number> {
  const [row] = await readReport<{ waiting: number | bigint }[]>(sql`
    SELECT COUNT(*) AS "waiting" FROM "Attempt" WHERE "revisionId" = ${revisionId}
      AND "tallied" = FALSE AND "number" = 1 AND "status" IN ('submitted', 'expired')`);
  return Number(row?.waiting ?? 0);
}
