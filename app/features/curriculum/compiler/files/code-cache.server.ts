import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { codeFingerprint } from './code-fingerprint.server.ts';

const swept = new Set<string>();

/**
 * The folder in which what this code makes of files is kept, named by the code: a changed rule is never answered from
 * memory. What other code kept there is thrown away, once a process.
 * @param dataDir absolute; null: nothing is kept
 */
export async function openCodeCache(
  dataDir: string | null,
  name: 'compiled' | 'quality',
): Promise<string | null> {
  if (dataDir === null) return null;
  const folder = join(dataDir, 'cache', name);
  const own = codeFingerprint();
  if (!swept.has(folder)) {
    swept.add(folder);
    const others = (await readdir(folder).catch(() => [])).filter((each) => each !== own);
    await Promise.all(
      others.map((each) => rm(join(folder, each), { recursive: true, force: true })),
    ).catch(() => undefined);
  }
  return join(folder, own);
}
