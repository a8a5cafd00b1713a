import { readRows, sql } from '#app/db/client.server.ts';
import { toDate } from '#app/db/dialect.server.ts';
import { env } from '#app/env.server.ts';
import { asOf } from '#app/features/curriculum/courses/in-force-rules.ts';
import { listContentProblems } from '#app/features/curriculum/courses/queries.server.ts';
import { askWorkshop } from '#app/features/curriculum/workshop/workshop.server.ts';
import { logger } from '#app/http/logger.server.ts';
import { dayOf } from '#app/time/days.ts';
import {
  type AuthorOverview,
  judgeFilesTask,
  readOverviewTask,
  type StoredItem,
} from './author-schema.ts';

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

let isChecking = false;

/** Goes on with a check that no page waits for, a few files at a time: pages that need the thread come in between. */
async function goOnChecking(): Promise<void> {
  if (isChecking) return;
  isChecking = true;
  try {
    while ((await askWorkshop(judgeFilesTask, 3)) > 0);
  } catch (error) {
    // Whoever looks next begins it again.
    logger.error({ err: error }, 'content could not be judged');
  } finally {
    isChecking = false;
  }
}

/**
 * Every course, lesson, quiz, practical and survey with its state. Where many files were never judged, as after an
 * installation, it comes without what the quality check finds; that goes on.
 * @param onlyAttention leaves out rows that need nothing
 */
export async function getAuthorOverview(onlyAttention = false): Promise<AuthorOverview> {
  const [lastSync, rows] = await Promise.all([listContentProblems(), listStored()]);
  const today = dayOf(new Date(), env.TIME_ZONE);
  const overview = await askWorkshop(readOverviewTask, { rows, lastSync, onlyAttention, today });
  if (overview.unchecked > 0) void goOnChecking();
  return overview;
}
