import { beforeAll, describe, expect, test } from 'vitest';
import type { Role } from '#app/auth/permissions.ts';
import { db } from '#app/db/client.server.ts';
import { paths } from '#app/paths.ts';
import { assignCourse, createCohort, createUser, enroll } from '#tests/factories/people.ts';
import { TestBrowser } from '#tests/support/app.ts';
import { type LearningCourse, publishLearningCourse } from '#tests/support/learning-course.ts';
import { publishRegradeCourse } from '#tests/support/regrade-course.ts';
import { publishScenarioCourse } from '#tests/support/scenario-course.ts';

/** Those who teach a course read its lessons and quizzes as a cadet would, and leave no record. */

let made: LearningCourse;
let course: string;
let lesson: string;
let instructorId: string;
let instructor: TestBrowser;

const browserOf = async (roles: Role[]) => TestBrowser.signedInAs((await createUser({ roles })).id);

/** Whoever teaches a cohort that has the course. */
async function teach(userId: string): Promise<void> {
  const { id } = await createCohort({ instructorIds: [userId] });
  await assignCourse(id, course);
}

const countRecords = () =>
  Promise.all([
    db.lessonProgress.count(),
    db.checkAnswer.count(),
    db.reflection.count(),
    db.completion.count(),
    db.attempt.count(),
    db.auditEvent.count(),
  ]);

beforeAll(async () => {
  made = await publishLearningCourse();
  course = made.course;
  lesson = made.lessons.checks;
  instructorId = (await createUser({ roles: ['instructor'] })).id;
  await teach(instructorId);
  instructor = await TestBrowser.signedInAs(instructorId);
});

describe('a lesson', () => {
  test('is read by its instructor and by administrators without a trace', async () => {
    const before = await countRecords();
    for (const browser of [instructor, await browserOf(['admin'])]) {
      const page = await browser.get(paths.taughtLesson(course, lesson));
      expect(page.status).toBe(200);
      for (const words of ['Text about voice.', 'Option a of voice-check', 'Which habit drops'])
        expect(page.text).toContain(words);
      expect(page.text).toContain('Nothing is recorded of your reading.');
      expect(page.html).not.toMatch(/lesson-reader|reflect-note|finish-reading|save-reflection/);
      expect(page.html).not.toMatch(/Feedback on|Misconception/);
    }
    expect(await countRecords()).toEqual(before);
  });

  test('judges a check that is tried, in the address alone', async () => {
    const before = await countRecords();
    const address = paths.taughtLesson(course, lesson);
    const fields = { intent: 'answer-check', check: 'voice-check', option: 'voice-check-a' };
    const sent = await instructor.post(address, fields);
    expect([sent.status, sent.location]).toEqual([302, expect.stringContaining('answer.voice')]);
    const page = await instructor.get(sent.location ?? '');
    expect(page.text).toContain('Feedback on voice-check-a');
    expect(page.html).not.toContain('Feedback on voice-check-b');
    for (const intent of ['finish-reading', 'save-reflection'])
      await instructor.post(address, { intent, reflect: 'own-habit', body: 'A note' });
    expect(await countRecords()).toEqual(before);
  });

  test('shows keys and feedback when they are asked for', async () => {
    const { text } = await instructor.get(paths.taughtLesson(course, lesson, { keys: '1' }));
    for (const letter of ['a', 'b', 'c']) {
      expect(text).toContain(`Feedback on voice-check-${letter}.`);
      expect(text).toContain(`Misconception: voice-check-${letter}`);
    }
  });

  test('leads to the pages of those who teach, never to a cadet’s', async () => {
    const page = await instructor.get(paths.taughtLesson(course, lesson));
    expect(page.html).not.toMatch(/href="\/learn(\/|")/);
    expect(page.html).toContain(`href="${paths.taughtLesson(course, made.lessons.plain)}"`);
    expect(page.html).toContain(`href="${paths.quizQuestions(made.quiz)}"`);
    expect(page.html).toContain(`href="${paths.taughtCourse(course)}"`);
  });

  test('is not there for those who do not teach its course', async () => {
    const stranger = await browserOf(['instructor']);
    const pages = [
      paths.taughtCourse(course),
      paths.taughtLesson(course, lesson),
      paths.quizQuestions(made.quiz),
    ];
    for (const page of pages) expect((await stranger.get(page)).status).toBe(404);
    const fields = { intent: 'answer-check', check: 'voice-check', option: 'voice-check-a' };
    expect((await stranger.post(pages[1] ?? '', fields)).status).toBe(404);
    expect((await stranger.get(paths.taughtCourses())).text).toContain('No course yet');
    expect((await instructor.get(paths.taughtLesson(course, 'no-such-lesson'))).status).toBe(404);
  });
});

