import { beforeAll, describe, expect, test } from 'vitest';
import { db } from '#app/db/client.server.ts';
import { paths } from '#app/paths.ts';
import { assignCourse, createCohort, createUser, enroll } from '#tests/factories/people.ts';
import { type Page, TestBrowser } from '#tests/support/app.ts';
import {
  daysAgo,
  publishTeachingCourse,
  readGrid,
  type TeachingCourse,
} from '#tests/support/teaching-course.ts';

const nobody = [
  '0 no attempts left',
  '0 failed',
  '0 behind 3 of 3 expected',
  '0 silent for 7 days',
];

const dates = { opensOn: daysAgo(20).day, dueOn: daysAgo(-19).day };

/** The figures above the grid, as read. */
function readTiles(html: string): string[] {
  const list = /<ul class="number-tiles"[^>]*>([\s\S]*?)<\/ul>/.exec(html)?.[1] ?? '';
  return [...list.matchAll(/<li>([\s\S]*?)<\/li>/g)].map(([, tile = '']) =>
    tile
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  );
}

describe('the progress of a cohort', () => {
  let course: TeachingCourse;
  let browser: TestBrowser;
  const show = (query: Parameters<typeof paths.cohort>[1] = {}) =>
    browser.get(paths.cohort(course.cohort.id, query));
  const names = (page: Page) => readGrid(page.html).map(({ name }) => name);

  beforeAll(async () => {
    course = await publishTeachingCourse({ dates });
    browser = await TestBrowser.signedInAs(course.instructor.id);
    const { lessons } = course;
    const enrolledAt = daysAgo(25).noon;
    const ann = await course.addCadet('Ann Able');
    for (const lesson of Object.values(lessons)) await course.complete(ann.id, lesson);
    await course.attempt(ann.id, 1, { scores: [0.5], at: daysAgo(2).noon });
    await course.attempt(ann.id, 2, { scores: [0.9], at: daysAgo(1).noon });

    const bea = await course.addCadet('Béa <b>Bold</b>', { enrolledAt });
    await course.complete(bea.id, lessons.a, { at: daysAgo(9).noon });
    await course.open(bea.id, lessons.b, daysAgo(9).noon);
    await course.attempt(bea.id, 1, { scores: [0.29], at: daysAgo(9).noon });
    await course.attempt(bea.id, 2, { scores: [0.57], at: daysAgo(8).noon });

    const cal = await course.addCadet('Cal Cole');
    await course.complete(cal.id, lessons.a, { voided: true });
    // Graded twice: the newer grading counts, though it is lower. The voided attempt counts nowhere.
    await course.attempt(cal.id, 1, { scores: [0.9, 0.4] });
    await course.attempt(cal.id, 2, { scores: [1], status: 'voided' });

    await course.addCadet('Dan Dunn', { enrolledAt });
    const eve = await course.addCadet('Eve East', { withdrawnAt: daysAgo(3).noon });
    await course.complete(eve.id, lessons.a);
  });

  test('says of every cell what the records say', async () => {
    const page = await show();
    expect(page.status).toBe(200);
    expect(readGrid(page.html)).toEqual([
      {
        name: 'Ann Able',
        cells: [
          'sum: 3/3',
          'sum: 90%',
          'sum: today',
          's-done: done',
          's-done: done',
          'shape s-done: 90%, done',
          's-done: done',
        ],
      },
      {
        name: 'Béa &lt;b&gt;Bold&lt;/b&gt;',
        cells: [
          'sum: 1/3',
          'sum: 57%',
          'sum: 8 d ago',
          's-done: done',
          's-underway: under way',
          'shape s-failed: 57%, failed',
          's-open: open',
        ],
      },
      {
        name: 'Cal Cole',
        cells: [
          'sum shape s-overdue: 0/3, behind by 1',
          'sum: 40%',
          'sum: today',
          's-underway: under way',
          's-open: open',
          'shape s-failed: 40%, failed',
          's-open: open',
        ],
      },
      {
        name: 'Dan Dunn',
        cells: [
          'sum shape s-overdue: 0/3, behind by 1',
          'sum: –',
          'sum: never',
          's-open: open',
          's-open: open',
          's-open: open',
          's-open: open',
        ],
      },
    ]);
  });

  test('adds up columns and cadets, without those who withdrew', async () => {
    const { text, html } = await show();
    expect(text).toMatch(/All 4 cadets 33% 62% 2 1 62% 1/);
    expect(html).not.toContain('<b>Bold');
    expect(text).toContain('Withdrawn: 1, not counted above Eve East , withdrawn');
  });

  test('answers who needs the instructor today, in figures that lead to them', async () => {
    const { text, html } = await show();
    expect(readTiles(html)).toEqual([
      '4 cadets 33% done',
      '1 no attempts left',
      '1 failed',
      '2 behind 1 of 3 expected',
      '2 silent for 7 days',
    ]);
    expect(html).toContain(`href="${paths.cohort(course.cohort.id, { show: 'used-up' })}"`);
    expect(text).toContain('Expected by today: 1 of 3 lessons, because 20 of the 40 days');
    const needs = await browser.get(paths.teach({ show: 'used-up' }));
    expect(needs.text).toMatch(
      /No attempts left Cadet Cohort What is known Béa <b>Bold<\/b> .*The quiz/,
    );
    expect(needs.html).not.toContain('<b>Bold');
  });

  test('shows whom the filter asks for, and says so', async () => {
    expect(names(await show({ show: 'behind' }))).toEqual(['Cal Cole', 'Dan Dunn']);
    expect(names(await show({ show: 'failed' }))).toEqual(['Cal Cole']);
    expect(names(await show({ show: 'used-up' }))).toHaveLength(1);
    expect(names(await show({ show: 'done' }))).toEqual(['Ann Able']);
    expect(names(await show({ show: 'not-seen', q: 'dunn' }))).toEqual(['Dan Dunn']);
    expect(names(await show({ q: 'BEA' }))).toHaveLength(1);
    const behind = await show({ show: 'behind' });
    expect(behind.text).toContain('Showing 2 of 4 cadets; the bottom row counts all 4.');
    expect(behind.text).toContain('All 4 cadets 33%');
    const nobody = await show({ q: 'zzz' });
    expect(names(nobody)).toEqual([]);
    expect(nobody.text).toContain('No cadet fits this filter');
  });

  test('is in the order the address asks for', async () => {
    const first = async (sort: string) => (await show({ sort })).html;
    expect(names(await show({ sort: '-name' }))[0]).toBe('Dan Dunn');
    expect(names(await show({ sort: '-progress' }))[0]).toBe('Ann Able');
    expect(names(await show({ sort: '-score' })).at(-1)).toBe('Dan Dunn');
    expect(names(await show({ sort: 'last-seen' }))[0]).toBe('Dan Dunn');
    expect(await first('-score')).toMatch(/aria-sort="descending"><a href="[^"]*sort=score"/);
    expect(await first('score')).toMatch(/aria-sort="ascending"><a href="[^"]*sort=-score"/);
    expect((await show({ sort: 'score', show: 'behind', q: 'x' })).html).toContain(
      '?show=behind&amp;sort=-score&amp;q=x',
    );
  });

  test('says so when the address makes no sense, and shows everyone', async () => {
    const page = await show({ show: '<script>', sort: 'height' });
    expect(page.status).toBe(200);
    expect(names(page)).toHaveLength(4);
    expect(page.html).toContain('There is no filter “&lt;script&gt;”');
    expect(page.text).toContain('There is no order “height”');
  });

  test('is summed up on the list of cohorts', async () => {
    const { text } = await browser.get(paths.teach());
    expect(text).toContain(course.cohort.name);
    expect(text).toContain('4 cadets');
    expect(text).toContain('33% of lessons done');
    expect(text).toContain('cadets by lessons done: 4 in all, 2 behind; expected by today: 1 of 3');
    expect(text).toContain('1 no attempts left 1 failed 2 behind 2 silent');
  });
});

