import { readFile, stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { closeDatabase } from '#app/db/client.server.ts';
import { migrateDatabase } from '#app/db/migrate.server.ts';
import { checkRoster, refuseSize } from '#app/features/people/rosters/queries.server.ts';
import type { RosterCheck, Verdict } from '#app/features/people/rosters/schema.ts';
import { countOf } from '#app/words/numbers.ts';
import { runCommand, UsageError } from './run-command.ts';

const usage = `npm run -s roster:check -- FILE [--json]
What an import of a list of people (CSV, XLSX, OneRoster) would do to the accounts in DATABASE_URL, and nothing of it.
  --json   all of it, for programs: encoding, delimiter, headerLine, refused, rows, problems`;

const verdicts: readonly Verdict[] = [
  'create',
  'update',
  'unchanged',
  'withdraw',
  'skip',
  'ask',
  'error',
];

await runCommand(usage, async (write) => {
  const { values, positionals } = parseArgs({
    options: { json: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const [file, ...more] = positionals;
  if (!file || more.length > 0) throw new UsageError('Name one file.');
  try {
    await migrateDatabase();
    const check = await checkFile(file);
    if (values.json) await writeOut(`${JSON.stringify(toPromised(check))}\n`);
    else for (const line of tell(check)) write(line);
  } finally {
    await closeDatabase();
  }
});

/** What programs rely on, and nothing else. */
function toPromised({ encoding, delimiter, headerLine, refused, rows, problems }: RosterCheck) {
  return {
    encoding,
    delimiter,
    headerLine,
    refused,
    rows: rows.map(({ line, verdict, reason, person }) => ({ line, verdict, reason, person })),
    problems,
  };
}

async function checkFile(file: string): Promise<RosterCheck> {
  const found = await stat(file).catch(() => null);
  if (!found?.isFile()) throw new Error(`There is no file ${file}.`);
  return refuseSize(found.size) ?? checkRoster(await readFile(file));
}

/** Ends when all of it has left: a pipe takes a long answer in pieces. */
function writeOut(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });
}

function* tell({ encoding, delimiter, headerLine, refused, rows, problems }: RosterCheck) {
  if (refused !== null) yield refused;
  else {
    const parted = delimiter === null ? '' : `, parted by “${delimiter}”`;
    yield `${countOf(rows.length, 'row')}: ${encoding}${parted}, headings on line ${headerLine ?? '-'}`;
    for (const verdict of verdicts) {
      const count = rows.filter((row) => row.verdict === verdict).length;
      if (count > 0) yield `${verdict}: ${count}`;
    }
  }
  for (const { line, message } of problems) yield `line ${line}: ${message}`;
}
