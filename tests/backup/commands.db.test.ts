import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { env } from '#app/env.server.ts';
import {
  fillAcademy,
  listNames,
  makeFolder,
  newDatabaseUrl,
  sumUpAll,
} from '#tests/support/backups.ts';

// Each command is a program of its own: on a busy machine it takes long until it has loaded.
vi.setConfig({ testTimeout: 300_000 });

function run(
  command: 'backup' | 'restore',
  args: string[],
  variables: Record<string, string> = {},
) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', `app/commands/${command}.ts`, ...args],
    // What hangs ends without a status.
    { encoding: 'utf8', env: { ...process.env, ...variables }, timeout: 120_000 },
  );
  return { status, stdout, stderr };
}

test('a backup of one server is restored by another', async () => {
  await fillAcademy();
  const folder = makeFolder();
  const passphraseFile = join(folder, 'passphrase');
  writeFileSync(passphraseFile, 'four words drawn by chance\n');
  const made = run('backup', [
    '--to',
    join(folder, 'made'),
    '--keep',
    '1',
    '--passphrase-file',
    passphraseFile,
  ]);
  expect([made.status, made.stderr]).toEqual([0, '']);
  const [said, path = ''] = made.stdout.trimEnd().split('\n');
  expect(said).toMatch(/^Backed up \d+ tables with 1,\d+ rows and 2 files of .*, encrypted\.$/);
  expect(readFileSync(path, 'latin1').startsWith('age-encryption.org')).toBe(true);

  const place = { DATABASE_URL: await newDatabaseUrl(), DATA_DIR: makeFolder() };
  const closed = run('restore', [path], place);
  expect([closed.status, closed.stderr]).toEqual([
    1,
    'There is no terminal to ask for the passphrase: give --passphrase-file.\n',
  ]);
  const wrong = run('restore', [path], {
    ...place,
    BACKUP_PASSPHRASE: 'five words drawn by chance',
  });
  expect([wrong.status, wrong.stderr]).toEqual([1, `This is not the passphrase of ${path}.\n`]);
  expect(listNames(place.DATA_DIR)).toEqual([]);
  const variables = { ...place, BACKUP_PASSPHRASE: 'four words drawn by chance' };
  const restored = run('restore', [path], variables);
  expect([restored.status, restored.stderr]).toEqual([0, '']);
  expect(restored.stdout).toMatch(
    /^Restored: \d+ tables .*\nEach table has the count and the hash/,
  );
  expect(restored.stdout).toContain('Put 2 files back');
  expect(await sumUpAll(place.DATABASE_URL)).toEqual(await sumUpAll(env.DATABASE_URL));
  const files = readdirSync(place.DATA_DIR, { recursive: true, encoding: 'utf8' })
    .map((file) => join(place.DATA_DIR, file))
    .concat(/^file:(.*)/.exec(place.DATABASE_URL)?.[1] ?? []);
  expect(files.length).toBeGreaterThan(2);
  expect(files.filter((file) => statSync(file).mode & 0o077)).toEqual([]);
});

