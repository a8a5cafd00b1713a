import { parseArgs } from 'node:util';
import { isEncrypted } from '#app/backup/archive.server.ts';
import { checkBackup } from '#app/backup/check-backup.server.ts';
import { isSqliteFile, moveDatabase } from '#app/backup/move-database.server.ts';
import { askPassphrase, readPassphrase } from '#app/backup/passphrase.server.ts';
import { type Restored, restoreBackup } from '#app/backup/restore-backup.server.ts';
import { env } from '#app/env.server.ts';
import { countOf } from '#app/words/numbers.ts';
import { runCommand, UsageError } from './run-command.ts';

/** `npm run restore`: puts a backup, or a SQLite file of Rapport, in the place of the database of DATABASE_URL. */

const usage = `npm run restore -- <backup> [--check] [--other-academy] [--passphrase-file <file>]
npm run restore -- <SQLite file> [--other-academy]

Puts a backup of either database, or the SQLite file of a stopped Rapport, where DATABASE_URL says. It is checked before
anything is touched; what stood there is kept under another name.

  --check                   only say whether the backup is whole
  --other-academy           replace the database of another academy, too
  --passphrase-file <file>  the first line of a file opens the backup (or set BACKUP_PASSPHRASE, or be asked)`;

// Records and secrets lie in what it writes: for this user alone, whatever the shell's umask.
process.umask(0o077);

type Manifest = Restored['manifest'];

await runCommand(usage, async (write) => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      check: { type: 'boolean', default: false },
      'other-academy': { type: 'boolean', default: false },
      'passphrase-file': { type: 'string' },
    },
  });
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw new UsageError('Give the path of one backup.');
  const place = {
    url: env.DATABASE_URL,
    dataDir: env.DATA_DIR,
    otherAcademy: values['other-academy'],
    now: new Date(),
  };
  if (await isSqliteFile(path)) {
    if (values.check) throw new UsageError('--check reads a backup, and this is a SQLite file.');
    return report(write, 'Moved', await moveDatabase({ ...place, file: path }));
  }
  const passphrase = await findPassphrase(path, values['passphrase-file']);
  if (values.check) {
    const manifest = await checkBackup(path, passphrase);
    return write(`${path} is whole: ${tell(manifest)}.`);
  }
  report(write, 'Restored', await restoreBackup({ ...place, backup: path, passphrase }));
});

async function findPassphrase(path: string, file: string | undefined): Promise<string | null> {
  if (!(await isEncrypted(path))) return null;
  const given = await readPassphrase({ file, variable: env.BACKUP_PASSPHRASE });
  return given ?? askPassphrase(`Passphrase of ${path}: `);
}

function tell({ tables, files, madeAt, provider, madeBy }: Manifest): string {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const database = provider === 'sqlite' ? 'SQLite' : 'PostgreSQL';
  return `${countOf(tables.length, 'table')} with ${countOf(rows, 'row')} and ${countOf(files.length, 'file')}, made ${madeAt} by Rapport ${madeBy} on ${database}`;
}

function report(write: (line: string) => void, done: string, restored: Restored): void {
  const { manifest, later, added, aside } = restored;
  write(`${done}: ${tell(manifest)}.`);
  write('Each table has the count and the hash that it had there.');
  if (later.length > 0) write(`Brought to this version by ${countOf(later.length, 'migration')}.`);
  if (added > 0) write(`Put ${countOf(added, 'file')} back into ${env.DATA_DIR}.`);
  if (aside)
    write(`What stood here before is kept as ${aside}: delete it when it is of no more use.`);
  write('Start Rapport now. Everybody signs in again.');
}
