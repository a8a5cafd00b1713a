import type { Actor } from '#app/auth/permissions.ts';
import { readRows, sql } from '#app/db/client.server.ts';
import { revisionInForce } from '#app/features/curriculum/courses/in-force-queries.server.ts';
import { getQuizRevision } from '#app/features/curriculum/courses/queries.server.ts';
import { toKeyLines } from '#app/features/curriculum/items/key-rules.ts';
import type { KeyLine } from '#app/features/curriculum/items/type-rules.ts';
import { findFixes } from '#app/features/records/gradings/history-queries.server.ts';
import { findItemChange, toShownKey } from '#app/features/records/gradings/key-fix-rules.ts';
import { orderItems } from '#app/features/records/gradings/order-rules.ts';
import { toDrawn } from '#app/features/records/gradings/queries.server.ts';

/** An item whose key was corrected after it was graded: its number in the attempt, and what is right now. */
export type Correction = { number: number; right: KeyLine[] };

type Row = {
  revisionId: string;
  seed: number;
  drawnJson: string | null;
  publishedId: string;
};

/**
 * The items of the actor's own attempt that are right otherwise by the key published now than by the one they were graded
 * with. It holds right answers: ask only where they are released. Empty when the attempt is not theirs, or open.
 */
export async function listCorrections(
  actor: Pick<Actor, 'id'>,
  attemptId: string,
): Promise<Correction[]> {
  const published = revisionInForce(sql`i`, new Date());
  const [row] = await readRows<Row[]>(sql`
    SELECT a."revisionId", a."seed", a."drawnJson", ${published} AS "publishedId"
    FROM "Attempt" a JOIN "ContentItem" i ON i."contentId" = a."quizId"
    WHERE a."id" = ${attemptId} AND a."userId" = ${actor.id} AND a."status" <> 'open'
      AND ${published} <> a."revisionId"`);
  if (!row) return [];
  const [version, newest, fixes] = await Promise.all([
    getQuizRevision(row.revisionId),
    getQuizRevision(row.publishedId),
    findFixes([attemptId]),
  ]);
  const drawn = toDrawn(row);
  const answers = { version, drawn, chosen: new Map(), decisions: new Map() };
  const shown = toShownKey(answers, fixes.get(attemptId) ?? []);
  return orderItems(version.body, row.seed, drawn).flatMap((item, index) => {
    const now = newest.key[item.id];
    const is = newest.body.items.find(({ id }) => id === item.id);
    const isCorrected = findItemChange(item.id, version, newest) === 'key';
    if (!isCorrected || !now || !is) return [];
    const right = toKeyLines(is, now);
    const counted = toKeyLines(item, shown[item.id]);
    return JSON.stringify(right) === JSON.stringify(counted) ? [] : [{ number: index + 1, right }];
  });
}
