import { beforeAll, describe, expect, test } from 'vitest';
import type { Role } from '#app/auth/permissions.ts';
import { db, newId } from '#app/db/client.server.ts';
import { alignPassages } from '#app/features/curriculum/publishing/passage-mutations.server.ts';
import { makeNoteWords } from '#app/features/learning/lessons/note-words-mutations.server.ts';
import { createCohort as makeCohort } from '#app/features/people/cohorts/mutations.server.ts';
import { makeCohortWords } from '#app/features/people/cohorts/words-mutations.server.ts';
import { paths } from '#app/paths.ts';
import { createRevision, publishItem } from '#tests/factories/content.ts';
import {
  assignCourse,
  createCohort,
  createNumberedUser,
  createUser,
  enroll,
} from '#tests/factories/people.ts';
import { TestBrowser } from '#tests/support/app.ts';
import {
  type LearningCourse,
  publishLearningCourse,
  toLessonBody,
} from '#tests/support/learning-course.ts';
import { publishQuizCourse } from '#tests/support/quiz-course.ts';
import { listStatements } from '#tests/support/statements.ts';

/** What a visitor finds: the groups by their titles, and the links of their results. */
async function find(userId: string, q: string, group?: string) {
  const browser = await TestBrowser.signedInAs(userId);
  const page = await browser.get(paths.search(q, group));
  expect(page.status).toBe(200);
  const sections = [...page.html.matchAll(/<section class="found"[\s\S]*?<\/section>/g)];
  const groups: Record<string, string[]> = {};
  for (const [html] of sections) {
    const [, title = ''] = /<h2[^>]*>([^<]*)/.exec(html) ?? [];
    const lines = [...html.matchAll(/<li>([\s\S]*?)<\/li>/g)];
    groups[title.trim()] = lines.map(
      ([, line = '']) => /href="([^"]*)"/.exec(line)?.[1] ?? 'no link',
    );
  }
  return { page, groups };
}

const withRole = (role: Role, name?: string) => createUser({ roles: [role], name });

let course: LearningCourse;
let other: LearningCourse;
let later: LearningCourse;
let instructor: string;
let admin: string;
let author: string;

/** A lesson of the course with a text of its own, beside those that it has. */
async function addLesson(to: LearningCourse, position: number, text: string, key?: object) {
  const contentId = `lesson-${newId().slice(0, 8)}`;
  const html = `<h2 id="here">Place of ${text}</h2><p>Text with ${text}.</p>`;
  const revision = await createRevision({
    kind: 'lesson',
    contentId,
    title: `Added ${contentId}`,
    body: toLessonBody(contentId, [{ type: 'html', html }]),
    key: key as never,
  });
  await publishItem(revision, {
    courseId: to.course,
    moduleId: to.modules[0],
    position,
    minutes: 9,
  });
  return { contentId, revisionId: revision.id };
}

beforeAll(async () => {
  [course, other, later] = await Promise.all([
    publishLearningCourse(),
    publishLearningCourse(),
    publishLearningCourse({ dates: { opensOn: '2999-01-01' } }),
  ]);
  [instructor, admin, author] = (
    await Promise.all([withRole('instructor'), withRole('admin'), withRole('author')])
  ).map(({ id }) => id) as [string, string, string];
  await db.cohortInstructor.create({ data: { cohortId: course.cohort.id, userId: instructor } });
  await makeCohortWords();
  await alignPassages();
});

