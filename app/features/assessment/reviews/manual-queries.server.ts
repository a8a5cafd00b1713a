import type { Actor } from '#app/auth/permissions.ts';
import { readRows, sql } from '#app/db/client.server.ts';
import { toNumber } from '#app/db/dialect.server.ts';
import { toKeyLines } from '#app/features/curriculum/items/key-rules.ts';
import { normalizeText } from '#app/features/curriculum/items/text/text-rules.ts';
import type { KeyLine } from '#app/features/curriculum/items/type-rules.ts';
import { countingGrading } from '#app/features/records/gradings/counting-queries.server.ts';
import {
  findFixesOf,
  type GradedRow,
  readAnswers,
  selectGraded,
  toGraded,
} from '#app/features/records/gradings/history-queries.server.ts';
import { toShownKey } from '#app/features/records/gradings/key-fix-rules.ts';
import type { GradedAttempt } from '#app/features/records/gradings/schema.ts';
import {
  listTakenQuizzes,
  mayDecide,
} from '#app/features/records/gradings/taught-queries.server.ts';
import { tellApart } from '#app/names.ts';

/** Short texts that no accepted answer covers: they wait for an instructor. */

/** How many attempts with waiting answers a page looks at; the rest follow as these are read. */
const attemptsShown = 200;

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

// An attempt with an answer that waits is never tallied: that keeps this from reading every grading there is. Its status
// is said by what it is not, since SQLite would go by the index of statuses, over every attempt ever finished.
const waits = (actor: Actor) => sql`
  a."revisionId" IN (SELECT r."id" FROM "ContentRevision" r WHERE r."kind" = 'quiz')
  AND a."tallied" = FALSE AND a."status" NOT IN ('open', 'voided') AND g."pending" > 0
  AND ${mayDecide(actor)}`;

/** How many answers wait for the actor. */
export async function countWaitingAnswers(actor: Actor): Promise<number> {
  const rows = await readRows<{ quizId: string; answers: number | bigint }[]>(sql`
    SELECT a."quizId", SUM(g."pending") AS "answers"
    FROM "Attempt" a JOIN "Grading" g ON ${countingGrading} WHERE ${waits(actor)} GROUP BY a."quizId"`);
  const taken = await listTakenQuizzes(
    actor,
    rows.map(({ quizId }) => quizId),
  );
  return rows.reduce((sum, { quizId, answers }) => {
    return taken.has(quizId) ? sum : sum + toNumber(answers);
  }, 0);
}

/** The answers that wait for the actor, those that wait longest first; the same text of several cadets is one. */
export async function listWaitingAnswers(actor: Actor): Promise<WaitingAnswer[]> {
  const rows = await selectGraded(
    waits(actor),
    sql`ORDER BY a."submittedAt", a."id" LIMIT ${attemptsShown}`,
  );
  const taken = await listTakenQuizzes(
    actor,
    rows.map(({ quizId }) => quizId),
  );
  const names = tellApart(rows.map(({ userId, ...row }) => ({ ...row, id: userId })));
  const found = new Map<string, WaitingAnswer>();
  for (const row of rows) {
    if (taken.has(row.quizId)) continue;
    const graded = toGraded(row);
    for (const { itemId, typed, text } of listPending(graded)) {
      const id = `${row.revisionId} ${itemId} ${text}`;
      const answer = found.get(id) ?? (await toWaiting(row, graded, itemId, text));
      if (!answer) continue;
      const { id: attemptId, userId, number } = row;
      const name = names.get(userId) ?? row.name;
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
  const key = toShownKey(answers, (await findFixesOf([row])).get(row.id) ?? []);
  return {
    revisionId,
    quizId,
    itemId,
    text,
    givers: [],
    quizTitle: body.frontmatter.title,
    promptHtml: item.promptHtml,
    accepted: toKeyLines(item, key[itemId]),
  };
}
