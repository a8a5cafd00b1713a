import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { env } from '#app/env.server.ts';
import { askWorkshop } from '#app/features/curriculum/workshop/workshop.server.ts';
import { makeFolderKitsTask } from '#app/features/delivery/schema.ts';
import { countOf } from '#app/words/numbers.ts';

/**
 * `npm run content:kit [-- course] [--to folder]`: makes the delivery kits of the content folder, for each course a
 * folder and an archive. Ends with 1 if there is nothing to make.
 */

const write = (line: string) => process.stdout.write(`${line}\n`);
const words = process.argv.slice(2);
const at = words.indexOf('--to');
const to = resolve((at === -1 ? undefined : words[at + 1]) ?? join(env.DATA_DIR, 'kit'));
const course =
  words.find((word, index) => !word.startsWith('--') && (at === -1 || index !== at + 1)) ?? null;

/** Takes an earlier kit away: what it had and the new one has not would lie among its files. Nothing else is touched. */
async function clear(folder: string): Promise<void> {
  const names = await readdir(folder).catch((): string[] => []);
  if (names.length > 0 && !names.includes('index.html'))
    throw new Error(
      `${relative(process.cwd(), folder)} holds something that is no kit; nothing was changed. Say another folder: --to <folder>.`,
    );
  await rm(folder, { recursive: true, force: true });
}

try {
  const order = { contentDir: env.CONTENT_DIR, dataDir: env.DATA_DIR, course };
  const { kits, broken } = await askWorkshop(makeFolderKitsTask, order);
  for (const { course: id, kit } of kits) {
    const folder = join(to, id);
    await clear(folder);
    for (const { path, bytes } of kit.files) {
      const file = join(folder, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, bytes);
    }
    await writeFile(join(to, `${id}.zip`), kit.zip);
    const shown = relative(process.cwd(), folder);
    write(`${shown}: ${countOf(kit.files.length, 'file')}, and all of them in ${shown}.zip.`);
  }
  for (const path of broken)
    write(`${path} has errors and is left out; npm run content:check names them.`);
  if (kits.length === 0) {
    write(
      course === null ? 'There is no course to make a kit of.' : `There is no course ${course}.`,
    );
    process.exitCode = 1;
  }
} catch (cause) {
  write(cause instanceof Error ? cause.message : String(cause));
  process.exitCode = 1;
}
