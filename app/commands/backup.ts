import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { keepNewest, makeBackup } from '#app/backup/make-backup.server.ts';
import { askPassphrase, checkStrength, readPassphrase } from '#app/backup/passphrase.server.ts';
import { env } from '#app/env.server.ts';
import { countOf, formatBytes } from '#app/words/numbers.ts';
import { runCommand, UsageError } from './run-command.ts';

/** `npm run backup`: writes the database and the files that belong to it into one file, while Rapport runs. */

const usage = `npm run backup -- [--to <folder>] [--keep <number>] [--passphrase-file <file> | --encrypt]

  --to <folder>             where the backup goes; ${join(env.DATA_DIR, 'backups')} without it
  --keep <number>           delete older backups in that folder, all but so many; without it all stay
  --passphrase-file <file>  encrypt it with the first line of a file (or set BACKUP_PASSPHRASE)
  --encrypt                 encrypt it with a passphrase that is asked for`;

await runCommand(usage, async (write) => {
  const { values } = parseArgs({
    options: {
      to: { type: 'string', default: join(env.DATA_DIR, 'backups') },
      keep: { type: 'string' },
      'passphrase-file': { type: 'string' },
      encrypt: { type: 'boolean', default: false },
    },
  });
  if (values.keep !== undefined && !/^[1-9]\d{0,5}$/.test(values.keep))
    throw new UsageError('--keep takes a whole number from 1.');
  if (values.to === '') throw new UsageError('--to takes a folder.');
  const passphrase = await findPassphrase(values['passphrase-file'], values.encrypt);
  if (passphrase !== null) checkStrength(passphrase);
  const folder = resolve(values.to);
  const { path, bytes, manifest } = await makeBackup({
    url: env.DATABASE_URL,
    dataDir: env.DATA_DIR,
    folder,
    passphrase,
    now: new Date(),
  });
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  write(
    `Backed up ${countOf(manifest.tables.length, 'table')} with ${countOf(rows, 'row')} and ${countOf(manifest.files.length, 'file')} of ${env.DATA_DIR}, and read it back: ${formatBytes(bytes)}${passphrase === null ? ', not encrypted' : ', encrypted'}.`,
  );
  write(path);
  const old = values.keep === undefined ? [] : await keepNewest(folder, Number(values.keep));
  if (old.length > 0) write(`Deleted ${countOf(old.length, 'older backup')}.`);
});

async function findPassphrase(file: string | undefined, ask: boolean): Promise<string | null> {
  if (!ask) return readPassphrase({ file, variable: env.BACKUP_PASSPHRASE });
  const passphrase = await askPassphrase('Passphrase for this backup: ');
  if ((await askPassphrase('Once more: ')) !== passphrase)
    throw new Error('The two are not the same. Nothing was written.');
  return passphrase;
}
