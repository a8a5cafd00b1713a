import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { TestBrowser } from '#tests/support/app.ts';
import { DatabaseProxy } from '#tests/support/database-proxy.ts';

/** A PostgreSQL server that cannot be reached, takes no more connections, or keeps a change waiting. */

const url = process.env.DATABASE_URL ?? '';

describe.runIf(url.startsWith('postgresql:'))('while the database', () => {
  let proxy: DatabaseProxy;
  let admin: TestBrowser;
  let cadet: TestBrowser;
  let attempt: string;
  const answer = { 'item.greeting': 'greeting-b', 'seq.greeting': '5' };

  // What is imported here connects by way of the proxy.
  const load = async () => ({
    ...(await import('#app/db/client.server.ts')),
    ...(await import('#app/db/storage-failure.server.ts')),
    ...(await import('#app/http/logger.server.ts')),
    ...(await import('#app/paths.ts')),
    ...(await import('#tests/support/app.ts')),
    ...(await import('#tests/support/quiz-browser.ts')),
    ...(await import('#tests/support/quiz-course.ts')),
    ...(await import('#tests/factories/people.ts')),
  });
  let app: Awaited<ReturnType<typeof load>>;

  beforeAll(async () => {
    proxy = await DatabaseProxy.start(Number(new URL(url).port));
    process.env.DATABASE_URL = proxy.urlOf(url);
    app = await load();
    const quiz = await app.publishQuizCourse();
    attempt = await (await app.openBrowser(quiz, quiz.cadet.id)).startAttempt();
    cadet = await app.TestBrowser.signedInAs(quiz.cadet.id);
    admin = await app.TestBrowser.signedInAs((await app.createUser({ roles: ['admin'] })).id);
  });
  beforeEach(() => {
    vi.spyOn(app.logger, 'error').mockImplementation(() => {});
    return () => vi.restoreAllMocks();
  });
  afterAll(() => proxy?.cut());

  const cohort = { intent: 'create-cohort', name: 'Night', ...days };
  const send = () => cadet.post(app.paths.attemptResponses(attempt), answer);

  /** Everything that is asked gets a 503 in plain words, and nothing of it is stored. */
  async function expectUnavailable(): Promise<void> {
    for (const path of [app.paths.learn(), app.paths.attempt(attempt)]) {
      const page = await cadet.get(path);
      expect([path, page.status]).toEqual([path, 503]);
      expect(page.text).toContain('The server cannot reach its database just now.');
      expect(page.headers.get('Retry-After')).toBe('10');
    }
    expect((await admin.post(app.paths.adminCohorts(), cohort)).status).toBe(503);
    expect((await send()).status).toBe(503);
    const { status, html } = await cadet.get('/readyz');
    expect([status, JSON.parse(html).database]).toEqual([503, 'unusable']);
    expect((await cadet.get('/healthz')).status).toBe(200);
    const told = expect.stringMatching(/^(the database server cannot be reached|not ready)$/);
    for (const call of vi.mocked(app.logger.error).mock.calls)
      expect(call).toEqual([{ err: expect.any(Error) }, told]);
  }

  async function expectUsable(): Promise<void> {
    expect((await cadet.get(app.paths.learn())).status).toBe(200);
    expect((await send()).status).toBe(200);
    expect(await app.db.cohort.count({ where: { name: cohort.name } })).toBe(0);
  }

  test('cannot be reached, every page says so, and all goes on afterwards', async () => {
    await expectUsable();
    proxy.cut();
    await expectUnavailable();
    await proxy.mend();
    await expectUsable();
  });

  test('takes no more connections, the same', async () => {
    await app.closeDatabase();
    const refusal = Object.assign(new Error('sorry, too many clients already'), {
      code: '53300',
      severity: 'FATAL',
    });
    const connect = vi.spyOn(pg.Client.prototype, 'connect');
    connect.mockImplementation(((done: (error: Error) => void) => done(refusal)) as never);
    await expectUnavailable();
    connect.mockRestore();
    await expectUsable();
  });

  test('keeps a change waiting for too long, it is refused, and done when it is asked for again', async () => {
    const holder = new pg.Client({ connectionString: url });
    await holder.connect();
    await holder.query('BEGIN; SELECT pg_advisory_xact_lock(5827364901)');
    const write = () => app.inPassing(() => app.inTransactionAbout('a person', async () => 'done'));
    await expect(write()).rejects.toMatchObject({ name: 'StorageFailure', reason: 'busy' });
    await holder.query('COMMIT');
    expect(await write()).toBe('done');
    await holder.end();
  });

  test('breaks off within a transaction, nothing of it is stored', async () => {
    const { id } = await app.createUser({ name: 'old' });
    const rename = app.inTransactionAbout(id, async (tx) => {
      await tx.user.update({ where: { id }, data: { name: 'new' } });
      proxy.cut();
      await tx.user.count();
    });
    await expect(rename).rejects.toSatisfy(app.isStorageFailure);
    await proxy.mend();
    expect(await app.db.user.findUniqueOrThrow({ where: { id } })).toMatchObject({ name: 'old' });
  });
});

const days = { timeZone: 'America/Halifax', startsOn: '2026-11-02', endsOn: '2026-12-18' };
