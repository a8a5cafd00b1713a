import type { Actor } from '#app/auth/permissions.ts';
import { readRows, sql } from '#app/db/client.server.ts';
import { toDate } from '#app/db/dialect.server.ts';
import { logger } from '#app/http/logger.server.ts';
import { type NoticeText, noticeTextSchema, type UnreadNotice } from './schema.ts';

/** How many notices a page shows; the next ones follow as these are put away. */
export const noticesShown = 20;

/**
 * What can be opened now: attempts by their id, lessons and courses by theirs. Handed in by who knows, and asked only when a
 * notice would lead there.
 */
export type FindOpen = {
  attempts: (attemptIds: readonly string[]) => Promise<ReadonlySet<string>>;
  contents: () => Promise<ReadonlySet<string>>;
};

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
  const leading = notices.some(({ text }) => toContent(text) !== null);
  const [attempts, contents] = await Promise.all([
    reopened.length > 0 ? findOpen.attempts(reopened.map(({ subjectId }) => subjectId)) : none,
    leading ? findOpen.contents() : none,
  ]);
  return notices.map((notice) => {
    const content = toContent(notice.text);
    const isOpen = content === null ? attempts.has(notice.subjectId) : contents.has(content);
    return { ...notice, isOpen };
  });
}

const none: ReadonlySet<string> = new Set();

/** The id of the lesson or course that a notice leads to, or null. */
function toContent(text: NoticeText): string | null {
  if (text.kind === 'completion-voided') return text.lessonId;
  return text.kind === 'own-date' ? text.courseId : null;
}

type Row = { id: string; subjectId: string; createdAt: Date | string; textJson: string };
