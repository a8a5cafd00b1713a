import { inTransaction, readRows, sql, type Tx, writeRows } from '#app/db/client.server.ts';
import { insertRows } from '#app/db/insert-rows.server.ts';
import { lessonBodySchema } from '#app/features/curriculum/courses/schema.ts';
import { logger } from '#app/http/logger.server.ts';
import { toPassageRows } from './passage-rules.ts';

/** What searches find of lessons, kept as lessons are published. */

/** SQL: whether a lesson is published, or waits for its time, at the revision whose id the expression gives. */
const isNamed = (revisionId: ReturnType<typeof sql>) => sql`EXISTS (SELECT 1 FROM "ContentItem" i
  WHERE i."kind" = 'lesson' AND (i."revisionId" = ${revisionId} OR i."pendingRevisionId" = ${revisionId}))`;

type LessonRow = { id: string; contentId: string; bodyJson: string };

/** One damaged row must not keep all others from being found. */
function readPassages(revision: LessonRow): ReturnType<typeof toPassageRows> {
  try {
    return toPassageRows(revision, lessonBodySchema.parse(JSON.parse(revision.bodyJson)));
  } catch (error) {
    logger.error({ err: error, revisionId: revision.id }, 'a lesson cannot be searched');
    return [];
  }
}

/**
 * Makes the passages that are missing of what is published, or waits for its time, and drops those of what is not any more.
 * Where all are there it writes nothing. If words are to be folded otherwise, a migration empties the table.
 */
export async function keepPassages(tx: Tx): Promise<void> {
  const missing = await readRows<LessonRow[]>(
    sql`SELECT r."id", r."contentId", r."bodyJson" FROM "ContentRevision" r
      WHERE r."kind" = 'lesson' AND ${isNamed(sql`r."id"`)}
        AND NOT EXISTS (SELECT 1 FROM "LessonPassage" p WHERE p."revisionId" = r."id")`,
    tx,
  );
  await insertRows(tx, 'LessonPassage', missing.flatMap(readPassages));
  await writeRows(
    sql`DELETE FROM "LessonPassage" WHERE NOT ${isNamed(sql`"LessonPassage"."revisionId"`)}`,
    tx,
  );
}

/** Brings what searches find of lessons in line with what is published: of a database from before, or out of a backup. */
export function alignPassages(): Promise<void> {
  return inTransaction(keepPassages);
}
