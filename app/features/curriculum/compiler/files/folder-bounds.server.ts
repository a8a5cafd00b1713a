import { realpath } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/**
 * Whether a file leaves a folder through a symbolic link: what it leads to was never meant to be published.
 * @param path relative to the folder, without `..`
 * @throws if there is no such file
 */
export async function leavesFolder(folder: string, path: string): Promise<boolean> {
  const inside = relative(await realpath(folder), await realpath(join(folder, path)));
  return inside === '..' || inside.startsWith(`..${sep}`);
}

/** What an author does about it. */
export const ownFileWords = 'is a link that leaves the course’s folder; put the file itself there.';
