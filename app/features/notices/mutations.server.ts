import type { Change } from '#app/auth/change.ts';
import { db, newId, type Tx } from '#app/db/client.server.ts';
import { insertRows } from '#app/db/insert-rows.server.ts';
import type { NewNotice, NoticeText } from './schema.ts';

/** Notices: told to one person each, until they put them away. */

const subjectTypes: Record<NoticeText['kind'], string> = {
  regraded: 'attempt',
  graded: 'attempt',
  'attempt-voided': 'attempt',
  'attempt-reopened': 'attempt',
  'completion-voided': 'completion',
  'correction-decided': 'correction',
  'person-corrected': 'user',
  'own-date': 'enrollment',
  'recovery-code-used': 'user',
  'second-factor-reset': 'user',
};

/** Tells people of changes to their records, in the transaction that makes the changes. */
export async function recordNotices(
  tx: Tx,
  notices: readonly NewNotice[],
  now: Date,
): Promise<void> {
  const rows = notices.map(({ userId, subjectId, text }) => ({
    id: newId(),
    userId,
    kind: text.kind,
    subjectId,
    createdAt: now,
    subjectType: subjectTypes[text.kind],
    textJson: JSON.stringify(text),
  }));
  await insertRows(tx, 'Notice', rows);
}

/** Puts a notice of the actor's away. It stays on record; one that is not theirs, or is put away already, stays as it is. */
export async function dismissNotice(
  { actor, now = new Date() }: Change,
  noticeId: string,
): Promise<void> {
  await db.notice.updateMany({
    where: { id: noticeId, userId: actor.id, readAt: null },
    data: { readAt: now },
  });
}
