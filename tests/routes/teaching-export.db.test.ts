import { beforeAll, describe, expect, test } from 'vitest';
import { db } from '#app/db/client.server.ts';
import { paths } from '#app/paths.ts';
import { assignCourse, createCohort } from '#tests/factories/people.ts';
import { TestBrowser } from '#tests/support/app.ts';
import { publishTeachingCourse, type TeachingCourse } from '#tests/support/teaching-course.ts';

describe('the progress of a cohort as CSV', () => {
  let course: TeachingCourse;
  let browser: TestBrowser;
  const download = () => browser.get(paths.cohortExport(course.cohort.id));

  beforeAll(async () => {
    course = await publishTeachingCourse();
    browser = await TestBrowser.signedInAs(course.instructor.id);
    const { lessons } = course;

    const ann = await course.addCadet('Able, Ann "Annie"');
    // 22:30 in Halifax on 4 March; 03:30 UTC on the 5th is already 23:30 there once clocks changed on the 8th.
    await course.complete(ann.id, lessons.a, { at: new Date('2026-03-05T02:30:00Z') });
    await course.complete(ann.id, lessons.b, { at: new Date('2026-03-09T02:59:59Z') });
    await course.complete(ann.id, lessons.c, { at: new Date('2026-03-09T03:00:00Z') });
    await course.attempt(ann.id, 1, { scores: [0.5], at: new Date('2026-03-10T12:00:00Z') });
    await course.attempt(ann.id, 2, { scores: [0.29, 0.9], at: new Date('2026-03-11T12:00:00Z') });

    const mal = await course.addCadet('=HYPERLINK("http://x.test";"open")');
    await course.complete(mal.id, lessons.a, {
      voided: true,
      at: new Date('2026-04-01T12:00:00Z'),
    });
    await course.attempt(mal.id, 1, { scores: [1], status: 'voided' });

    await course.addCadet('Zoë Ødegård');
    await course.addCadet('Gone', { withdrawnAt: new Date() });
  });

  test('is a file with a name of its own', async () => {
    const { status, headers, html } = await download();
    expect(status).toBe(200);
    expect(headers.get('Content-Type')).toBe('text/csv; charset=utf-8');
    expect(headers.get('Content-Disposition')).toMatch(
      /^attachment; filename="cohort-\d+_course-[0-9a-f]+_\d{4}-\d\d-\d\d\.csv"$/,
    );
    expect(headers.get('Cache-Control')).toBe('private, no-store');
    expect(html).not.toContain('Gone');
  });

  test('has a line a cadet, local days, and only what counts', async () => {
    const { html } = await download();
    const lines = html.split('\r\n');
    const { a, b, c } = course.lessons;
    expect(lines[0]?.replace(/^\uFEFF/, '')).toBe(
      [
        'Cadet',
        'E-mail',
        `"1.1 Lesson ${a}, completed on"`,
        `"1.2 Lesson ${b}, completed on"`,
        `"2.1 Lesson ${c}, completed on"`,
        '"Quiz 1 The quiz, best score in percent"',
        '"Quiz 1 The quiz, attempts"',
        'Minutes certified',
        'Active minutes',
        'Last seen on',
        'Due on',
        'Due date of their own',
      ].join(','),
    );
    const rest = lines.slice(1).map((line) => line.replace(/user-\d+@/, '@'));
    expect(rest).toEqual([
      `"'=HYPERLINK(""http://x.test"";""open"")",@example.test,,,,,0,0,4,2026-04-01,,`,
      '"Able, Ann ""Annie""",@example.test,2026-03-04,2026-03-08,2026-03-09,90,2,60,12,2026-03-11,,',
      'Zoë Ødegård,@example.test,,,,,0,0,0,,,',
      '',
    ]);
  });

  test('is read before it is opened, so that a failure is an error page and not half a file', async () => {
    const { openGridCsv } = await import('#app/features/progress/grid-csv-queries.server.ts');
    const large = await publishTeachingCourse();
    for (let count = 0; count < 101; count += 1) await large.addCadet(`Cadet ${count}`);
    const actor = { ...large.instructor, roles: ['instructor'] as const };
    const { body } = await openGridCsv(actor, large.cohort.id, null, new Date());
    await large.addCadet('Too Late');
    const chunks: Uint8Array[] = [];
    const reader = body.getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      chunks.push(next.value);
    }
    expect([...(chunks[0] ?? [])].slice(0, 3)).toEqual([0xef, 0xbb, 0xbf]);
    const texts = chunks.map((chunk) => new TextDecoder().decode(chunk));
    // The heading, a hundred cadets, the last one.
    expect(texts.map((text) => text.split('\r\n').length - 1)).toEqual([1, 100, 1]);
    expect(texts.join('')).not.toContain('Too Late');
  });

  test('answers 500, and no file, when the records cannot be read', async () => {
    const rename = (from: string, to: string) =>
      db.$executeRawUnsafe(`ALTER TABLE "${from}" RENAME TO "${to}"`);
    await rename('Grading', 'GradingAway');
    try {
      const { status, headers } = await download();
      expect(status).toBe(500);
      expect(headers.get('Content-Disposition')).toBeNull();
    } finally {
      await rename('GradingAway', 'Grading');
    }
    expect((await download()).status).toBe(200);
  });

  test('marks a disabled account', async () => {
    const own = await publishTeachingCourse();
    const off = await own.addCadet('Off Olsen');
    await db.user.update({ where: { id: off.id }, data: { disabledAt: new Date() } });
    const instructor = await TestBrowser.signedInAs(own.instructor.id);
    const { html } = await instructor.get(paths.cohortExport(own.cohort.id));
    expect(html).toContain('\r\nOff Olsen (account disabled),');
  });

  test('is empty but for its heading without cadets, and not there without a course', async () => {
    const bare = await publishTeachingCourse();
    const instructor = await TestBrowser.signedInAs(bare.instructor.id);
    const page = await instructor.get(paths.cohortExport(bare.cohort.id));
    expect(page.html.split('\r\n')).toHaveLength(2);
    const cohort = await createCohort({ instructorIds: [bare.instructor.id] });
    expect((await instructor.get(paths.cohortExport(cohort.id))).status).toBe(404);
    await assignCourse(cohort.id, 'not-published');
    expect((await instructor.get(paths.cohortExport(cohort.id))).status).toBe(404);
  });
});

test('a result with nothing to score is a pass, and no score anywhere', async () => {
  const made = await publishTeachingCourse();
  const cadet = await made.addCadet('Nil Nought');
  const { id } = await made.attempt(cadet.id, 1, { scores: [1] });
  await db.grading.updateMany({ where: { attemptId: id }, data: { points: 0, maxPoints: 0 } });
  const teacher = await TestBrowser.signedInAs(made.instructor.id);
  const csv = (await teacher.get(paths.cohortExport(made.cohort.id))).html;
  expect(csv.split('\r\n')[1]).toMatch(new RegExp(`^Nil Nought,${cadet.email},,,,,1,0,`));
  const grid = (await teacher.get(paths.cohort(made.cohort.id))).text;
  expect(grid).not.toContain('100%');
  const page = await teacher.get(paths.cadet(made.cohort.id, cadet.id));
  expect(page.text).toContain('Average of best scores no score yet');
  expect(page.text).toContain('Best score none');
  const own = await TestBrowser.signedInAs(cadet.id);
  const course = (await own.get(paths.course(made.course))).text;
  expect(course).toContain('Passed');
  expect(course).not.toContain('best 100%');
});
