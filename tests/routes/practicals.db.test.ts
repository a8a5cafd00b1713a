import { beforeAll, describe, expect, test } from 'vitest';
import { paths } from '#app/paths.ts';
import { assignCourse, createCohort, createUser, enroll } from '#tests/factories/people.ts';
import { type Page, TestBrowser } from '#tests/support/app.ts';
import { type PracticalCourse, publishPracticalCourse } from '#tests/support/practical-course.ts';

/** Practicals and surveys as pages to read and print. */

let made: PracticalCourse;
let cadet: TestBrowser;
let instructor: TestBrowser;

beforeAll(async () => {
  made = await publishPracticalCourse();
  cadet = await TestBrowser.signedInAs(made.cadet.id);
  const teacher = await createUser({ roles: ['instructor'] });
  const cohort = await createCohort({ instructorIds: [teacher.id] });
  await assignCourse(cohort.id, made.course);
  instructor = await TestBrowser.signedInAs(teacher.id);
});

/** What a browser shows, without the data that may travel along. */
const shownOf = ({ html }: Page) => /<main[\s\S]*<\/main>/.exec(html)?.[0] ?? '';

const foldedIn = (page: Page) =>
  [...page.html.matchAll(/<details class="sheet-fold">([\s\S]*?)<\/details>/g)].map(
    (match) => match[1] ?? '',
  );

