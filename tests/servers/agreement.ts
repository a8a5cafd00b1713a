import { randomBytes, randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { hashSetSecret } from '#app/auth/password.server.ts';
import { signInLimits } from '#app/features/people/sign-in/schema.ts';
import { paths } from '#app/paths.ts';
import { examCourse } from '#tests/support/exam-course.ts';
import type { Cluster, Server } from './cluster.ts';
import { type Findings, until } from './findings.ts';

/** What all servers must agree on, whatever their number. Each check leaves them as it found them. */

const lesson = paths.lesson(examCourse.id, 'every-check');
const words = ['Some words before the checks', 'Newer words before the checks'] as const;
/** As docs/operations.md says. */
const newEditionSeconds = 10;
const choresSeconds = 40;

const revisionsOf = async (cluster: Cluster) => [
  ...new Set(
    (await Promise.all(cluster.servers.map((server) => server.readReady()))).map(
      ({ contentRevision }) => contentRevision,
    ),
  ),
];

const countReleases = async (cluster: Cluster, contentId: string) => {
  const [row] = await cluster.query<{ releases: number; told: number; revisions: number }>(
    `SELECT (SELECT COUNT(*)::int FROM "Release" WHERE "contentId" = $1) AS releases,
      (SELECT COUNT(*)::int FROM "AuditEvent" WHERE "subjectId" = $1 AND action = 'publish-revision') AS told,
      (SELECT COUNT(*)::int FROM "ContentRevision" WHERE "contentId" = $1) AS revisions`,
    [contentId],
  );
  return row;
};

/** All are started at one moment with content that is new to the database: it is published once. */
async function startWithNewContent(cluster: Cluster, findings: Findings): Promise<void> {
  for (const server of cluster.servers) server.edit(...words);
  await cluster.start();
  const ready = await Promise.all(cluster.servers.map((server) => server.readReady()));
  findings.expect('all are ready', [...new Set(ready.map(({ status }) => status))], [200]);
  const counts = await countReleases(cluster, 'every-check');
  findings.expect('an edition found by all is published once', counts, {
    releases: 2,
    told: 2,
    revisions: 2,
  });
  findings.expect('all have the same in force', (await revisionsOf(cluster)).length, 1);
  const [{ leases } = { leases: -1 }] = await cluster.query<{ leases: number }>(
    `SELECT COUNT(*)::int AS leases FROM "Lease" WHERE name = 'publish content'`,
  );
  findings.expect('nobody holds what is done', leases, 0);
}

async function checkSessions(cluster: Cluster, findings: Findings): Promise<void> {
  const { servers } = cluster;
  const person = cluster.person('cadet-1');
  const at = (index: number) => servers[index % servers.length]?.url ?? '';
  findings.expect('a sign-in at one', await person.signIn(at(0)), 302);
  const pages = await Promise.all(servers.map(({ url }) => person.get(url, paths.learn())));
  findings.expect(
    'opens pages of all',
    pages.map(({ status }) => status),
    servers.map(() => 200),
  );
  // A copy of the cookie: the browser's own is gone with the sign-out, whatever became of the session.
  const copy = person.withoutMark();
  await person.post(at(1), paths.logout(), {});
  const after = await Promise.all(servers.map(({ url }) => copy.get(url, paths.learn())));
  findings.expect(
    'and a sign-out at another closes those of all',
    after.map(({ status }) => status),
    servers.map(() => 302),
  );
}

/** The limit of an account is one of all servers, but for one try that each has in hand. */
async function checkLimits(cluster: Cluster, findings: Findings): Promise<void> {
  const { servers } = cluster;
  const guess = (server: Server) => cluster.person('cadet-2').signIn(server.url, randomUUID());
  const tries = Array.from({ length: 30 }, (_, index) => servers[index % servers.length] as Server);
  const statuses = await Promise.all(tries.map(guess));
  const looked = statuses.filter((status) => status !== 429).length;
  const most = signInLimits.perAccount + servers.length - 1;
  findings.expect(
    `of 30 guesses ${signInLimits.perAccount} to ${most} were looked at`,
    [looked >= signInLimits.perAccount, looked <= most],
    [true, true],
  );
  findings.expect('then none at any', [...new Set(await Promise.all(servers.map(guess)))], [429]);
}

/** A recovery code that is sent to several servers at one moment opens one of them. */
async function checkRecoveryCodes(cluster: Cluster, findings: Findings): Promise<void> {
  const { servers } = cluster;
  const [code, salt] = ['abcde12345', randomBytes(16).toString('base64url')];
  await cluster.query(
    `INSERT INTO "CodeApp" ("userId", secret, "confirmedAt") VALUES ('cadet-1', 'clear:JBSWY3DPEHPK3PXP', now())`,
  );
  await cluster.query(
    `INSERT INTO "RecoveryCode" (id, "userId", salt, hash) VALUES ($1, 'cadet-1', $2, $3)`,
    [randomUUID(), salt, await hashSetSecret(code, salt)],
  );
  const tries = [0, 1, 2, 3].map((index) => servers[index % servers.length] as Server);
  const people = tries.map(() => cluster.person('cadet-1'));
  await Promise.all(people.map((person, index) => person.signIn(tries[index]?.url ?? '')));
  const sent = await Promise.all(
    people.map((person, index) =>
      person.post(tries[index]?.url ?? '', paths.loginCode(), { recoveryCode: code }),
    ),
  );
  findings.expect(
    'a recovery code opens once',
    sent.map(({ status }) => status).sort(),
    [302, 400, 400, 400],
  );
  await cluster.query(`DELETE FROM "RecoveryCode" WHERE "userId" = 'cadet-1'`);
  await cluster.query(`DELETE FROM "CodeApp" WHERE "userId" = 'cadet-1'`);
}

async function checkNotices(cluster: Cluster, findings: Findings): Promise<void> {
  const { servers } = cluster;
  const person = cluster.person('cadet-3');
  await person.signIn(servers[0]?.url ?? '');
  const id = randomUUID();
  await cluster.query(
    `INSERT INTO "Notice" (id, "userId", kind, "subjectType", "subjectId", "textJson", "createdAt")
      VALUES ($1, 'cadet-3', 'correction-decided', 'user', 'cadet-3', $2, now())`,
    [
      id,
      JSON.stringify({
        kind: 'correction-decided',
        made: true,
        by: 'Robin',
        reason: 'As on the card',
      }),
    ],
  );
  const isTold = async ({ url }: Server) =>
    (await person.get(url, paths.learn())).text.includes('What changed in your records');
  const told = await Promise.all(servers.map(isTold));
  findings.expect('a notice is on the pages of all', [...new Set(told)], [true]);
  const last = servers.at(-1)?.url ?? '';
  await person.post(last, paths.learn(), { intent: 'dismiss-notice', notice: id });
  const rest = await Promise.all(servers.map(isTold));
  findings.expect('and once read at one, of none', [...new Set(rest)], [false]);
}

/** What waits for its time: in force on all at that moment, and written once. */
async function checkRelease(cluster: Cluster, findings: Findings): Promise<void> {
  const [older] = await cluster.query<{ id: string }>(
    `SELECT id FROM "ContentRevision" WHERE "contentId" = 'every-check' AND id <>
      (SELECT "revisionId" FROM "ContentItem" WHERE "contentId" = 'every-check')`,
  );
  const before = await revisionsOf(cluster);
  const counted = await countReleases(cluster, 'every-check');
  const at = new Date(Date.now() + 13_000);
  await cluster.query(
    `UPDATE "ContentItem" SET "pendingRevisionId" = $1, "pendingAt" = $2 WHERE "contentId" = 'every-check'`,
    [older?.id, at.toISOString()],
  );
  await cluster.query(`INSERT INTO "ContentSync" (changed, "problemsJson") VALUES (1, '[]')`);
  // All know of it by then; until its time nobody shows it.
  await until(
    async () => Date.now() > at.getTime() - 1500,
    (is) => is,
    20,
  );
  findings.expect('before its time it is nowhere', await revisionsOf(cluster), before);
  await until(
    async () => Date.now() > at.getTime(),
    (is) => is,
    20,
  );
  const after = await revisionsOf(cluster);
  findings.expect(
    'from its time on it is everywhere',
    [after.length, after[0] !== before[0]],
    [1, true],
  );
  const isWritten = await until(
    () => countReleases(cluster, 'every-check'),
    (now) => now?.releases !== counted?.releases,
    choresSeconds,
  );
  findings.expect('and it is written once', isWritten, {
    releases: (counted?.releases ?? 0) + 1,
    told: (counted?.told ?? 0) + 1,
    revisions: counted?.revisions,
  });
}

/** Attempts whose time is over: each is closed and graded once. */
async function checkDeadlines(cluster: Cluster, findings: Findings): Promise<void> {
  const { servers } = cluster;
  const cadets = ['cadet-4', 'cadet-5', 'cadet-6', 'cadet-7'];
  await Promise.all(
    cadets.map(async (id, index) => {
      const url = servers[index % servers.length]?.url ?? '';
      const person = cluster.person(id);
      await person.signIn(url);
      await person.post(url, paths.quiz(examCourse.id, examCourse.module), {
        intent: 'start-attempt',
      });
    }),
  );
  await cluster.query(
    `UPDATE "Attempt" SET "deadlineAt" = (now() AT TIME ZONE 'UTC') - interval '5 minutes' WHERE "userId" = ANY($1)`,
    [cadets],
  );
  const read = () =>
    cluster.query<{ status: string; gradings: number; told: number }>(
      `SELECT status, (SELECT COUNT(*)::int FROM "Grading" g WHERE g."attemptId" = a.id) AS gradings,
        (SELECT COUNT(*)::int FROM "AuditEvent" e WHERE e."subjectId" = a.id AND action <> 'start-attempt') AS told
        FROM "Attempt" a WHERE "userId" = ANY($1)`,
      [cadets],
    );
  const closed = await until(
    read,
    (rows) => rows.every(({ status }) => status === 'expired'),
    choresSeconds,
  );
  findings.expect(
    'attempts are closed and graded once',
    closed,
    cadets.map(() => ({ status: 'expired', gradings: 1, told: 1 })),
  );
}

/** A file that one server alone has comes through nginx every time. */
async function checkFiles(cluster: Cluster, findings: Findings): Promise<void> {
  const { servers, origin } = cluster;
  const [first, ...others] = servers as [Server, ...Server[]];
  const [file = ''] = first.listAssets();
  for (const other of others) rmSync(join(other.folder, 'assets', file), { force: true });
  const person = cluster.person('cadet-8');
  await person.signIn(first.url);
  const answers: number[] = [];
  for (let count = 0; count < 3 * servers.length; count += 1)
    answers.push((await person.get(origin, paths.asset(file))).status);
  findings.expect('a picture that one has comes from all', [...new Set(answers)], [200]);
}

/** One server with newer content, then one that was left behind. */
async function checkEditions(cluster: Cluster, findings: Findings): Promise<void> {
  const { servers } = cluster;
  const [first, ...others] = servers as [Server, ...Server[]];
  const last = others.at(-1);
  const person = cluster.person('cadet-8');
  await person.signIn(first.url);
  const isNew = async ({ url }: Server) =>
    (await person.get(url, lesson)).text.includes('Third words');
  await first.end('SIGTERM');
  first.edit('Newer words before the checks', 'Third words before the checks');
  await first.start();
  const startedAt = performance.now();
  const seen = await until(
    () => Promise.all(servers.map(isNew)),
    (answers) => answers.every(Boolean),
    newEditionSeconds,
  );
  findings.expect('a new edition is on all', [...new Set(seen)], [true]);
  findings.note(
    `a new edition was on all after ${((performance.now() - startedAt) / 1000).toFixed(1)} s`,
  );
  if (!last) return;

  const counted = await countReleases(cluster, 'every-check');
  await last.end('SIGTERM');
  await last.start();
  findings.expect('one with older content is ready', (await last.readReady()).status, 200);
  findings.expect('publishes nothing', await countReleases(cluster, 'every-check'), counted);
  findings.expect('says so', /published before .* and replaced since/.test(last.output()), true);
  findings.expect('and shows what is newer', await isNew(last), true);
}

/** Starts all servers, and looks at all of it. */
export async function checkAgreement(cluster: Cluster, findings: Findings): Promise<void> {
  await startWithNewContent(cluster, findings);
  await checkSessions(cluster, findings);
  await checkRecoveryCodes(cluster, findings);
  await checkLimits(cluster, findings);
  await checkNotices(cluster, findings);
  await Promise.all([checkDeadlines(cluster, findings), checkEditions(cluster, findings)]);
  await checkFiles(cluster, findings);
  await checkRelease(cluster, findings);
}
