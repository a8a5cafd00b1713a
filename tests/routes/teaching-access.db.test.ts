import { beforeAll, describe, expect, test } from 'vitest';
import type { Role } from '#app/auth/permissions.ts';
import { paths } from '#app/paths.ts';
import { createUser } from '#tests/factories/people.ts';
import { TestBrowser } from '#tests/support/app.ts';
import { publishTeachingCourse, type TeachingCourse } from '#tests/support/teaching-course.ts';

describe('who sees the progress of a cohort', () => {
  let course: TeachingCourse;
  let cadetId: string;
  let places: string[];

  const browserOf = async (...roles: Role[]) =>
    TestBrowser.signedInAs((await createUser({ roles })).id);
  const statuses = async (browser: TestBrowser) => {
    const pages = await Promise.all(places.map((place) => browser.get(place)));
    return pages.map(({ status }) => status);
  };

  beforeAll(async () => {
    course = await publishTeachingCourse();
    cadetId = (await course.addCadet('Secret Name')).id;
    const { id } = course.cohort;
    places = [paths.cohort(id), paths.cohortExport(id), paths.cadet(id, cadetId)];
  });

  test('its instructor and administrators', async () => {
    expect(await statuses(await TestBrowser.signedInAs(course.instructor.id))).toEqual([
      200, 200, 200,
    ]);
    expect(await statuses(await browserOf('admin'))).toEqual([200, 200, 200]);
  });

  test('for another instructor it is not there, and neither is anyone in it', async () => {
    const other = await publishTeachingCourse();
    const browser = await TestBrowser.signedInAs(other.instructor.id);
    expect(await statuses(browser)).toEqual([404, 404, 404]);
    const answers = await Promise.all(places.map((place) => browser.get(place)));
    for (const { html } of answers) expect(html).not.toContain('Secret Name');
    const list = await browser.get(paths.teach());
    expect(list.text).toContain(other.cohort.name);
    expect(list.html).not.toContain(course.cohort.id);
    // Their own cohort opens no door to a cadet of another one.
    expect((await browser.get(paths.cadet(other.cohort.id, cadetId))).status).toBe(404);
  });

  test('nobody else', async () => {
    expect(await statuses(await browserOf('cadet'))).toEqual([403, 403, 403]);
    expect(await statuses(await browserOf('author'))).toEqual([403, 403, 403]);
    expect(await statuses(await TestBrowser.signedInAs(cadetId))).toEqual([403, 403, 403]);
    const visitor = await new TestBrowser().get(places[0] ?? '');
    expect(visitor).toMatchObject({ status: 302, location: expect.stringMatching(/^\/login\?/) });
  });

  test('what is not there is not found', async () => {
    const browser = await TestBrowser.signedInAs(course.instructor.id);
    const { id } = course.cohort;
    const missing = [
      paths.cohort('nothing'),
      paths.cohortExport('nothing'),
      paths.cadet(id, 'nobody'),
      paths.cadet(id, course.instructor.id),
      paths.cadet('nothing', cadetId),
      paths.cohort(id, { course: 'x' }),
      paths.cohortExport(id, 'x'),
    ];
    for (const path of missing) expect((await browser.get(path)).status, path).toBe(404);
  });

  test('someone who teaches nothing is told why the page is empty', async () => {
    const { text } = await (await browserOf('instructor')).get(paths.teach());
    expect(text).toContain('once an administrator names you as their instructor');
  });

  test('an administrator pages through every cohort', async () => {
    const admin = await browserOf('admin');
    for (let index = 0; index < 12; index += 1) await publishTeachingCourse();
    const first = await admin.get(paths.teach());
    expect(first.text).toMatch(/Cohorts 1 to 12 of \d+/);
    expect(first.html).toContain(paths.teach({ page: 2 }));
    expect((await admin.get(paths.teach({ page: 999 }))).text).toMatch(
      /Cohorts \d+ to (\d+) of \1/,
    );
    expect((await admin.get(`${paths.teach()}?page=-3`)).text).toContain('Cohorts 1 to 12');
    expect((await admin.get(`${paths.teach()}?page=two`)).text).toContain('Cohorts 1 to 12');
  });
});
