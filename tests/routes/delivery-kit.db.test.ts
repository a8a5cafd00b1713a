import { beforeAll, describe, expect, test } from 'vitest';
import { sheetPath, zipName } from '#app/features/delivery/rules.ts';
import { paths } from '#app/paths.ts';
import { assignCourse, createCohort, createUser, enroll } from '#tests/factories/people.ts';
import { TestBrowser } from '#tests/support/app.ts';
import { type LearningCourse, publishLearningCourse } from '#tests/support/learning-course.ts';

/** The delivery kit of a published course: whose it is, and that no key leaves it for a cadet. */

let made: LearningCourse;
let instructor: TestBrowser;

beforeAll(async () => {
  made = await publishLearningCourse();
  const teacher = await createUser({ roles: ['instructor'] });
  const cohort = await createCohort({ instructorIds: [teacher.id] });
  await assignCourse(cohort.id, made.course);
  instructor = await TestBrowser.signedInAs(teacher.id);
});

const fileOf = (sheet: Parameters<typeof sheetPath>[0]) =>
  paths.kitFile(made.course, sheetPath(sheet, '1.1', made.lessons.checks));
const everything = () => [
  paths.kit(made.course),
  paths.kitFile(made.course, zipName),
  fileOf('guide'),
  fileOf('slides'),
];
const statuses = (browser: TestBrowser, addresses: string[]) =>
  Promise.all(addresses.map(async (address) => (await browser.get(address)).status));

describe('for those who teach the course', () => {
  test('Teach leads to it, and its page to every file', async () => {
    const teach = await instructor.get(paths.taughtCourses());
    expect(teach.html).toContain(`href="${paths.kits()}"`);
    const list = await instructor.get(paths.kits());
    expect(list.html).toContain(`href="${paths.kit(made.course)}"`);
    const page = await instructor.get(paths.kit(made.course));
    const hrefs = [...page.html.matchAll(/href="([^"]*\/teach\/kit\/[^"]+\/[^"]+)"/g)].map(
      ([, href]) => href ?? '',
    );
    // Three lessons with four sheets, two sheets of the course and the archive; this course has no practical.
    expect(new Set(hrefs).size).toBe(15);
    expect(await statuses(instructor, hrefs)).toEqual(hrefs.map(() => 200));
  });

  test('a guide has the answers, slides and handout have the questions alone', async () => {
    const guide = await instructor.get(fileOf('guide'));
    expect(guide.html).toContain('Feedback on voice-check-a.');
    expect(guide.html).toContain('Misconception: voice-check-b');
    for (const sheet of ['slides', 'handout', 'field-sheet'] as const) {
      const { html } = await instructor.get(fileOf(sheet));
      expect(html, sheet).not.toMatch(/Feedback on|Misconception/);
    }
    expect((await instructor.get(fileOf('slides'))).html).toContain('Option a of voice-check');
  });

  test('a file runs nothing and fetches nothing, and no cache keeps it', async () => {
    const { headers } = await instructor.get(fileOf('guide'));
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; sandbox",
    );
    expect(headers.get('cache-control')).toBe('private, no-store');
  });

  test('the archive is one to save', async () => {
    const { headers } = await instructor.get(paths.kitFile(made.course, zipName));
    expect(headers.get('content-type')).toBe('application/zip');
    expect(headers.get('content-disposition')).toBe(
      `attachment; filename="${made.course}-kit.zip"`,
    );
  });

  test('what the kit does not have is not found', async () => {
    const none = ['for-cadets/no-such-sheet.html', '../kit.zip', 'index.html/'];
    const addresses = none.map((path) => paths.kitFile(made.course, path));
    expect(await statuses(instructor, addresses)).toEqual([404, 404, 404]);
  });
});

describe('what is not yours is not there', () => {
  test('for a cadet, whatever they ask for', async () => {
    const cadet = await TestBrowser.signedInAs(made.cadet.id);
    expect(await statuses(cadet, [paths.kits(), ...everything()])).toEqual([
      403, 403, 403, 403, 403,
    ]);
  });

  test('for an instructor without a cohort that has the course', async () => {
    const other = await TestBrowser.signedInAs((await createUser({ roles: ['instructor'] })).id);
    expect(await statuses(other, everything())).toEqual([404, 404, 404, 404]);
    expect((await other.get(paths.kits())).html).not.toContain(paths.kit(made.course));
  });

  test('for who teaches the course and has it as a cadet: open, or not yet', async () => {
    const both = await createUser({ roles: ['instructor', 'cadet'] });
    const taught = await createCohort({ instructorIds: [both.id] });
    await assignCourse(taught.id, made.course);
    const own = await createCohort();
    await assignCourse(own.id, made.course, { opensOn: '2999-01-01' });
    await enroll(own.id, both.id);
    const browser = await TestBrowser.signedInAs(both.id);
    expect(await statuses(browser, everything())).toEqual([403, 403, 403, 403]);
    expect((await browser.get(paths.kits())).html).not.toContain(paths.kit(made.course));
    await enroll(made.cohort.id, both.id);
    const sent = await browser.get(paths.kitFile(made.course, zipName));
    expect(sent.status).toBe(302);
    expect(sent.headers.get('location')).toBe(paths.course(made.course));
  });
});
