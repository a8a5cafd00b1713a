import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { db, inTransaction, readRows, sql, type Tx } from '#app/db/client.server.ts';
import { isStorageFailure } from '#app/db/storage-failure.server.ts';
import { env } from '#app/env.server.ts';
import { logger } from '#app/http/logger.server.ts';
import { paths } from '#app/paths.ts';
import { hasRoom } from '#app/server/readiness.server.ts';
import { TestBrowser } from '#tests/support/app.ts';
import type { Fields } from '#tests/support/fields.ts';
import { openBrowser, toStatus } from '#tests/support/quiz-browser.ts';
import { publishQuizCourse, type QuizCourse } from '#tests/support/quiz-course.ts';
import { storageFailures } from '#tests/support/storage.ts';

const toAnswer = (itemId: string, option: string): Fields => ({
  [`item.${itemId}`]: `${itemId}-${option}`,
  [`seq.${itemId}`]: '5',
});

const nothingStored =
  /Nothing new was stored\. Everything that was shown as saved is on disk\..*send it again/;

const findProgress = (userId: string, lessonId: string) =>
  db.lessonProgress.findUnique({ where: { userId_lessonId: { userId, lessonId } } });

test('a disk with little room is noticed', async () => {
  vi.spyOn(logger, 'error');
  expect(await hasRoom(env.DATA_DIR)).toBe(true);
  expect(await hasRoom(env.DATA_DIR, Number.MAX_SAFE_INTEGER)).toBe(false);
  expect(logger.error).toHaveBeenCalledTimes(1);
  vi.restoreAllMocks();
});

