import pg from 'pg';
import { paths } from '#app/paths.ts';
import type { Cluster } from './cluster.ts';
import { type Findings, until } from './findings.ts';
import type { Person } from './person.ts';

/** What a report may lag behind, as docs/operations.md says, and a margin for a slow machine. */
const lagSeconds = 10;

/**
 * Reports from a replica that follows the database (`DATABASE_REPLICA_URL`): read there while it keeps up, never for who
 * has just changed something, and from the database itself when it lags or is gone.
 */
export async function checkReplica(cluster: Cluster, findings: Findings): Promise<void> {
  const [server] = cluster.servers;
  if (!server) return;
  const replica = await cluster.postgres.startReplica();
  const url = replica.urlOf(server.variables.DATABASE_URL ?? '');
  const follower = new pg.Client({ connectionString: url });
  await follower.connect();
  await server.end('SIGTERM');
  await server.start({ DATABASE_REPLICA_URL: url });
  const person = cluster.person('instructor');
  await person.signIn(server.url);
  const grid = paths.cohort('exam');
  const isShown = async (who: Person, name: string) =>
    (await who.get(server.url, grid)).text.includes(name);
  const rename = (name: string) =>
    cluster.query(`UPDATE "User" SET name = $1 WHERE id = 'cadet-1'`, [name]);
  // A browser that changed nothing lately: its own sign-in counts as a change.
  const colleague = person.withoutMark();
  await until(() => isShown(colleague, 'Cadet 1'), Boolean, 5);

  await follower.query('SELECT pg_wal_replay_pause()');
  await isShown(colleague, 'Cadet 1');
  await rename('Renamed Once');
  const at = performance.now();
  findings.expect(
    'a report comes from the replica',
    await isShown(colleague, 'Renamed Once'),
    false,
  );
  findings.expect(
    'not for who just changed something',
    await isShown(person, 'Renamed Once'),
    true,
  );
  const shown = await until(() => isShown(colleague, 'Renamed Once'), Boolean, lagSeconds + 5);
  const seconds = (performance.now() - at) / 1000;
  findings.expect(
    `one that lags is left after ${lagSeconds} s`,
    [shown, seconds < lagSeconds + 2],
    [true, true],
  );

  await follower.query('SELECT pg_wal_replay_resume()');
  const backOnReplica = async () => {
    await colleague.get(server.url, grid);
    const { rows } = await follower.query(
      `SELECT COUNT(*)::int AS count FROM pg_stat_activity WHERE query LIKE '%completionsJson%' AND pid <> pg_backend_pid()`,
    );
    return rows[0].count > 0;
  };
  findings.expect('and read again when it keeps up', await until(backOnReplica, Boolean, 15), true);
  await follower.end();
  await replica.stop();
  await rename('Renamed Twice');
  findings.expect('without it reports go on', await isShown(colleague, 'Renamed Twice'), true);
  findings.expect('and it is told', server.output().includes('the replica cannot be read'), true);
}
