import { createHash } from 'node:crypto';
import { db } from '#app/db/client.server.ts';
import type { FoundCourse } from './found-content-schema.ts';

/**
 * How old the content of a folder is. Of several servers one may have an older folder, or the older version that makes
 * something else of the same files: what it finds was in force before, and something newer has been since.
 */

/** Names all that a publication would be made of. */
export function hashContent(courses: readonly FoundCourse[]): string {
  const told = courses.map(({ id, items, retired, releases, drafts }) => ({
    id,
    items: items.map(({ contentId, moduleId, row }) => [contentId, moduleId, row]),
    retired,
    releases: [...releases],
    drafts,
  }));
  return createHash('sha256').update(JSON.stringify(told)).digest('hex');
}

/** What was published last, and when what has this hash was published before that; null if it never was. */
export async function findContentAge(
  hash: string,
): Promise<{ last: string | null; before: Date | null }> {
  const newestFirst = { orderBy: { id: 'desc' } } as const;
  const [last, same] = await Promise.all([
    db.contentSync.findFirst({ where: { contentHash: { not: null } }, ...newestFirst }),
    db.contentSync.findFirst({ where: { contentHash: hash }, ...newestFirst }),
  ]);
  const before = last && same && last.contentHash !== hash ? same.at : null;
  return { last: last?.contentHash ?? null, before };
}