describe('a cadet’s address opened by somebody who teaches', () => {
  test('leads to their own page of the same thing', async () => {
    const led: [cadetPage: string, taughtPage: string][] = [
      [paths.learn(), paths.teach()],
      [paths.course(course), paths.taughtCourse(course)],
      [paths.lesson(course, lesson), paths.taughtLesson(course, lesson)],
      [
        paths.quiz(course, made.modules[0] ?? ''),
        paths.taughtCourse(course, `module-${made.modules[0]}`),
      ],
    ];
    for (const [cadetPage, taughtPage] of led)
      expect(await instructor.get(cadetPage)).toMatchObject({ status: 302, location: taughtPage });
  });
});

describe('somebody who is a cadet too', () => {
  async function both(opensOn?: string) {
    const { id } = await createUser({ roles: ['cadet', 'instructor'] });
    await teach(id);
    const cohort = await createCohort();
    await assignCourse(cohort.id, course, { opensOn });
    await enroll(cohort.id, id);
    return TestBrowser.signedInAs(id);
  }

  test('has the cadet’s page of a course that is open to them, with records', async () => {
    const browser = await both();
    const led = await browser.get(paths.taughtLesson(course, lesson, { keys: '1' }));
    expect(led).toMatchObject({ status: 302, location: paths.lesson(course, lesson) });
    const page = await browser.get(paths.lesson(course, lesson));
    expect(page.html).toContain('lesson-reader');
    const keyed = await browser.get(`${paths.lesson(course, lesson)}?keys=1`);
    expect(keyed.html).not.toMatch(/Feedback on|Misconception|With keys/);
  });

  test('gets no keys of one that opens to them later, and no questions of its quiz', async () => {
    const browser = await both('2999-01-01');
    const page = await browser.get(paths.taughtLesson(course, lesson, { keys: '1' }));
    expect(page.status).toBe(200);
    expect(page.html).not.toMatch(/Feedback on|Misconception|With keys/);
    const quiz = await browser.get(paths.quizQuestions(made.quiz, { keys: '1' }));
    expect(quiz.text).toContain('You take this quiz yourself');
    expect(quiz.html).not.toContain('Option a of item');
  });

  test('reads a course that they only teach as those who teach it', async () => {
    const { id } = await createUser({ roles: ['cadet', 'instructor'] });
    await teach(id);
    const browser = await TestBrowser.signedInAs(id);
    const page = await browser.get(paths.taughtLesson(course, lesson, { keys: '1' }));
    expect(page.text).toContain('Misconception: voice-check-a');
  });
});

test('a quiz is shown as an attempt draws it, or with its keys', async () => {
  const plain = await instructor.get(paths.quizQuestions(made.quiz));
  expect(plain.text).toContain('Option a of item');
  expect(plain.html).not.toMatch(/Feedback on|Misconception/);
  const keyed = await instructor.get(paths.quizQuestions(made.quiz, { keys: '1' }));
  expect(keyed.text).toContain('Misconception: item-a');
  for (const draw of ['0', '-1', 'x', '1e99'])
    expect((await instructor.get(`${paths.quizQuestions(made.quiz)}?draw=${draw}`)).status).toBe(
      200,
    );
});

