import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { listMigrations, readMigration } from '#app/db/migration-files.server.ts';
import { startPostgres } from '#tests/setup/postgres.ts';
import { findFreePort } from '#tests/support/free-port.ts';
import { endWithThisProcess } from '#tests/support/orphans.ts';
import { Server } from './cluster.ts';
import { type Findings, until } from './findings.ts';

/** Several servers that are started at one moment on a database that none of them has prepared. */

/** How many migrations the database of an older version lacks here. */
const lacking = 3;

const told = {
  migrations: /"migrations":(\[[^\]]*\])/g,
  link: /^ {2}(http\S+)$/m,
  elsewhere: /was printed by the server that was started before/,
};

/** Makes the database as the version before so many migrations has left it. */
async function makeOlder(url: string, names: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  // As Prisma's own: https://www.prisma.io/docs/orm/prisma-migrate/workflows/baselining
  await client.query(`CREATE TABLE "_prisma_migrations" (id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL,
    finished_at TIMESTAMPTZ, migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,
    started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`);
  for (const name of names) {
    const script = await readMigration('postgresql', name);
    await client.query(script);
    await client.query(
      `INSERT INTO "_prisma_migrations" (id, checksum, finished_at, migration_name, applied_steps_count)
        VALUES (gen_random_uuid(), $1, now(), $2, 1)`,
      [createHash('sha256').update(script).digest('hex'), name],
    );
  }
  await client.end();
}

async function listApplied(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(
    `SELECT migration_name AS name FROM "_prisma_migrations"
      WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name`,
  );
  await client.end();
  return rows.map(({ name }) => name);
}

const countTold = (servers: readonly Server[], text: RegExp) =>
  servers.filter((server) => text.test(server.output())).length;

const statusOf = async (server: Server, link: string) =>
  (await fetch(`${server.url}${new URL(link).pathname}`)).status;

/** Starts so many on an empty database and on one of an older version: they migrate once, and print one link. */
export async function checkFirstStart(count: number, findings: Findings): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), 'rapport-first-start-'));
  endWithThisProcess({ folder: root });
  const postgres = await startPostgres();
  const names = await listMigrations('postgresql');
  const [before, after] = [names.slice(0, -lacking), names.slice(-lacking)];
  const databases = [
    { what: 'empty', url: await postgres.createDatabase('empty'), lacked: names },
    { what: 'older', url: await postgres.createDatabase('older'), lacked: after },
  ] as const;
  await makeOlder(databases[1].url, before);
  try {
    for (const { what, url, lacked } of databases) {
      const servers: Server[] = [];
      for (let index = 0; index < count; index += 1) {
        const variables = { NODE_ENV: 'production', DATABASE_URL: url, LOG_LEVEL: 'info' };
        const folder = join(root, what);
        servers.push(new Server(index, folder, await findFreePort(), variables));
      }
      try {
        await Promise.all(servers.map((server) => server.start()));
        findings.expect(`${what}: each migration is made once`, await listApplied(url), names);
        const made = servers.flatMap(({ program }) =>
          [...(program?.output() ?? '').matchAll(told.migrations)].map(([, list = '']) => list),
        );
        findings.expect(`${what}: by one server`, made, [JSON.stringify(lacked)]);
        await checkStarted(servers, what, findings);
      } finally {
        await Promise.all(servers.map((server) => server.end('SIGKILL')));
      }
    }
  } finally {
    await postgres.stop();
    rmSync(root, { recursive: true, force: true });
  }
}

async function checkStarted(servers: readonly Server[], what: string, findings: Findings) {
  await until(
    async () => countTold(servers, /Rapport is ready/),
    (all) => all === servers.length,
    10,
  );
  const ready = await Promise.all(servers.map(async (server) => (await server.readReady()).status));
  findings.expect(`${what}: all are ready`, [...new Set(ready)], [200]);
  findings.expect(`${what}: how many print a link`, countTold(servers, told.link), 1);
  const others = countTold(servers, told.elsewhere);
  findings.expect(`${what}: the others say that one did`, others, servers.length - 1);
  const [printer] = servers.filter((server) => told.link.test(server.output()));
  if (!printer) return;
  const link = told.link.exec(printer.output())?.[1] ?? '';
  const opened = await Promise.all(servers.map((server) => statusOf(server, link)));
  findings.expect(`${what}: the link opens on all`, [...new Set(opened)], [200]);
  // Who lost the link does as they are told.
  const codes = await Promise.all(servers.map((server) => server.end('SIGTERM')));
  findings.expect(`${what}: all stop by themselves`, [...new Set(codes)], [0]);
  printer.printed = '';
  await printer.start();
  const next = await until(
    async () => told.link.exec(printer.output())?.[1] ?? '',
    (text) => text !== '',
    10,
  );
  if (next === '') {
    findings.expect(`${what}: a later start prints a link`, printer.output(), 'with one');
    return;
  }
  findings.expect(`${what}: a later start prints another`, next === link, false);
  const statuses = [await statusOf(printer, link), await statusOf(printer, next)];
  findings.expect(`${what}: which takes the place of the first`, statuses, [404, 200]);
}
