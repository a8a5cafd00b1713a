import { beforeAll, describe, expect, test } from 'vitest';
import { db, inTransaction } from '#app/db/client.server.ts';
import { recordNotices } from '#app/features/notices/mutations.server.ts';
import { listNotices, noticesShown } from '#app/features/notices/queries.server.ts';
import type { NoticeText } from '#app/features/notices/schema.ts';
import { findOpenAttempts } from '#app/features/records/gradings/queries.server.ts';
import { paths } from '#app/paths.ts';
import { createUser } from '#tests/factories/people.ts';
import { TestBrowser } from '#tests/support/app.ts';
import {
  completionsOf,
  createActor,
  publishRegradeCourse,
  type RegradeCourse,
  teach,
} from '#tests/support/regrade-course.ts';

const findOpen = { attempts: findOpenAttempts, contents: async () => new Set<string>() };

let course: RegradeCourse;
let browser: TestBrowser;

beforeAll(async () => {
  course = await publishRegradeCourse();
  browser = await TestBrowser.signedInAs(course.instructor.id);
});

const pathOf = (userId: string) => paths.cadet(course.cohort.id, userId, course.course);

describe('extra time on the page of a cadet', () => {
  test('is granted, changed and ended, each by whom and when', async () => {
    const cadet = await course.addCadet('Dee');
    const set = (factor: string) =>
      browser.post(pathOf(cadet.id), { intent: 'set-extra-time', factor });
    expect((await browser.get(pathOf(cadet.id))).text).toContain('Dee has the time that each quiz');
    expect((await set('3')).status).toBe(400);
    expect((await set('1.5')).location).toBe(pathOf(cadet.id));
    const page = await browser.get(pathOf(cadet.id));
    expect(page.text).toContain(`granted by ${course.instructor.name}`);
    expect(page.html).toMatch(/<option value="1.5" selected=""/);
    await set('no-limit');
    expect((await browser.get(pathOf(cadet.id))).text).toContain('Dee has no time limit in every');
    await set('none');
    const after = await browser.get(pathOf(cadet.id));
    expect(after.text).toContain('Dee has the time that each quiz gives.');
    expect(after.text).toMatch(/Before 1.5 times the time, from|Before no time limit, from/);
    expect(await db.extraTime.count({ where: { userId: cadet.id, endedAt: null } })).toBe(0);
  });

  test('not for someone who left, and not for oneself', async () => {
    const gone = await course.addCadet();
    await db.enrollment.updateMany({
      where: { userId: gone.id },
      data: { withdrawnAt: new Date() },
    });
    expect((await browser.get(pathOf(gone.id))).html).not.toContain('set-extra-time');
    const form = { intent: 'set-extra-time', factor: '2' };
    expect((await browser.post(pathOf(gone.id), form)).status).toBe(409);
    const self = await course.addCadet();
    await db.userRole.create({ data: { userId: self.id, role: 'instructor' } });
    await teach(course.cohort.id, self);
    const own = await TestBrowser.signedInAs(self.id);
    expect((await own.get(pathOf(self.id))).html).not.toContain('set-extra-time');
    expect((await own.post(pathOf(self.id), form)).status).toBe(403);
  });
});

describe('voiding a completion by hand', () => {
  test('needs a reason, tells the cadet, and asks for another reading to the end', async () => {
    const cadet = await course.addCadet();
    await course.take(cadet);
    const [lesson = ''] = course.lessons;
    const [completion] = (await completionsOf(cadet.id)).filter((one) => one.lessonId === lesson);
    const form = { intent: 'void-completion', completion: completion?.id ?? '' };
    const unsaid = await browser.post(pathOf(cadet.id), { ...form, reason: '' });
    expect([unsaid.status, unsaid.text]).toEqual([400, expect.stringContaining('Write why')]);
    const reason = 'Someone else read it.';
    expect((await browser.post(pathOf(cadet.id), { ...form, reason })).status).toBe(302);
    const page = await browser.get(pathOf(cadet.id));
    expect(page.text).toContain(`by ${course.instructor.name}: ${reason}`);
    expect((await browser.post(pathOf(cadet.id), { ...form, reason })).status).toBe(409);
    const own = await TestBrowser.signedInAs(cadet.id);
    const home = await own.get(paths.learn());
    expect(home.text).toContain('Read the lesson to its end again to complete it.');
    // To look at it is not enough.
    await own.get(paths.lesson(course.course, lesson));
    expect((await completionsOf(cadet.id)).filter(({ voidedAt }) => !voidedAt)).toHaveLength(1);
    await own.post(paths.lesson(course.course, lesson), { intent: 'finish-reading' });
    const again = (await completionsOf(cadet.id)).filter((one) => one.lessonId === lesson);
    expect(again.map(({ sequence, voidedAt }) => [sequence, voidedAt === null])).toEqual([
      [1, false],
      [2, true],
    ]);
  });

  test('not another cadet’s, nor through a cohort that is not one’s own', async () => {
    const cadet = await course.addCadet();
    await course.take(cadet);
    const [completion] = await completionsOf(cadet.id);
    const form = {
      intent: 'void-completion',
      completion: completion?.id ?? '',
      reason: 'Because.',
    };
    const other = await course.addCadet();
    expect((await browser.post(pathOf(other.id), form)).status).toBe(404);
    const stranger = await createActor(['instructor']);
    const away = await TestBrowser.signedInAs(stranger.id);
    expect((await away.post(pathOf(cadet.id), form)).status).toBe(404);
    expect((await completionsOf(cadet.id)).every(({ voidedAt }) => voidedAt === null)).toBe(true);
  });
});

describe('notices', () => {
  const toText = (n: number): NoticeText => ({
    kind: 'attempt-reopened',
    quiz: `Quiz ${n}`,
    number: 1,
    by: 'Ina',
    reason: 'Fire',
    deadlineAt: null,
  });

  const tell = (userId: string, n: number, at: Date) =>
    inTransaction((tx) => recordNotices(tx, [{ userId, subjectId: 'a', text: toText(n) }], at));

  test('are for one person, the newest first, a page of them; what cannot be read is left out', async () => {
    const [cadet, other] = [await createUser(), await createUser()];
    for (let n = 1; n <= noticesShown + 1; n += 1) await tell(cadet.id, n, new Date(2026, 0, n));
    const found = await listNotices(cadet, findOpen);
    expect(found).toHaveLength(noticesShown);
    expect(found[0]?.text).toMatchObject({ quiz: `Quiz ${noticesShown + 1}` });
    expect(await listNotices(other, findOpen)).toEqual([]);
  });

  test('are put away by the one they are for only', async () => {
    const [cadet, other] = [await createUser(), await createUser()];
    await tell(cadet.id, 1, new Date());
    const [notice] = await listNotices(cadet, findOpen);
    const form = { intent: 'dismiss-notice', notice: notice?.id ?? '' };
    const away = await TestBrowser.signedInAs(other.id);
    expect((await away.post(paths.learn(), form)).status).toBe(302);
    expect(await listNotices(cadet, findOpen)).toHaveLength(1);
    const own = await TestBrowser.signedInAs(cadet.id);
    await own.post(paths.learn(), form);
    expect(await listNotices(cadet, findOpen)).toEqual([]);
    expect(await db.notice.count({ where: { userId: cadet.id } })).toBe(1);
    expect((await own.post(paths.learn(), { intent: 'nonsense' })).status).toBe(400);
  });
});
