import { performance } from 'node:perf_hooks';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { db, inTransaction, readRows, sql, writeRows } from '#app/db/client.server.ts';
import { provider } from '#app/db/dialect.server.ts';
import { explainFailure } from '#app/db/operator-words.server.ts';
import { isStorageFailure } from '#app/db/storage-failure.server.ts';
import { paths } from '#app/paths.ts';
import { createUser } from '#tests/factories/people.ts';
import { TestBrowser } from '#tests/support/app.ts';
import type { Fields } from '#tests/support/fields.ts';
import { holdDatabase, scalePatience } from '#tests/support/lock-holder.ts';
import { openBrowser } from '#tests/support/quiz-browser.ts';
import { publishQuizCourse, type QuizCourse } from '#tests/support/quiz-course.ts';

/** Another process holds the SQLite file for writing, as long as it likes. */

const [never, soon] = [20, 1 / 50];

describe.runIf(provider === 'sqlite')('while another process holds the database', () => {
  let letGo: (() => Promise<void>) | null = null;
  const hold = async () => {
    letGo = await holdDatabase();
  };
  const free = async () => {
    await letGo?.();
    letGo = null;
  };

  afterEach(async () => {
    vi.restoreAllMocks();
    await free();
  });

  describe('every way of writing', () => {
    let id: string;
    const setName = (name: string) => sql`UPDATE "User" SET "name" = ${name} WHERE "id" = ${id}`;
    // Async: what Prisma returns begins when it is waited for.
    const ways: Record<string, () => Promise<unknown>> = {
      'a statement of Prisma’s': async () =>
        db.user.update({ where: { id }, data: { name: 'new' } }),
      'a raw statement of Prisma’s': async () => db.$executeRaw(setName('new')),
      'a prepared statement': () => writeRows(setName('new')),
      'a transaction': () => inTransaction((tx) => writeRows(setName('new'), tx)),
    };
    const nameOf = async () => {
      const [row] = await readRows<{ name: string }[]>(
        sql`SELECT "name" FROM "User" WHERE "id" = ${id}`,
      );
      return [row?.name, (await db.user.findUniqueOrThrow({ where: { id } })).name];
    };

    beforeEach(async () => {
      id = (await createUser({ name: 'old' })).id;
    });

    test.each(Object.entries(ways))(
      '%s waits, while others read, and is done',
      async (_, write) => {
        scalePatience(never);
        await hold();
        let ended = false;
        const written = write().finally(() => {
          ended = true;
        });
        for (let i = 0; i < 20; i++) {
          await new Promise((resolve) => setTimeout(resolve, 1));
          expect(await nameOf()).toEqual(['old', 'old']);
        }
        expect(ended).toBe(false);
        await free();
        await written;
        expect(await nameOf()).toEqual(['new', 'new']);
      },
    );

    test.each(Object.entries(ways))(
      '%s waits without keeping the process busy',
      async (_, write) => {
        scalePatience(never);
        await hold();
        const written = write();
        const before = performance.eventLoopUtilization();
        await new Promise((resolve) => setTimeout(resolve, 1000));
        // A wait within SQLite stops everything: it counts as work, all the time.
        expect(performance.eventLoopUtilization(before).utilization).toBeLessThan(0.8);
        await free();
        await written;
      },
    );

    test.each(Object.entries(ways))('%s is refused in the end', async (_, write) => {
      scalePatience(soon);
      await hold();
      const error: unknown = await write().catch((thrown) => thrown);
      expect(isStorageFailure(error)).toBe(true);
      expect(explainFailure(error)).toMatch(/another program holds it: wait until/);
      await free();
      expect(await nameOf()).toEqual(['old', 'old']);
      await write();
      expect(await nameOf()).toEqual(['new', 'new']);
    });
  });

  describe('the pages', () => {
    let quiz: QuizCourse;
    let pages: TestBrowser;
    let attempt: string;
    const answer = { intent: 'save-responses', 'item.greeting': 'greeting-b' };
    const findAnswers = () => db.response.findMany({ where: { attemptId: attempt } });

    beforeEach(async () => {
      quiz = await publishQuizCourse({ requiresQuiz: false });
      attempt = await (await openBrowser(quiz, quiz.cadet.id)).startAttempt();
      pages = await TestBrowser.signedInAs(quiz.cadet.id);
    });

    /** Sends a form and tells whether its answer has come. */
    function send(browser: TestBrowser, path: string, fields: Fields) {
      const sending = { answered: false, page: browser.post(path, fields) };
      const note = () => {
        sending.answered = true;
      };
      sending.page.then(note, note);
      return sending;
    }

    test('can be read, and what is saved is saved once it lets go', async () => {
      scalePatience(never);
      const reader = await TestBrowser.signedInAs(quiz.cadet.id);
      await hold();
      const save = send(pages, paths.attempt(attempt), answer);
      const [lesson = ''] = quiz.lessons;
      for (let i = 0; i < 5; i++) {
        expect((await reader.get('/healthz')).status).toBe(200);
        expect((await reader.get('/readyz')).status).toBe(200);
        expect((await reader.get(paths.learn())).status).toBe(200);
        // Notes that it was opened.
        expect((await reader.get(paths.lesson(quiz.course, lesson))).status).toBe(200);
      }
      expect(save.answered).toBe(false);
      await free();
      expect((await save.page).status).toBe(302);
      expect(await findAnswers()).toMatchObject([{ itemId: 'greeting' }]);
      expect(await db.lessonProgress.count({ where: { lessonId: lesson } })).toBe(0);
      await reader.get(paths.lesson(quiz.course, lesson));
      expect(await db.lessonProgress.count({ where: { lessonId: lesson } })).toBe(1);
    });

    test('give a form that could not be saved back, ready to be sent again', async () => {
      const admin = await createUser({ roles: ['admin'] });
      const office = await TestBrowser.signedInAs(admin.id);
      const fields = { intent: 'create-cohort', name: 'Night & Day', ...days };
      scalePatience(soon);
      await hold();
      const page = await office.post(`${paths.adminCohorts()}?page=1`, fields);
      expect(page.status).toBe(503);
      expect(page.headers.get('Retry-After')).toBe('10');
      expect(page.text).toContain('another program is using its database');
      expect(page.text).toMatch(/Nothing new was stored\. .* then send it again\./);
      expect(page.html).toContain('action="/admin/cohorts?page=1"');
      expect(page.html).toMatch(/<textarea[^>]*>Night &amp; Day</);
      await free();
      expect(await db.cohort.count({ where: { name: fields.name } })).toBe(0);
      const again = toSent(page.html);
      expect(again).toMatchObject(fields);
      expect((await office.post(paths.adminCohorts(), again)).status).toBe(302);
      expect(await db.cohort.count({ where: { name: fields.name } })).toBe(1);
    });

    test('keep no password in a page', async () => {
      scalePatience(soon);
      await hold();
      const form = { email: 'someone@academy.test', password: 'a secret of mine', redirectTo: '' };
      const page = await new TestBrowser().post(paths.login(), form);
      expect(page.status).toBe(503);
      expect(page.text).toMatch(/Go back: what you typed is still there/);
      expect(page.html).not.toContain('a secret of mine');
    });

    test('tell the script of an attempt that it is to try again', async () => {
      scalePatience(soon);
      await hold();
      const fields = { 'item.greeting': 'greeting-b', 'seq.greeting': '5' };
      const refused = await pages.post(paths.attemptResponses(attempt), fields);
      expect(refused.status).toBe(503);
      expect(refused.headers.get('Retry-After')).toBe('10');
      await free();
      expect(await findAnswers()).toEqual([]);
      expect((await pages.post(paths.attemptResponses(attempt), fields)).status).toBe(200);
    });
  });
});

const days = { timeZone: 'America/Halifax', startsOn: '2026-11-02', endsOn: '2026-12-18' };

/** The fields of a page's form that are sent without asking. */
function toSent(html: string): Record<string, string> {
  const fields = html.matchAll(/<input type="hidden"[^>]* name="([^"]*)" value="([^"]*)"/g);
  return Object.fromEntries([...fields].map(([, name = '', value = '']) => [name, toText(value)]));
}

const toText = (html: string) =>
  html.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