describe('lessons', () => {
  test('a cadet finds those of own open courses, at the heading; nobody a course that is not theirs', async () => {
    await Promise.all([course, other, later].map((each) => addLesson(each, 1003, 'quokka')));
    await alignPassages();
    const lesson = await db.contentItem.findFirstOrThrow({
      where: { courseId: course.course, position: 1003 },
    });
    const { contentId } = lesson;
    const cadet = await find(course.cadet.id, 'QUÓKKA');
    expect(cadet.groups).toEqual({ Lessons: [paths.lesson(course.course, contentId, 'here')] });
    expect(cadet.page.html).toContain('<mark>quokka</mark>');
    const taught = paths.taughtLesson(course.course, contentId, {}, 'here');
    expect((await find(instructor, 'quokka')).groups).toEqual({ Lessons: [taught] });
    expect((await find(author, 'quokka')).groups.Lessons).toHaveLength(3);
    expect((await find(admin, 'quokka')).groups.Lessons).toHaveLength(3);
    expect((await find(later.cadet.id, 'quokka')).groups).toEqual({});
    const nobody = await createUser({ roles: [] });
    expect((await find(nobody.id, 'quokka')).groups).toEqual({});
  });

  test('not once the cadet was withdrawn, nor once the cohort of the instructor is archived', async () => {
    await addLesson(course, 1004, 'numbat');
    await alignPassages();
    const cadet = await createUser();
    await enroll(course.cohort.id, cadet.id, { withdrawnAt: new Date() });
    expect((await find(cadet.id, 'numbat')).groups).toEqual({});
    expect((await find(course.cadet.id, 'numbat')).groups.Lessons).toHaveLength(1);
    const teaches = await withRole('instructor');
    const archived = await createCohort({ instructorIds: [teaches.id] });
    await assignCourse(archived.id, course.course);
    expect((await find(teaches.id, 'numbat')).groups.Lessons).toHaveLength(1);
    await db.cohort.update({ where: { id: archived.id }, data: { archivedAt: new Date() } });
    expect((await find(teaches.id, 'numbat')).groups).toEqual({});
  });

  test('a lesson that no cadet gets for now is found by those who teach alone', async () => {
    const held = await publishQuizCourse({ openRules: ['support-contacts'] });
    await db.cohortInstructor.create({ data: { cohortId: held.cohort.id, userId: instructor } });
    await alignPassages();
    const [open = '', waits = ''] = held.lessons;
    const here = paths.lesson(held.course, open);
    expect((await find(held.cadet.id, open)).groups.Lessons).toEqual([here]);
    expect((await find(held.cadet.id, waits)).groups).toEqual({});
    const { Lessons } = (await find(instructor, waits)).groups;
    expect(Lessons).toEqual([paths.taughtLesson(held.course, waits)]);
  });

  test('what waits for its day is not found, what has come is; what was replaced or retired is gone', async () => {
    const { contentId, revisionId } = await addLesson(course, 1005, 'wombat');
    const next = await createRevision({
      kind: 'lesson',
      contentId,
      title: 'Next',
      body: toLessonBody(contentId, [{ type: 'html', html: '<p>Text with bilby.</p>' }]),
    });
    const hold = (pendingAt: Date) =>
      db.contentItem.update({
        where: { contentId },
        data: { pendingRevisionId: next.id, pendingAt },
      });
    await hold(new Date(Date.now() + 86_400_000));
    await alignPassages();
    const { id } = course.cadet;
    const found = async () => [(await find(id, 'wombat')).groups, (await find(id, 'bilby')).groups];
    expect(await found()).toMatchObject([{ Lessons: [expect.any(String)] }, {}]);
    expect(JSON.stringify(await found())).not.toContain('bilby');
    await hold(new Date(Date.now() - 1000));
    expect((await found()).map((groups) => Object.keys(groups))).toEqual([[], ['Lessons']]);
    await db.contentItem.update({
      where: { contentId },
      data: {
        revisionId: next.id,
        pendingRevisionId: null,
        pendingAt: null,
        retiredAt: new Date(),
      },
    });
    expect((await found()).map((groups) => Object.keys(groups))).toEqual([[], []]);
    await alignPassages();
    expect(await db.lessonPassage.count({ where: { revisionId } })).toBe(0);
  });

  test('nothing of a key, of a question or of feedback, whoever asks', async () => {
    for (const q of ['Misconception', 'Feedback', 'voice-check-b', 'Option'])
      for (const userId of [course.cadet.id, instructor, admin, author])
        expect((await find(userId, q)).groups, q).toEqual({});
  });

  test('a word that several lessons explain is found once a course', async () => {
    const { groups } = await find(course.cadet.id, 'voice');
    expect(groups['Words explained']).toEqual([
      paths.lesson(course.course, course.lessons.checks, 'term-voice'),
    ]);
    expect(groups.Lessons?.length).toBeGreaterThan(2);
  });
});