describe('a cohort after the due day', () => {
  test('has everything that is not done overdue, and everyone who is not finished behind', async () => {
    const late = { opensOn: daysAgo(30).day, dueOn: daysAgo(3).day };
    const course = await publishTeachingCourse({ dates: late });
    const browser = await TestBrowser.signedInAs(course.instructor.id);
    const cadet = await course.addCadet('Late Lee');
    await course.complete(cadet.id, course.lessons.a);
    await course.attempt(cadet.id, 1, { status: 'open' });
    const page = await browser.get(paths.cohort(course.cohort.id));
    expect(readGrid(page.html)[0]?.cells).toEqual([
      'sum shape s-overdue: 1/3, behind by 2',
      'sum: –',
      'sum: today',
      's-done: done',
      's-overdue: overdue',
      's-underway: under way',
      's-overdue: overdue',
    ]);
    expect(page.text).toContain('All 3 lessons were due by the end of');
  });
});

describe('a disabled account', () => {
  test('is marked in the grid, needs nobody and is behind nothing', async () => {
    const late = { opensOn: daysAgo(30).day, dueOn: daysAgo(3).day };
    const course = await publishTeachingCourse({ dates: late });
    const browser = await TestBrowser.signedInAs(course.instructor.id);
    const enrolledAt = daysAgo(25).noon;
    const off = await course.addCadet('Off Olsen', { enrolledAt });
    await course.attempt(off.id, 1, { scores: [0.1], at: daysAgo(20).noon });
    const get = () => browser.get(paths.cohort(course.cohort.id));
    expect(readTiles((await get()).html).slice(2)).toEqual([
      '1 failed',
      '1 behind 3 of 3 expected',
      '1 silent for 7 days',
    ]);
    await db.user.update({ where: { id: off.id }, data: { disabledAt: new Date() } });
    const page = await get();
    const [row] = readGrid(page.html);
    expect(row?.name).toBe('Off Olsen (account disabled)');
    expect(row?.cells.slice(0, 2)).toEqual(['sum: 0/3', 'sum: 10%']);
    expect(readTiles(page.html).slice(1)).toEqual(nobody);
    for (const show of ['behind', 'not-seen'] as const) {
      const { html } = await browser.get(paths.cohort(course.cohort.id, { show }));
      expect(readGrid(html)).toEqual([]);
    }
    expect((await browser.get(paths.teach())).text).toContain('Nobody needs you today.');
  });
});

