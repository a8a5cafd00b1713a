import type { Actor } from '#app/auth/permissions.ts';
import { readRows, sql } from '#app/db/client.server.ts';
import { toDate } from '#app/db/dialect.server.ts';
import { logger } from '#app/http/logger.server.ts';
import { noticeTextSchema, type UnreadNotice } from './schema.ts';

/** How many notices a page shows; the next ones follow as these are put away. */
export const noticesShown = 20;

/** Which of these attempts are open now; handed in by who knows, and asked only when a notice offers to go on with one. */
export type FindOpen = (attemptIds: readonly string[]) => Promise<ReadonlySet<string>>;

/** The actor's notices that they have not put away, the newest first. One that cannot be read is logged and left out. */
export async function listNotices(
  actor: Pick<Actor, 'id'>,
  findOpen: FindOpen,
): Promise<UnreadNotice[]> {
  const rows = await readRows<Row[]>(sql`
    SELECT "id", "subjectId", "createdAt", "textJson" FROM "Notice"
    WHERE "userId" = ${actor.id} AND "readAt" IS NULL
    ORDER BY "createdAt" DESC, "id" LIMIT ${noticesShown}`);
  const notices = rows.flatMap(({ id, subjectId, createdAt, textJson }) => {
    const text = noticeTextSchema.safeParse(JSON.parse(textJson));
    if (text.success) return [{ id, subjectId, createdAt: toDate(createdAt), text: text.data }];
    logger.error({ err: text.error, noticeId: id }, 'a notice cannot be read');
    return [];
  });
  const reopened = notices.filter(({ text }) => text.kind === 'attempt-reopened');
  const open =
    reopened.length === 0
      ? new Set<string>()
      : await findOpen(reopened.map(({ subjectId }) => subjectId));
  return notices.map((notice) => ({ ...notice, isOpen: open.has(notice.subjectId) }));
}

type Row = { id: string; subjectId: string; createdAt: Date | string; textJson: string };
