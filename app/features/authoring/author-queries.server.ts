import { readRows, sql } from '#app/db/client.server.ts';
import { toDate } from '#app/db/dialect.server.ts';
import { env } from '#app/env.server.ts';
import { asOf } from '#app/features/curriculum/courses/in-force-rules.ts';
import { listContentProblems } from '#app/features/curriculum/courses/queries.server.ts';
import { askWorkshop } from '#app/features/curriculum/workshop/workshop.server.ts';
import { dayOf } from '#app/time/days.ts';
import { type AuthorOverview, readOverviewTask, type StoredItem } from './author-schema.ts';

/** The curriculum as authors see it: every file as it is on disk now, and how it stands to what cadets see. */

type ItemRow = Omit<StoredItem, 'retiredAt' | 'pendingAt' | 'createdAt'> & {
  retiredAt: Date | string | null;
  pendingAt: Date | string | null;
  createdAt: Date | string;
  pendingCreatedAt: Date | string | null;
  pendingEdition: number | null;
};

/** What is published, as it stands now, each with when its revision in force was stored. */
async function listStored(): Promise<StoredItem[]> {
  const rows = await readRows<ItemRow[]>(sql`
    SELECT i."contentId", i."kind", i."courseId", i."moduleId", i."position", i."title", i."minutes",
      i."revisionId", i."retiredAt", i."pendingAt", i."pendingRevisionId", r."createdAt", r."edition",
      p."createdAt" AS "pendingCreatedAt", p."edition" AS "pendingEdition"
    FROM "ContentItem" i JOIN "ContentRevision" r ON r."id" = i."revisionId"
      LEFT JOIN "ContentRevision" p ON p."id" = i."pendingRevisionId"`);
  const now = new Date();
  return rows.map(({ pendingCreatedAt, pendingEdition, ...row }) => {
    const stored = {
      ...row,
      retiredAt: toDate(row.retiredAt),
      pendingAt: toDate(row.pendingAt),
      createdAt: toDate(row.createdAt),
    };
    const standing = asOf(stored, now);
    if (standing === stored || pendingCreatedAt === null || pendingEdition === null)
      return standing;
    return { ...standing, createdAt: toDate(pendingCreatedAt), edition: pendingEdition };
  });
}

/**
 * Every course, lesson, quiz, practical and survey with its state.
 * @param onlyAttention leaves out rows that need nothing
 */
export async function getAuthorOverview(onlyAttention = false): Promise<AuthorOverview> {
  const [lastSync, rows] = await Promise.all([listContentProblems(), listStored()]);
  const today = dayOf(new Date(), env.TIME_ZONE);
  return askWorkshop(readOverviewTask, { rows, lastSync, onlyAttention, today });
}