describe('a cohort with little in it', () => {
  test('says what to do', async () => {
    const course = await publishTeachingCourse();
    const browser = await TestBrowser.signedInAs(course.instructor.id);
    const bare = await createCohort({ instructorIds: [course.instructor.id] });
    const get = async (id: string) => (await browser.get(paths.cohort(id))).text;
    const cadet = await createUser();
    await enroll(bare.id, cadet.id);
    expect(await get(bare.id)).toContain('Ask an administrator to assign a course');
    expect(await get(course.cohort.id)).toContain('Ask an administrator to enroll cadets');
    await assignCourse(bare.id, 'not-published');
    expect(await get(bare.id)).toContain('no lesson of it is published');
    const list = (await browser.get(paths.teach())).text;
    expect(list).toContain('“not-published” is assigned, but not published');
  });

  test('switches between its courses', async () => {
    const one = await publishTeachingCourse();
    const other = await publishTeachingCourse();
    const cadet = await one.addCadet('Two Course');
    await assignCourse(one.cohort.id, other.course);
    await other.complete(cadet.id, other.lessons.c);
    const browser = await TestBrowser.signedInAs(one.instructor.id);
    const get = (course: string) => browser.get(paths.cohort(one.cohort.id, { course }));
    expect(readGrid((await get(one.course)).html)[0]?.cells[0]).toBe('sum: 0/3');
    expect(readGrid((await get(other.course)).html)[0]?.cells[0]).toBe('sum: 1/3');
    expect((await get(other.course)).html).toContain(`/cadets/${cadet.id}?course=${other.course}`);
    expect((await get('elsewhere')).status).toBe(404);
    await db.assignment.deleteMany({ where: { courseId: other.course, cohortId: one.cohort.id } });
    expect((await get(other.course)).status).toBe(404);
  });
});

test('two cadets of one name are told apart wherever they are listed', async () => {
  const course = await publishTeachingCourse({ dates });
  const browser = await TestBrowser.signedInAs(course.instructor.id);
  const enrolledAt = daysAgo(25).noon;
  const left = { enrolledAt, withdrawnAt: daysAgo(3).noon };
  const same = [
    await course.addCadet('Ana Ruiz', { enrolledAt }),
    await course.addCadet('Ana RUÍZ', { enrolledAt }),
  ];
  const gone = [await course.addCadet('Max Roe', left), await course.addCadet('Max Roe', left)];
  const { text, html } = await browser.get(paths.cohort(course.cohort.id));
  const distinct = same.map(({ name, email }) => `${name} (${email})`);
  expect(
    readGrid(html)
      .map(({ name }) => name)
      .sort(),
  ).toEqual(distinct.toSorted());
  expect((await browser.get(paths.teach({ show: 'not-seen' }))).text).toContain(distinct[0]);
  for (const { email } of gone) expect(text).toContain(`Max Roe (${email})`);
});

describe('minutes certified for seconds', () => {
  test('are a question to the instructor: on the overview, in the grid and its filter, on the page of the cadet', async () => {
    const course = await publishTeachingCourse({ dates });
    const browser = await TestBrowser.signedInAs(course.instructor.id);
    const hasty = await course.addCadet('Hal Hasty');
    for (const lesson of Object.values(course.lessons))
      await course.complete(hasty.id, lesson, { activeSeconds: 4 });
    const slow = await course.addCadet('Sue Slow');
    await course.complete(slow.id, course.lessons.a, { activeSeconds: 120 });
    const plain = ({ text }: Page) => text.replaceAll(/\s+/g, ' ').replaceAll(/ (?=[.)])/g, '');
    expect(readTiles((await browser.get(paths.cohort(course.cohort.id))).html)).toContain(
      '1 hardly any time measured',
    );
    expect(plain(await browser.get(paths.teach({ show: 'implausible' })))).toMatch(
      /Hardly any time measured, under 10% of the certified minutes .*Hal Hasty .* 3 lessons/,
    );
    const narrowed = await browser.get(paths.cohort(course.cohort.id, { show: 'implausible' }));
    expect(readGrid(narrowed.html).map(({ name }) => name)).toEqual(['Hal Hasty']);
    const page = (userId: string) => browser.get(paths.cadet(course.cohort.id, userId));
    expect(plain(await page(hasty.id))).toMatch(
      /20 min certified, under 1 min measured \( ?hardly any/,
    );
    const other = plain(await page(slow.id));
    expect(other).toContain('20 min certified, 2 min measured');
    expect(other).not.toContain('hardly any');
  });
});