describe('people and cohorts', () => {
  test('an administrator finds all of them, by name, address and badge number, folded', async () => {
    const { id, email } = await createUser({ name: 'Zoë Ąžuolaitė-Ng' });
    const numbered = await createNumberedUser('QX-00417');
    const all = [paths.adminPerson(id)];
    for (const q of ['zoe', 'Ąžuol', 'azuolaite ng', email, 'ZOË NG'])
      expect((await find(admin, q)).groups.People, q).toEqual(all);
    for (const q of ['qx', '00417', 'QX-00417'])
      expect((await find(admin, q)).groups.People, q).toEqual([paths.adminPerson(numbered.id)]);
    expect((await find(admin, 'uolaite')).groups).toEqual({});
  });

  test('an instructor finds those of own cohorts only; a cadet and an author nobody', async () => {
    const [mine, gone, foreign] = await Promise.all([
      createUser({ name: 'Tamsin Ibis' }),
      createUser({ name: 'Tamsin Heron' }),
      createUser({ name: 'Tamsin Stork' }),
    ]);
    await enroll(course.cohort.id, mine.id);
    await enroll(course.cohort.id, gone.id, { withdrawnAt: new Date() });
    await enroll(other.cohort.id, foreign.id);
    const { groups, page } = await find(instructor, 'tamsin');
    const { id } = course.cohort;
    expect(groups.People?.toSorted()).toEqual(
      [paths.cadet(id, mine.id), paths.cadet(id, gone.id)].toSorted(),
    );
    expect(page.text).toContain(`left ${course.cohort.name}`);
    expect(page.html).not.toContain('Stork');
    expect((await find(admin, 'tamsin')).groups.People).toHaveLength(3);
    for (const userId of [course.cadet.id, author])
      for (const group of [undefined, 'people'])
        expect((await find(userId, 'tamsin', group)).groups).toEqual({});
  });

  test('whole words come before those that are only begun', async () => {
    const begun = await createUser({ name: 'Abernathyx Able' });
    const whole = await createUser({ name: 'Zed Abernathy' });
    expect((await find(admin, 'abernathy')).groups.People).toEqual(
      [whole.id, begun.id].map((id) => paths.adminPerson(id)),
    );
  });

  test('follow each change of a name, an address, a number', async () => {
    const { id } = await createUser({ name: 'Quillon Before' });
    const foundBy = async (q: string) => Object.keys((await find(admin, q)).groups);
    expect(await foundBy('quillon')).toEqual(['People']);
    const data = { foldedName: 'quillon after', email: 'quillon@x.test', badgeNumber: 'ZB-9' };
    await db.user.update({ where: { id }, data });
    expect(await foundBy('quillon before')).toEqual([]);
    expect(await foundBy('quillon after zb 9')).toEqual(['People']);
    await db.user.update({ where: { id }, data: { signedInAt: new Date() } });
    expect(await foundBy('quillon after')).toEqual(['People']);
    await db.userRole.deleteMany({ where: { userId: id } });
    await db.user.delete({ where: { id } });
    expect(await foundBy('quillon after')).toEqual([]);
  });

  test('cohorts: an instructor finds own ones, an administrator all, also new ones', async () => {
    const change = { actor: { ...(await withRole('admin')), roles: ['admin'] as const } };
    const days = { timeZone: 'America/Halifax', startsOn: '2026-01-05', endsOn: null };
    const made = await makeCohort(
      { ...change, requestId: 'r' },
      { name: 'Été Kestrel-A', ...days },
    );
    if (!('id' in made)) throw new Error('The cohort was not made.');
    expect((await find(admin, 'ete kes')).groups).toEqual({
      Cohorts: [paths.adminCohort(made.id)],
    });
    expect((await find(instructor, 'kestrel')).groups).toEqual({});
    await db.cohortInstructor.create({ data: { cohortId: made.id, userId: instructor } });
    expect((await find(instructor, 'kestrel')).groups).toEqual({
      Cohorts: [paths.cohort(made.id)],
    });
    expect((await find(course.cadet.id, 'kestrel')).groups).toEqual({});
  });
});