test('a command that is called wrongly says how it is called', () => {
  const cases: ['backup' | 'restore', string[], RegExp][] = [
    ['backup', ['--keep', '0'], /--keep takes a whole number from 1/],
    ['backup', ['--passphrase', 'secret'], /Unknown option '--passphrase'/],
    ['restore', [], /Give the path of one backup/],
  ];
  for (const [command, args, message] of cases) {
    const { status, stdout, stderr } = run(command, args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
    expect(stderr).toContain(`npm run ${command} -- `);
  }
  const help = run('restore', ['--help']);
  expect([help.status, help.stderr]).toEqual([0, '']);
  expect(help.stdout).toContain('--other-academy');
});

test('what cannot be done is said in one sentence', () => {
  const folder = makeFolder();
  const none = run('restore', [join(folder, 'none')]);
  expect([none.status, none.stderr]).toEqual([
    1,
    `There is no ${join(folder, 'none')}: give the path of a backup.\n`,
  ]);
  const short = run('backup', ['--to', folder], { BACKUP_PASSPHRASE: 'secret' });
  expect([short.status, short.stderr]).toEqual([
    1,
    expect.stringMatching(/^The passphrase is too short: take at least 15 letters, .*\n$/),
  ]);
  const away = { DATABASE_URL: 'postgresql://rapport@127.0.0.1:1/rapport' };
  const unreachable = run('backup', ['--to', folder], away);
  expect(unreachable.status).toBe(1);
  expect(unreachable.stderr).toMatch(
    /^Rapport cannot reach the PostgreSQL server at 127\.0\.0\.1:1: .*\n$/,
  );
  expect(listNames(folder)).toEqual([]);
});

test('a place that cannot be written is told at once', () => {
  const folder = makeFolder();
  // A pipe that nobody writes into.
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  const cases: ['backup' | 'restore', string[], Record<string, string>, number, RegExp][] = [
    [
      'backup',
      ['--to', '/proc/none'],
      {},
      1,
      /^The backup cannot be written to \/proc\/none .*\n$/,
    ],
    ['backup', ['--to', ''], {}, 2, /^--to takes a folder\./],
    ['restore', [pipe], {}, 1, /^\S+ is no file: give the path of a backup\.\n$/],
    ['restore', [folder], {}, 1, /^\S+ is no file: give the path of a backup\.\n$/],
  ];
  for (const [command, args, variables, status, says] of cases) {
    const ran = run(command, args, variables);
    expect([args, ran.status, ran.stdout]).toEqual([args, status, '']);
    expect(ran.stderr).toMatch(says);
  }
  expect(listNames(folder)).toEqual(['pipe']);
});

test('a backup that does not go in leaves all as it was, and says what to do', async () => {
  const made = run('backup', ['--to', makeFolder()]);
  const path = made.stdout.trimEnd().split('\n')[1] ?? '';
  const data = makeFolder();
  const place = { DATABASE_URL: await newDatabaseUrl(), DATA_DIR: data };
  expect(run('restore', [path], place).status).toBe(0);
  const before = await sumUpAll(place.DATABASE_URL);
  const rest = listNames(data);

  const closed = run('restore', [path], { ...place, DATA_DIR: '/proc/none' });
  expect([closed.status, closed.stderr]).toEqual([
    1,
    'Files of the backup cannot be put back into /proc/none (ENOENT): let this user write there, or set DATA_DIR. Nothing was replaced.\n',
  ]);
  const harmed = join(makeFolder(), 'harmed.tar.gz');
  const bytes = readFileSync(path);
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
  writeFileSync(harmed, bytes);
  for (const args of [[harmed], [harmed, '--check']]) {
    const refused = run('restore', args, place);
    expect([args, refused.status, refused.stdout]).toEqual([args, 1, '']);
    expect(refused.stderr).toMatch(/is damaged, .*Nothing was changed: take another backup\.\n$/);
  }
  expect(await sumUpAll(place.DATABASE_URL)).toEqual(before);
  expect(listNames(data)).toEqual(rest);
  if (!place.DATABASE_URL.startsWith('file:')) return;
  const file = place.DATABASE_URL.slice('file:'.length);
  const full = spawnSync(
    'sh',
    [
      '-c',
      'ulimit -f 600; exec "$0" --import tsx app/commands/restore.ts "$1"',
      process.execPath,
      path,
    ],
    { encoding: 'utf8', env: { ...process.env, ...place } },
  );
  expect([full.status, full.stderr]).toEqual([
    1,
    expect.stringMatching(/^Rapport cannot write the database file .* its disk is full or fails/),
  ]);
  expect(await sumUpAll(place.DATABASE_URL)).toEqual(before);
  expect(listNames(dirname(file))).toEqual(
    expect.not.arrayContaining([expect.stringMatching(/restoring|before-restore/)]),
  );
});

test('a full disk leaves no half backup, and says what to do', () => {
  const assets = join(env.DATA_DIR, 'assets');
  mkdirSync(assets, { recursive: true });
  writeFileSync(join(assets, '00000000000000aa.png'), randomBytes(5_000_000));
  const folder = makeFolder();
  // No file of this process may be longer than a megabyte or two, which fails as a full disk does.
  const limited = `ulimit -f 2000; exec "$0" --import tsx app/commands/backup.ts --to "$1"`;
  const { status, stderr } = spawnSync('sh', ['-c', limited, process.execPath, folder], {
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([
    1,
    `There is no room for the backup in ${folder}: make room there, or give another folder with --to.\n`,
  ]);
  expect(listNames(folder)).toEqual([]);
});
