import type { Actor } from '#app/auth/permissions.ts';
import { readRows, sql } from '#app/db/client.server.ts';
import { toDate } from '#app/db/dialect.server.ts';
import { logger } from '#app/http/logger.server.ts';
import { noticeTextSchema, type UnreadNotice } from './schema.ts';

/** How many notices a page shows; the next ones follow as these are put away. */
export const noticesShown = 20;

type Row = {
  id: string;
  subjectId: string;
  status: string | null;
  createdAt: Date | string;
  textJson: string;
};

/** The actor's notices that they have not put away, the newest first. One that cannot be read is logged and left out. */
export async function listNotices(actor: Pick<Actor, 'id'>): Promise<UnreadNotice[]> {
  const rows = await readRows<Row[]>(sql`
    SELECT n."id", n."subjectId", n."createdAt", n."textJson", a."status"
    FROM "Notice" n LEFT JOIN "Attempt" a ON n."subjectType" = 'attempt' AND a."id" = n."subjectId"
    WHERE n."userId" = ${actor.id} AND n."readAt" IS NULL
    ORDER BY n."createdAt" DESC, n."id" LIMIT ${noticesShown}`);
  return rows.flatMap(({ id, subjectId, status, createdAt, textJson }) => {
    const text = noticeTextSchema.safeParse(JSON.parse(textJson));
    const rest = { isOpen: status === 'open', createdAt: toDate(createdAt) };
    if (text.success) return [{ id, subjectId, ...rest, text: text.data }];
    logger.error({ err: text.error, noticeId: id }, 'a notice cannot be read');
    return [];
  });
}