test('a note is found by its writer alone, whatever role others have; also one from before', async () => {
  const [mine, theirs] = [await createUser(), await createUser()];
  const { checks } = course.lessons;
  const { revisionId } = await db.contentItem.findUniqueOrThrow({ where: { contentId: checks } });
  for (const { id } of [mine, theirs]) {
    await enroll(course.cohort.id, id);
    await db.reflection.create({
      data: {
        userId: id,
        lessonId: checks,
        reflectId: 'own-habit',
        revisionId,
        body: `A platypus <b>of mine</b>, said ${id}`,
        updatedAt: new Date(),
      },
    });
  }
  expect((await find(mine.id, 'platypus')).groups).toEqual({});
  expect(await makeNoteWords()).toBe(2);
  expect(await makeNoteWords()).toBe(0);
  const { groups, page } = await find(mine.id, 'platypus');
  expect(groups).toEqual({
    'Your notes': [paths.lesson(course.course, checks, 'reflect-own-habit')],
  });
  expect(page.html).toContain('&lt;b&gt;');
  expect(page.html).not.toContain(theirs.id);
  for (const userId of [admin, instructor, author, course.cadet.id])
    expect((await find(userId, 'platypus')).groups).toEqual({});
  await db.enrollment.updateMany({ where: { userId: mine.id }, data: { withdrawnAt: new Date() } });
  expect((await find(mine.id, 'platypus')).groups).toEqual({ 'Your notes': ['no link'] });
});

test.each([
  ['', 'This looks through'],
  [' ', 'This looks through'],
  ['a', 'too short'],
  ['"', 'too short'],
  ['*', 'too short'],
  ['%_', 'too short'],
  ['\0', 'too short'],
  ['👍🏽', 'too short'],
  ['\u200c', 'too short'],
  ['\ud800', 'too short'],
  ['nothing\0like"this*', 'Nothing found'],
  ['"unbalanced NEAR(a b, 5) AND NOT ^x: words', 'Nothing found'],
  ["'); DROP TABLE \"User\"; -- it''s", 'Nothing found'],
  ["foo:* & ! | <-> 'bar'", 'Nothing found'],
  ['می‌خواهم', 'Nothing found'],
  ['שלום\u202eabc', 'Nothing found'],
  ['𞤀𞤁𞤂 ᲐᲑ 𖹀𖹁', 'Nothing found'],
  ['李', 'Nothing found'],
])('whatever is typed is answered: %j', async (q, answer) => {
  for (const userId of [admin, course.cadet.id]) {
    const { page } = await find(userId, q);
    expect(page.text).toContain(answer);
    if (answer === 'Nothing found') expect(page.text).toContain('Looked for “');
  }
});

test('10,000 letters are answered, and of which of them was looked for', async () => {
  for (const q of ['x'.repeat(10_000), 'qqab '.repeat(2000)]) {
    const { page } = await find(admin, q);
    expect(page.text).toContain('Nothing found');
    expect(page.text).toContain('only its start was looked for');
    expect(page.html.length).toBeLessThan(20_000);
  }
});

test('what was typed stands in the page as text', async () => {
  const { page } = await find(admin, '<script>alert(1)</script> zz');
  expect(page.html).not.toContain('<script>alert');
  expect(page.text).toContain('Nothing found for “<script>alert(1)</script> zz”');
});

test('a group alone shows more of it, and an unknown one is no group', async () => {
  for (let n = 0; n < 9; n += 1) await createUser({ name: `Perpetua Wren${n}` });
  const beside = await find(admin, 'perpetua');
  expect(beside.groups.People).toHaveLength(6);
  expect(beside.page.html).toContain('href="/search?q=perpetua&amp;in=people"');
  expect((await find(admin, 'perpetua', 'people')).groups.People).toHaveLength(9);
  expect((await find(admin, 'perpetua', 'nothing')).groups.People).toHaveLength(6);
});

test('takes two statements at most, beside those by which everybody is let in', async () => {
  await assignCourse((await createCohort()).id, course.course);
  for (const userId of [admin, instructor, author, course.cadet.id]) {
    const browser = await TestBrowser.signedInAs(userId);
    await browser.get(paths.search());
    const ofNothing = await listStatements(() => browser.get(paths.search()));
    const texts = await listStatements(() => browser.get(paths.search('voice')));
    expect(texts.length - ofNothing.length).toBeLessThanOrEqual(2);
    expect(texts.length).toBeGreaterThan(ofNothing.length);
  }
});
