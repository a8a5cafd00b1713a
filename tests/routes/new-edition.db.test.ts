import { describe, expect, test } from 'vitest';
import { db } from '#app/db/client.server.ts';
import { paths } from '#app/paths.ts';
import { createUser, enroll } from '#tests/factories/people.ts';
import { TestBrowser } from '#tests/support/app.ts';
import { createLearner, toReport } from '#tests/support/learner.ts';
import { publishLearningCourse } from '#tests/support/learning-course.ts';

/** What those who completed a lesson meet after a new edition of it. */

const finish = { intent: 'finish-reading' };
const answer = { intent: 'answer-check', check: 'free-check', option: 'free-check-a' };

/** A course, and a cadet of it who has completed the lesson `free` at its first edition. */
async function setUp(given: Parameters<typeof publishLearningCourse>[0] = {}) {
  const made = await publishLearningCourse(given);
  const { course, lessons, cohort } = made;
  const user = await createUser({ name: 'Cleo Cadet' });
  await enroll(cohort.id, user.id);
  const learner = await createLearner(user.id);
  await learner.open(course, lessons.free);
  await learner.send(course, lessons.free, answer);
  await learner.send(course, lessons.free, finish);
  const teacher = await createUser({ roles: ['instructor'] });
  await db.cohortInstructor.create({ data: { cohortId: cohort.id, userId: teacher.id } });
  const browser = await TestBrowser.signedInAs(user.id);
  const completions = () =>
    db.completion.findMany({ where: { userId: user.id }, orderBy: { completedAt: 'asc' } });
  expect(await completions()).toHaveLength(1);
  return {
    ...made,
    userId: user.id,
    learner,
    browser,
    completions,
    instructor: await TestBrowser.signedInAs(teacher.id),
    lessonPath: paths.lesson(course, lessons.free),
    changesPath: paths.lessonChanges(course, lessons.free),
  };
}

const since = 'Law or policy has changed since you completed this lesson';

describe('a new edition of a lesson that was completed', () => {
  test('is told on Learn, on the course page and at the top of the lesson, with the difference a click away', async () => {
    const { browser, raiseFree, course, lessonPath, changesPath } = await setUp();
    expect((await browser.get(paths.learn())).text).not.toContain('Changed since');
    expect((await browser.get(changesPath)).status).toBe(404);
    await raiseFree(2, 'legal');
    for (const path of [paths.learn(), paths.course(course)]) {
      const { html, text } = await browser.get(path);
      expect(text, path).toContain('Changed since you completed it');
      expect(text, path).toContain('law or policy has changed');
      expect(html, path).toContain(`href="${changesPath}"`);
    }
    const lesson = await browser.get(lessonPath);
    expect(lesson.html.indexOf(since)).toBeLessThan(lesson.html.indexOf('The new law'));
    expect(lesson.text).toContain('nothing more is asked of you');
    expect(lesson.html).toContain(`href="${changesPath}"`);
    const { text } = await browser.get(changesPath);
    expect(text).toMatch(/From edition 1, .* to edition 2/);
    expect(text.replaceAll(/\s+/g, ' ')).toMatch(/removed: Voice.*added: The new law/);
    // What asks for nothing is told until it was seen.
    expect((await browser.get(paths.learn())).text).not.toContain('Changed since');
  });

  test('of which only the wording changed, presses nobody', async () => {
    const { browser, raiseFree, lessonPath } = await setUp({ rereadOn: ['substantive', 'legal'] });
    await raiseFree(2, 'wording');
    expect((await browser.get(paths.learn())).text).not.toContain('Changed since');
    const { text } = await browser.get(lessonPath);
    expect(text).not.toContain('since you completed this lesson');
    expect(text).toContain('The lesson has been changed since.');
  });

  test('is to be read to the end again where the course asks for it; until then the first completion stands', async () => {
    const made = await setUp({ rereadOn: ['legal'] });
    const { browser, instructor, learner, completions, course, lessons, cohort } = made;
    const need = '1 new edition to read';
    const grid = async () => (await instructor.get(paths.cohort(cohort.id))).text;
    expect(await grid()).not.toContain(need);
    await made.raiseFree(2, 'legal');
    expect(await grid()).toContain(need);
    expect((await instructor.get(paths.teach({ show: 'rereads' }))).text).toMatch(
      /Cleo Cadet .* 1 lesson/,
    );
    const filtered = await instructor.get(paths.cohort(cohort.id, { show: 'rereads' }));
    expect(filtered.text).toContain('Showing 1 of 2 cadets');

    const ownPath = paths.cadet(cohort.id, made.userId);
    const again = ': edition 1 was read.';
    const own = await instructor.get(ownPath);
    expect(own.text.split(again)).toHaveLength(2);
    expect(own.html).toContain(`href="${paths.taughtChanges(course, lessons.free, 1)}"`);

    // Opening it, and time spent in it, is not reading it to the end.
    await browser.get(made.lessonPath);
    await learner.report(toReport(course, lessons.free, { seconds: '10' }));
    expect(await completions()).toHaveLength(1);
    expect((await browser.get(paths.learn())).text).toContain('To be read again');

    await learner.send(course, lessons.free, finish);
    const [first, second] = await completions();
    expect(second?.revisionId).not.toBe(first?.revisionId);
    expect(first?.voidedAt).toBeNull();
    expect((await browser.get(paths.learn())).text).not.toContain('To be read again');
    expect((await browser.get(made.lessonPath)).text).not.toContain(since);
    expect(await grid()).not.toContain(need);
    expect((await instructor.get(ownPath)).text).not.toContain(again);
    // Reading it once more makes no third, and the hours count once.
    await learner.send(course, lessons.free, finish);
    expect(await completions()).toHaveLength(2);
    expect((await browser.get(paths.record())).text).toContain('1 lesson');
  });

  test('is shown to those who teach the course, from the edition before or another; nobody else’s page', async () => {
    const { instructor, raiseFree, course, lessons, changesPath } = await setUp();
    const pathOf = (from?: number) => paths.taughtChanges(course, lessons.free, from);
    expect(await instructor.get(changesPath)).toMatchObject({ status: 302, location: pathOf() });
    expect((await instructor.get(pathOf())).text).toContain(
      'Nothing to compare yet Edition 1 was the first in force.',
    );
    await raiseFree(2, 'legal');
    await raiseFree(3, 'substantive');
    const first = await instructor.get(pathOf(1));
    expect(first.text).toMatch(/From edition 1 to edition 3: law or policy has changed/);
    expect(first.text.replaceAll(/\s+/g, ' ')).toMatch(/removed: Voice.*added: The new law/);
    for (const from of [undefined, 0, 3, 99])
      expect((await instructor.get(pathOf(from))).text).toContain('From edition 2 to edition 3');
    const lesson = await instructor.get(paths.taughtLesson(course, lessons.free));
    expect(lesson.html).toContain(`href="${pathOf()}"`);
    const stranger = await createUser({ roles: ['instructor'] });
    const away = await TestBrowser.signedInAs(stranger.id);
    expect((await away.get(pathOf(1))).status).toBe(404);
  });

  test('shows nobody else’s difference, and none of a course that is not theirs', async () => {
    const made = await setUp();
    await made.raiseFree(2, 'substantive');
    const stranger = await TestBrowser.signedInAs((await createUser()).id);
    expect((await stranger.get(made.changesPath)).status).toBe(404);
    const other = await TestBrowser.signedInAs(made.cadet.id);
    expect((await other.get(made.changesPath)).status).toBe(404);
  });
});