test('the ways in: from Teach to courses, from there to lessons, questions, statistics and regrades', async () => {
  const ways: [page: string, leadsTo: string[]][] = [
    [paths.teach(), [paths.taughtCourses(), paths.waitingAnswers()]],
    [
      paths.taughtCourses(),
      [
        paths.taughtCourse(course),
        paths.quizQuestions(made.quiz),
        paths.quizStatistics(made.quiz),
        paths.quizRegrade(made.quiz),
      ],
    ],
    [
      paths.taughtCourse(course),
      [paths.taughtLesson(course, lesson), paths.quizStatistics(made.quiz)],
    ],
  ];
  for (const [page, leadsTo] of ways) {
    const { html } = await instructor.get(page);
    for (const address of leadsTo) expect(html, page).toContain(`href="${address}"`);
  }
});

test('the grid’s heads and the cadet’s page lead to lessons, quizzes and statistics', async () => {
  const { id } = await createCohort({ instructorIds: [instructorId] });
  await assignCourse(id, course);
  const cadet = await createUser();
  await enroll(id, cadet.id);
  const grid = await instructor.get(paths.cohort(id));
  const head = /<thead[\s\S]*<\/thead>/.exec(grid.html)?.[0];
  expect(head).toContain(`href="${paths.taughtLesson(course, lesson)}"`);
  expect(head).toContain(`href="${paths.quizStatistics(made.quiz)}"`);
  const page = await instructor.get(paths.cadet(id, cadet.id));
  expect(page.html).toContain(`href="${paths.taughtLesson(course, lesson)}"`);
  expect(page.html).toContain(`href="${paths.quizQuestions(made.quiz)}"`);
});

test('a title leads to where teachers read it: in who needs them, above an attempt, above a conversation', async () => {
  const quiz = await publishRegradeCourse({});
  const attempt = await quiz.take(await quiz.addCadet('Fay Failed'), { voice: ['voice-b'] });
  const failed = await quiz.take(await quiz.addCadet('Gus Gone'), {
    voice: ['voice-b'],
    greeting: ['greeting-a'],
    reasons: ['reasons-a'],
    respect: ['respect-b'],
  });
  const browser = await TestBrowser.signedInAs(quiz.instructor.id);
  const link = `<a href="${paths.quizQuestions(quiz.quiz)}">`;
  for (const one of [attempt, failed])
    expect((await browser.get(paths.attemptReview(one))).html).toContain(`in the quiz ${link}`);
  const needs = await browser.get(`${paths.teach()}?show=failed`);
  expect(needs.html).toContain(link);
  const talk = await publishScenarioCourse();
  const teacher = await TestBrowser.signedInAs(talk.instructor.id);
  const ways = await teacher.get(paths.cohortScenario(talk.cohort.id, 'wake'));
  expect(ways.html).toContain(`<a href="${paths.taughtLesson(talk.course, talk.lesson)}">Lesson `);
});

test('a changed key waits in Teach for those who decide about it, until they have', async () => {
  const quiz = await publishRegradeCourse({});
  const cadet = await quiz.addCadet('Took it before');
  await quiz.take(cadet);
  const browser = await TestBrowser.signedInAs(quiz.instructor.id);
  const says = async (who: TestBrowser) => {
    const { html } = await who.get(paths.teach());
    return html.includes(`href="${paths.quizRegrade(quiz.quiz)}"`);
  };
  expect(await says(browser)).toBe(false);
  await quiz.fixQuiz({ key: { voice: ['voice-b'] } });
  expect(await says(browser)).toBe(true);
  expect(await says(instructor)).toBe(false);
  await quiz.regrade(quiz.instructor);
  expect(await says(browser)).toBe(false);
});