describe('a practical', () => {
  test('shows a cadet its parts and rubric, the role-player’s part folded', async () => {
    const page = await cadet.get(paths.practical(made.course, made.module));
    expect(page.status).toBe(200);
    const parts = [
      'Practical of module 1',
      'Somebody shouts.',
      '1 h 10 min',
      'does not take the points of practicals yet',
      'Choose a stop word.',
      'You know little.',
      'For the role-players',
      'You are Luis.',
      'Write it down.',
      'Rubric: The door',
      'Passed with 4 of 6 points or more and no 0 at a ★.',
      'Talk about it.',
    ];
    for (const words of parts) expect(page.text).toContain(words);
    const folded = foldedIn(page);
    expect(folded).toHaveLength(1);
    expect(folded[0]).toContain('You are Luis.');
    expect(folded[0]).toContain('You lost your father.');
    expect(folded[0]).not.toMatch(/id="section-player"|Write it down/);
    expect(page.html).not.toMatch(/style="|onclick/i);
  });

  test('says what may be hard to read before anything else of it', async () => {
    const { text } = await cadet.get(paths.practical(made.course, made.module));
    expect(text.indexOf('Somebody shouts.')).toBeLessThan(text.indexOf('Choose a stop word.'));
  });

  test.each([
    ['never', '2020-01-01', 'stays with the rater'],
    ['after-due', '2999-01-01', 'once the course is due'],
    ['after-due', undefined, 'once the course is due'],
  ] as const)(
    'with rubric: %s, due %s, keeps how it is rated from cadets',
    async (rubric, dueOn, says) => {
      const kept = await publishPracticalCourse({ rubric, dates: { dueOn } });
      const address = paths.practical(kept.course, kept.module);
      const page = await (await TestBrowser.signedInAs(kept.cadet.id)).get(address);
      expect(page.status).toBe(200);
      for (const words of ['You know little.', 'You are Luis.', 'Talk about it.', says])
        expect(page.text).toContain(words);
      expect(page.html).not.toMatch(/Write it down|Safety|at nought|rubric-table|section-rater/);
      const admin = await TestBrowser.signedInAs((await createUser({ roles: ['admin'] })).id);
      const taught = await admin.get(paths.taughtPractical(kept.course, kept.module));
      expect(taught.text).toContain('Write it down.');
      expect(taught.text).toContain('Rubric: The door');
    },
  );

  test('with rubric: after-due shows it once the course is due', async () => {
    const due = await publishPracticalCourse({
      rubric: 'after-due',
      dates: { dueOn: '2020-01-01' },
    });
    const browser = await TestBrowser.signedInAs(due.cadet.id);
    const { text } = await browser.get(paths.practical(due.course, due.module));
    expect(text).toContain('Rubric: The door');
  });

  test('has its rubric as a table: criteria name rows, levels columns, the star in words', async () => {
    const page = await cadet.get(paths.practical(made.course, made.module));
    const table = /<table class="rubric-table">[\s\S]*?<\/table>/.exec(shownOf(page))?.[0] ?? '';
    expect([...table.matchAll(/<th scope="col">([^<]*)/g)].map((match) => match[1])).toEqual([
      'Criterion',
      '0 Not shown',
      '1 Partly',
      '2 Secure',
    ]);
    const rows = [...table.matchAll(/<th scope="row">([\s\S]*?)<\/th>/g)].map((match) =>
      (match[1] ?? '')
        .replace(/<[^>]*>/g, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    );
    expect(rows).toEqual([
      'Voice heard',
      '★ Safety heard Safety-critical: a 0 here means repeat',
      'End heard',
    ]);
    expect(table.match(/class="tick"/g)).toHaveLength(9);
    const paper =
      /<div class="sign-lines paper-only"[\s\S]*?<\/div>/.exec(shownOf(page))?.[0] ?? '';
    for (const line of ['Cadet', 'Date', 'Rater', 'Passed', 'Repeat']) {
      expect(paper).toContain(line);
    }
  });

  test('has an outline that leads to every heading, and neighbours', async () => {
    const page = await cadet.get(paths.practical(made.course, made.module));
    for (const id of ['runs', 'door', 'cadet', 'player', 'rater', 'after']) {
      expect(page.html).toContain(`href="#section-${id}"`);
      expect(page.html.match(new RegExp(`id="section-${id}"`, 'g'))).toHaveLength(1);
    }
    expect(page.html).toContain(`href="${paths.quiz(made.course, made.module)}" rel="next"`);
    expect(page.html).toContain(
      `href="${paths.lesson(made.course, made.lessons.plain)}" rel="prev"`,
    );
  });

  test('is there for those who teach its course, with nothing folded', async () => {
    const page = await instructor.get(paths.taughtPractical(made.course, made.module));
    expect(page.status).toBe(200);
    expect(page.text).toContain('You lost your father.');
    expect(foldedIn(page)).toEqual([]);
    const admin = await TestBrowser.signedInAs((await createUser({ roles: ['admin'] })).id);
    expect((await admin.get(paths.taughtPractical(made.course, made.module))).status).toBe(200);
  });
});

describe('a survey', () => {
  test.each(['cadet', 'instructor'] as const)(
    'shows %s its statements and replies',
    async (who) => {
      const page =
        who === 'cadet'
          ? await cadet.get(paths.survey(made.course, made.survey))
          : await instructor.get(paths.taughtSurvey(made.course, made.survey));
      expect(page.status).toBe(200);
      expect(page.text).toContain('Anonymous, never graded');
      expect(page.text).toContain('does not take answers to surveys yet');
      const shown = shownOf(page);
      expect(shown.match(/class="circle"/g)).toHaveLength(9);
      expect(shown.match(/class="rank-box"/g)).toHaveLength(2);
      const numbers = [...shown.matchAll(/class="scale-number">(\d+)/g)].map((match) => match[1]);
      expect(numbers).toEqual(['1', '2', '3']);
      expect(page.text).toContain('Write 1 to 2 into the boxes');
    },
  );

  test('does not tell which statements are scored in reverse', async () => {
    const { html } = await cadet.get(paths.survey(made.course, made.survey));
    const rows = [...html.matchAll(/<tr><th scope="row">[\s\S]*?<\/tr>/g)].map(([row]) =>
      row.replace(/I let people finish\.|Talk wastes time\.|I ask why\./, '').replace(/>\d</, '><'),
    );
    expect(rows).toHaveLength(3);
    expect(new Set(rows).size).toBe(1);
    expect(html).not.toMatch(/"correct"|revers/i);
  });
});

describe('the course page', () => {
  test('leads to the role-plays of a module and to the surveys', async () => {
    const page = await cadet.get(paths.course(made.course));
    expect(page.html).toContain(`href="${paths.practical(made.course, made.module)}"`);
    expect(page.text).toContain('Role-plays of this module 1 h 10 min together');
    expect(page.html).toContain(`href="${paths.survey(made.course, made.survey)}"`);
    const second = paths.practical(made.course, made.modules[1] ?? '');
    expect(page.html).not.toContain(second);
  });

  test('of those who teach lists the same, and leads to their pages', async () => {
    const page = await instructor.get(paths.taughtSheets(made.course));
    expect(page.status).toBe(200);
    expect(page.html).toContain(`href="${paths.taughtPractical(made.course, made.module)}"`);
    expect(page.html).toContain(`href="${paths.taughtSurvey(made.course, made.survey)}"`);
  });
});

describe('what is not yours is not there', () => {
  const statuses = (browser: TestBrowser, addresses: string[]) =>
    Promise.all(addresses.map(async (address) => (await browser.get(address)).status));
  const learnPages = ({ course, module, survey }: PracticalCourse) => [
    paths.practical(course, module),
    paths.survey(course, survey),
  ];
  const teachPages = ({ course, module, survey }: PracticalCourse) => [
    paths.taughtSheets(course),
    paths.taughtPractical(course, module),
    paths.taughtSurvey(course, survey),
  ];

  test('for a cadet of another cohort, one who left, and before the course opens', async () => {
    const other = await createUser();
    await enroll((await createCohort()).id, other.id);
    expect(await statuses(await TestBrowser.signedInAs(other.id), learnPages(made))).toEqual([
      404, 404,
    ]);
    const left = await createUser();
    await enroll(made.cohort.id, left.id, { withdrawnAt: new Date() });
    expect(await statuses(await TestBrowser.signedInAs(left.id), learnPages(made))).toEqual([
      404, 404,
    ]);
    const later = await publishPracticalCourse({ dates: { opensOn: '2999-01-01' } });
    const early = await TestBrowser.signedInAs(later.cadet.id);
    expect(await statuses(early, learnPages(later))).toEqual([404, 404]);
  });

  test('for an instructor of no cohort that has the course', async () => {
    const stranger = await createUser({ roles: ['instructor'] });
    const cohort = await createCohort({ instructorIds: [stranger.id] });
    await assignCourse(cohort.id, 'another-course');
    const browser = await TestBrowser.signedInAs(stranger.id);
    expect(await statuses(browser, teachPages(made))).toEqual([404, 404, 404]);
  });

  test('nor under another course, another module or a name that does not exist', async () => {
    const other = await publishPracticalCourse();
    const { course, module, survey } = made;
    const addresses = (
      practical: typeof paths.practical,
      ofSurvey: typeof paths.survey,
    ): string[] => [
      practical(course, made.modules[1] ?? ''),
      practical(course, 'no-such-module'),
      practical(course, other.module),
      practical('no-such-course', module),
      ofSurvey(course, 'no-such-survey'),
      ofSurvey(course, other.survey),
      ofSurvey('no-such-course', survey),
    ];
    const none = Array.from({ length: 7 }, () => 404);
    expect(await statuses(cadet, addresses(paths.practical, paths.survey))).toEqual(none);
    expect(
      await statuses(instructor, addresses(paths.taughtPractical, paths.taughtSurvey)),
    ).toEqual(none);
  });

  test('nor for the wrong role, and a visitor is asked to sign in', async () => {
    // Those who teach are led to their own page of it.
    expect(await statuses(instructor, learnPages(made))).toEqual([302, 302]);
    expect(await statuses(cadet, teachPages(made))).toEqual([403, 403, 403]);
    expect(await statuses(new TestBrowser(), [...learnPages(made), ...teachPages(made)])).toEqual([
      302, 302, 302, 302, 302,
    ]);
  });
});
