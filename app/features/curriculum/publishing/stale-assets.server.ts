import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { db } from '#app/db/client.server.ts';
import { env } from '#app/env.server.ts';

const dayMs = 24 * 60 * 60 * 1000;

// As the store names its files, and the parts of those that were never finished.
const storedName = /^[0-9a-f]{16}\.[a-z0-9]+/;
const namesInText = /[0-9a-f]{16}\.[a-z0-9]+/g;

/** Revisions read at a time: their texts together stay small. */
const batch = 200;

/**
 * Removes stored files that no revision names and that are older than a day: pictures that were replaced before they were
 * published, handouts of drafts that are gone, copies that were cut off. Run before the content is synced: that puts back
 * whatever the content folder needs, drafts too.
 * @returns how many
 */
export async function clearAssets(
  directory = join(env.DATA_DIR, 'assets'),
  now = new Date(),
): Promise<number> {
  const stale = new Set<string>();
  for (const file of await readdir(directory).catch((): string[] => [])) {
    const there = storedName.test(file) && (await stat(join(directory, file)).catch(() => null));
    if (there && now.getTime() - there.mtimeMs > dayMs) stale.add(file);
  }
  let after = '';
  while (stale.size > 0) {
    const revisions = await db.contentRevision.findMany({
      where: { id: { gt: after } },
      orderBy: { id: 'asc' },
      take: batch,
      select: { id: true, bodyJson: true, keyJson: true },
    });
    for (const { bodyJson, keyJson } of revisions)
      for (const [file] of `${bodyJson} ${keyJson}`.matchAll(namesInText)) stale.delete(file);
    if (revisions.length < batch) break;
    after = revisions.at(-1)?.id ?? after;
  }
  for (const file of stale) await rm(join(directory, file), { force: true });
  return stale.size;
}
