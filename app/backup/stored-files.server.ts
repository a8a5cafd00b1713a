import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { storedName } from '#app/http/stored-file.server.ts';
import { makeFolder } from '#app/made-folder.server.ts';

/**
 * The folders of DATA_DIR with files that cannot be made again: lessons of the past show them, whose sources are gone. The
 * others (`cache`) are made anew.
 */
export const keptFolders: readonly string[] = ['assets'];

/** A file of DATA_DIR by its path there. */
type StoredFile = { name: string; bytes: number; body: AsyncIterable<Buffer> };

/** Every file that is kept. One under such a name is whole and never changed; one that no edition names may be deleted. */
export async function* listStoredFiles(dataDir: string): AsyncGenerator<StoredFile> {
  for (const folder of keptFolders) {
    const files = await readdir(join(dataDir, folder)).catch(() => []);
    for (const file of files.filter((each) => storedName.test(each)).sort()) {
      // Opened first: then it can be read to its end.
      const opened = await open(join(dataDir, folder, file)).catch(() => null);
      if (!opened) continue;
      const { size } = await opened.stat();
      yield { name: `${folder}/${file}`, bytes: size, body: opened.createReadStream() };
    }
  }
}

/** Whether a file of a backup is one that `listStoredFiles` gives: nothing is written anywhere else. */
export function isStoredFile(name: string): boolean {
  const [folder = '', file = '', ...rest] = name.split('/');
  return keptFolders.includes(folder) && storedName.test(file) && rest.length === 0;
}

/** The SHA-256 of all that `body` gives. */
export async function hashOf(body: AsyncIterable<Buffer>): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of body) hash.update(chunk);
  return hash.digest('hex');
}

/**
 * Puts a file of a backup back where it is missing or was damaged. A damaged one moves to the folder `aside` of DATA_DIR.
 * @returns whether it was put there. @throws Error when what `body` gives is not what the backup says, or the folder takes no file
 */
export async function putBack(
  dataDir: string,
  file: { name: string; sha256: string; body: AsyncIterable<Buffer> },
  aside: string,
): Promise<boolean> {
  const path = join(dataDir, file.name);
  const there = await hashOf(createReadStream(path)).catch(() => null);
  if (there === file.sha256) return false;
  await makeFolder(dirname(path)).catch(explainFolder(dataDir));
  const part = `${path}.part`;
  const hash = createHash('sha256');
  await pipeline(
    async function* () {
      for await (const chunk of file.body) {
        hash.update(chunk);
        yield chunk;
      }
    },
    createWriteStream(part, { flush: true }),
  ).catch(explainFolder(dataDir));
  if (hash.digest('hex') !== file.sha256) {
    await rm(part);
    throw new Error(`${file.name} is another one than the backup says.`);
  }
  if (there !== null) {
    await makeFolder(dirname(join(dataDir, aside, file.name)));
    await rename(path, join(dataDir, aside, file.name));
  }
  await rename(part, path);
  return true;
}

function explainFolder(dataDir: string): (error: NodeJS.ErrnoException) => never {
  return (error) => {
    if (!error.syscall || error.syscall === 'read') throw error;
    const todo =
      error.code === 'ENOSPC' ? 'make room there' : 'let this user write there, or set DATA_DIR';
    throw new Error(
      `Files of the backup cannot be put back into ${dataDir} (${error.code}): ${todo}. Nothing was replaced.`,
      { cause: error },
    );
  };
}