describe.each(storageFailures)('while $name', ({ code, stop, resume }) => {
  let quiz: QuizCourse;
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  let pages: TestBrowser;
  let attempt: string;
  let stopped = false;

  const send = (fields: Fields) => browser.send(attempt, fields);
  const goOn = async () => {
    if (stopped) await resume();
    stopped = false;
  };

  /** What is stored of the attempt, without what fills the disk. */
  async function listStored() {
    const rows = await db.response.findMany({ where: { attemptId: attempt, seq: { gt: 0 } } });
    return Object.fromEntries(rows.map((row) => [row.itemId, JSON.parse(row.valueJson)]));
  }

  beforeEach(async () => {
    quiz = await publishQuizCourse({ requiresQuiz: false });
    browser = await openBrowser(quiz, quiz.cadet.id);
    pages = await TestBrowser.signedInAs(quiz.cadet.id);
    attempt = await browser.startAttempt();
    expect(toStatus(await send(toAnswer('greeting', 'b')))).toBe('200');
    vi.spyOn(logger, 'error');
  });

  afterEach(async () => {
    await goOn();
    vi.restoreAllMocks();
  });

  async function stopWriting() {
    await stop(attempt);
    stopped = true;
    vi.mocked(logger.error).mockClear();
  }

  test('an answer is refused in plain words, none is lost, and it is saved when sent again', async () => {
    await stopWriting();
    const refused = await send(toAnswer('voice', 'b'));
    expect(toStatus(refused)).toBe('503');
    expect(await (refused as Response).json()).toEqual({
      error:
        'The server cannot write just now. Your answer is kept in this browser and will be sent again.',
    });
    const cause = expect.objectContaining({ code });
    expect(vi.mocked(logger.error).mock.calls).toEqual([
      [
        { err: cause },
        expect.stringMatching(
          /^(the database cannot write|another process holds|the database file was)/,
        ),
      ],
    ]);
    expect(await listStored()).toEqual({ greeting: ['greeting-b'] });
    const page = await pages.get(paths.attempt(attempt));
    expect(page.status).toBe(200);
    expect(page.html).toMatch(/<input(?=[^>]*value="greeting-b")[^>]* checked/);

    await goOn();
    const saved = (await send(toAnswer('voice', 'b'))) as Response;
    expect(await saved.json()).toMatchObject({ saved: ['voice'] });
    expect(await listStored()).toEqual({ greeting: ['greeting-b'], voice: ['voice-b'] });
  });

  test.each(['save-responses', 'confirm-submit'])(
    'the form of %s gets a page that says what is safe, and works afterwards',
    async (intent) => {
      const form = { intent, 'item.greeting': 'greeting-b', 'item.voice': 'voice-b' };
      await stopWriting();
      const page = await pages.post(paths.attempt(attempt), form);
      expect(page.status).toBe(503);
      expect(page.text).toContain('Nothing new can be saved just now');
      expect(page.text).toMatch(nothingStored);
      expect(logger.error).toHaveBeenCalledTimes(1);
      expect(await listStored()).toEqual({ greeting: ['greeting-b'] });
      expect(await db.attempt.count({ where: { id: attempt, status: 'open' } })).toBe(1);

      await goOn();
      expect((await pages.post(paths.attempt(attempt), form)).status).toBe(302);
      expect(await listStored()).toEqual({ greeting: ['greeting-b'], voice: ['voice-b'] });
    },
  );

  test('a transaction leaves nothing behind and lets the next one in', async () => {
    const greeting = { attemptId_itemId: { attemptId: attempt, itemId: 'greeting' } };
    const [valueJson, savedAt] = ['["voice-b"]', new Date()];
    const insert = sql`
      INSERT INTO "Response" ("attemptId", "itemId", "valueJson", "seq", "savedAt", "counted")
      VALUES (${attempt}, 'voice', ${valueJson}, 5, ${savedAt}, TRUE)`;
    const data = { attemptId: attempt, itemId: 'voice', valueJson, seq: 5, savedAt, counted: true };
    const inserts: ((tx: Tx) => Promise<unknown>)[] = [
      (tx) => readRows(insert, tx),
      (tx) => tx.response.create({ data }),
    ];
    await stopWriting();
    for (const fail of inserts) {
      const work = inTransaction(async (tx) => {
        // As long as it was: it needs no room.
        const other = { valueJson: '["greeting-c"]' };
        await tx.response.update({ where: greeting, data: other });
        await fail(tx);
      });
      await expect(work).rejects.toSatisfy(isStorageFailure);
    }
    expect(await listStored()).toEqual({ greeting: ['greeting-b'] });

    await goOn();
    await inTransaction((tx) => readRows(insert, tx));
    expect(await listStored()).toEqual({ greeting: ['greeting-b'], voice: ['voice-b'] });
  });

  test('lessons can be read, and what reading records is recorded afterwards', async () => {
    const [unread = '', read = ''] = quiz.lessons;
    const place = { userId: quiz.cadet.id, lessonId: read };
    const revisionId = quiz.lessonRevisions.get(read) ?? '';
    const at = new Date();
    const times = { firstViewedAt: at, lastViewedAt: at };
    await db.lessonProgress.create({
      data: { ...place, revisionId, ...times, reachedEnd: true },
    });
    await stopWriting();
    expect((await pages.get(paths.lesson(quiz.course, unread))).status).toBe(200);
    // Its rule is met: opening it completes it.
    expect((await pages.get(paths.lesson(quiz.course, read))).status).toBe(200);

    await goOn();
    for (const lesson of [unread, read]) await pages.get(paths.lesson(quiz.course, lesson));
    expect(await findProgress(quiz.cadet.id, unread)).not.toBeNull();
    expect(await db.completion.count({ where: place })).toBe(1);
  });

  test('the server says that it is not ready, unless what stops it passes by itself', async () => {
    await stopWriting();
    const { status, html } = await pages.get('/readyz');
    // A change of nothing needs no room: that a disk is full is read off the disk.
    const passes = ['SQLITE_BUSY', 'SQLITE_FULL'].includes(code);
    expect([status, JSON.parse(html).database]).toEqual(
      passes ? [200, 'usable'] : [503, 'only to be read'],
    );
    await goOn();
    expect((await pages.get('/readyz')).status).toBe(200);
  });

  test('a session that would be prolonged stays open, one that has run out does not', async () => {
    const { id: userId } = quiz.cadet;
    const day = 86_400_000;
    const expireIn = (ms: number) =>
      db.session.updateMany({
        where: { userId },
        data: { expiresAt: new Date(Date.now() + ms) },
      });
    await expireIn(day);
    await stopWriting();
    expect((await pages.get(paths.learn())).status).toBe(200);
    await goOn();
    await expireIn(-day);
    await stopWriting();
    expect((await pages.get(paths.learn())).location).toMatch(/^\/login/);
  });
});
