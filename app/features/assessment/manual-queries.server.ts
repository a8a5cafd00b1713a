import type { Actor } from '#app/auth/permissions.ts';
import { readRows, sql } from '#app/db/client.server.ts';
import { toNumber } from '#app/db/dialect.server.ts';
import { normalizeText } from '#app/features/curriculum/item-text-rules.ts';
import {
  findFix,
  type GradedRow,
  isNewest,
  readAnswers,
  selectGraded,
  toGraded,
} from './history-queries.server.ts';
import { type KeyLine, toKeyLines } from './regrade-key-rules.ts';
import { toShownKey } from './regrade-rules.ts';
import type { GradedAttempt } from './schema.ts';
import { mayDecide } from './taught-queries.server.ts';

/** Short texts that no accepted answer covers: they wait for an instructor. */

/** How many attempts with waiting answers a page looks at; the rest follow as these are read. */
export const attemptsShown = 200;

/** One cadet who gave an answer. `text`: as typed. */
export type Giver = { attemptId: string; name: string; number: number; text: string };

/**
 * One answer that waits, whoever gave it: the same item of the same revision with the same text once small things (capitals,
 * spaces, a full stop) are set aside. `text`: so compared. `accepted`: what counts as right by the key.
 */
export type WaitingAnswer = {
  revisionId: string;
  quizId: string;
  quizTitle: string;
  itemId: string;
  promptHtml: string;
  accepted: KeyLine[];
  text: string;
  givers: Giver[];
};

// An attempt with an answer that waits is never tallied: that keeps this from reading every grading there is. While the
// actor answers a quiz themselves, its accepted answers are not for them.
const waits = (actor: Actor) => sql`
  a."revisionId" IN (SELECT r."id" FROM "ContentRevision" r WHERE r."kind" = 'quiz')
  AND a."tallied" = FALSE AND a."status" IN ('submitted', 'expired') AND g."pending" > 0
  AND ${mayDecide(actor)} AND NOT EXISTS (SELECT 1 FROM "Attempt" o
    WHERE o."userId" = ${actor.id} AND o."quizId" = a."quizId" AND o."status" = 'open')`;

/** How many answers wait for the actor. */
export async function countWaitingAnswers(actor: Actor): Promise<number> {
  const [row] = await readRows<{ answers: number | bigint | null }[]>(sql`
    SELECT SUM(g."pending") AS "answers" FROM "Attempt" a JOIN "Grading" g ON ${isNewest}
    WHERE ${waits(actor)}`);
  return toNumber(row?.answers ?? 0);
}

/** The answers that wait for the actor, those that wait longest first; the same text of several cadets is one. */
export async function listWaitingAnswers(actor: Actor): Promise<WaitingAnswer[]> {
  const rows = await selectGraded(
    waits(actor),
    sql`ORDER BY a."submittedAt", a."id" LIMIT ${attemptsShown}`,
  );
  const found = new Map<string, WaitingAnswer>();
  for (const row of rows) {
    const graded = toGraded(row);
    for (const { itemId, typed, text } of listPending(graded)) {
      const id = `${row.revisionId} ${itemId} ${text}`;
      const answer = found.get(id) ?? (await toWaiting(row, graded, itemId, text));
      if (!answer) continue;
      const { id: attemptId, name, number } = row;
      answer.givers.push({ attemptId, name, number, text: typed });
      found.set(id, answer);
    }
  }
  return [...found.values()];
}

/** The answers of a grading that wait: as typed, and as they are compared. */
export function listPending({ detail }: GradedAttempt) {
  return Object.entries(detail).flatMap(
    ([
      itemId,
      {
        outcome,
        chosen: [typed = ''],
      },
    ]) => (outcome === 'pending' ? [{ itemId, typed, text: normalizeText(typed) }] : []),
  );
}

async function toWaiting(
  row: GradedRow,
  graded: GradedAttempt,
  itemId: string,
  text: string,
): Promise<WaitingAnswer | null> {
  const answers = await readAnswers(row, graded);
  const { body } = answers.version;
  const item = body.items.find(({ id }) => id === itemId);
  if (!item) return null;
  const { revisionId, quizId } = row;
  const key = toShownKey(answers, await findFix(row));
  return {
    ...{ revisionId, quizId, itemId, text, givers: [] },
    quizTitle: body.frontmatter.title,
    promptHtml: item.promptHtml,
    accepted: toKeyLines(item, key[itemId]),
  };
}
