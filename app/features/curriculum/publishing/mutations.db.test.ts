import { beforeEach, describe, expect, test } from 'vitest';
import { db, newId } from '#app/db/client.server.ts';
import { listContentProblems } from '#app/features/curriculum/courses/queries.server.ts';
import { type CourseCopy, copyCourse } from '#tests/content/fixture-course.ts';
import { createUser } from '#tests/factories/people.ts';
import { syncContent } from './mutations.server.ts';

const second = '01-first-module/02-second-lesson.mdx';
const quiz = '01-first-module/quiz.mdx';

beforeEach(async () => {
  await db.scenarioChoice.deleteMany();
  await db.scenarioRun.deleteMany();
  await db.lessonProgress.deleteMany();
  await db.checkAnswer.deleteMany();
  await db.reflection.deleteMany();
  await db.completion.deleteMany();
  await db.attempt.deleteMany();
  await db.contentItem.deleteMany();
  await db.contentRevision.deleteMany();
  await db.contentSync.deleteMany();
  await db.auditEvent.deleteMany();
});

const sync = ({ contentDir, dataDir }: CourseCopy) => syncContent({ contentDir, dataDir });
const rules = (problems: { rule: string }[]) => problems.map(({ rule }) => rule);
const item = (contentId: string) =>
  db.contentItem.findUniqueOrThrow({ where: { contentId }, include: { revision: true } });

async function complete(lessonId: string): Promise<void> {
  const [user, { revisionId }] = await Promise.all([createUser(), item(lessonId)]);
  const data = {
    id: newId(),
    userId: user.id,
    lessonId,
    revisionId,
    completedAt: new Date(),
    minutes: 5,
    activeSeconds: 9,
    ruleJson: '{}',
  };
  await db.completion.create({ data });
}

async function attempt(quizId: string): Promise<void> {
  const [user, { revisionId }] = await Promise.all([createUser(), item(quizId)]);
  const data = {
    id: newId(),
    userId: user.id,
    quizId,
    revisionId,
    number: 1,
    seed: 1,
    status: 'submitted',
    startedAt: new Date(),
  };
  await db.attempt.create({ data });
}

type Mine = { userId: string; lessonId: string; revisionId: string };
const views = { firstViewedAt: new Date(), lastViewedAt: new Date() };
const answer = { checkId: 'check', valueJson: '[]', correct: true };

describe('publishing', () => {
  test('a first sync publishes everything, each with a revision, its source and its key', async () => {
    const course = copyCourse();
    expect(await sync(course)).toEqual({ changed: 5, problems: [] });
    const rows = await db.contentItem.findMany({ orderBy: { position: 'asc' } });
    expect(
      rows.map(({ contentId, kind, moduleId, minutes }) => [contentId, kind, moduleId, minutes]),
    ).toEqual([
      ['good-course', 'course', null, 0],
      ['first-module', 'module', 'first-module', 0],
      ['first-lesson', 'lesson', 'first-module', 10],
      ['second-lesson', 'lesson', 'first-module', 5],
      ['first-quiz', 'quiz', 'first-module', 0],
    ]);
    const { revision } = await item('first-quiz');
    expect(revision.source).toBe(course.read(quiz));
    expect(revision.bodyJson).not.toContain('Listening gives up no authority');
    expect(revision.keyJson).toContain('Listening gives up no authority');
    expect(
      await db.auditEvent.count({ where: { action: 'publish-revision', actorId: null } }),
    ).toBe(5);
  });

  test('a second sync writes nothing', async () => {
    const course = copyCourse();
    await sync(course);
    const before = await db.contentItem.findMany({ orderBy: { contentId: 'asc' } });
    expect(await sync(course)).toEqual({ changed: 0, problems: [] });
    expect(await db.contentItem.findMany({ orderBy: { contentId: 'asc' } })).toEqual(before);
    expect([await db.contentSync.count(), await db.contentRevision.count()]).toEqual([1, 5]);
  });

  test('two syncs at once publish once', async () => {
    const course = copyCourse();
    const [one, two] = await Promise.all([sync(course), sync(course)]);
    expect([one.changed, two.changed]).toEqual([5, 0]);
  });

  test('a change makes a revision and keeps the old one; going back makes none', async () => {
    const course = copyCourse();
    await sync(course);
    const old = await item('second-lesson');
    course.edit(second, 'The checks below', 'These checks');
    expect((await sync(course)).changed).toBe(1);
    const now = await item('second-lesson');
    expect(now.revisionId).not.toBe(old.revisionId);
    expect(await db.contentRevision.count({ where: { contentId: 'second-lesson' } })).toBe(2);
    course.edit(second, 'These checks', 'The checks below');
    await sync(course);
    expect((await item('second-lesson')).revisionId).toBe(old.revisionId);
    expect(await db.contentRevision.count({ where: { contentId: 'second-lesson' } })).toBe(2);
  });

  test('what was published before and replaced since takes nothing back, unless that is wanted', async () => {
    const course = copyCourse();
    const { contentDir, dataDir } = course;
    const start = () => syncContent({ contentDir, dataDir }, new Date(), 'keep newer');
    const publishNewer = () => course.edit(second, 'The checks below', 'These checks');
    const goBack = () => course.edit(second, 'These checks', 'The checks below');
    await start();
    const older = (await item('second-lesson')).revisionId;
    publishNewer();
    expect((await start()).changed).toBe(1);
    const newer = (await item('second-lesson')).revisionId;

    goBack();
    const refused = await start();
    expect(refused.changed).toBe(0);
    expect(rules(refused.problems)).toContain('older-content');
    expect((await item('second-lesson')).revisionId).toBe(newer);
    // Told beside what is wrong with the newer one, once, and until that one is read again.
    await start();
    expect(
      rules(await listContentProblems()).filter((rule) => rule === 'older-content'),
    ).toHaveLength(1);
    publishNewer();
    await start();
    expect(rules(await listContentProblems())).not.toContain('older-content');

    goBack();
    await sync(course);
    expect((await item('second-lesson')).revisionId).toBe(older);
    // Now the other one is older.
    publishNewer();
    await start();
    expect((await item('second-lesson')).revisionId).toBe(older);
  });

  test('a change of the key alone makes a revision', async () => {
    const course = copyCourse();
    await sync(course);
    const old = await item('first-quiz');
    course.edit(quiz, 'Callouts are there.', 'Callouts exist.');
    await sync(course);
    const now = await item('first-quiz');
    expect(now.revisionId).not.toBe(old.revisionId);
    expect(now.revision.bodyJson).toBe(old.revision.bodyJson);
  });

  test('a moved lesson keeps its revision', async () => {
    const course = copyCourse();
    await sync(course);
    const old = await item('second-lesson');
    course.write('01-first-module/00-earlier.mdx', course.read(second));
    course.remove(second);
    course.edit(
      '01-first-module/01-first-lesson.mdx',
      './02-second-lesson.mdx#a-heading',
      './00-earlier.mdx',
    );
    await sync(course);
    const now = await item('second-lesson');
    expect([now.position, now.revisionId]).toEqual([1001, old.revisionId]);
  });
});

describe('what is broken', () => {
  test('keeps its last good revision, and the rest is published', async () => {
    const course = copyCourse();
    await sync(course);
    const old = await item('second-lesson');
    course.edit(second, '<Reflect id="own-street">', '<Reflekt id="own-street">');
    course.edit(quiz, 'Take your time.', 'No hurry.');
    const { changed, problems } = await sync(course);
    expect(changed).toBe(1);
    expect(problems.some(({ file, level }) => file === second && level === 'error')).toBe(true);
    expect((await item('second-lesson')).revisionId).toBe(old.revisionId);
    expect((await item('second-lesson')).retiredAt).toBeNull();
    const stored = await db.contentSync.findFirstOrThrow({ orderBy: { id: 'desc' } });
    expect(JSON.parse(stored.problemsJson)).toEqual(problems);
  });

  test('a file whose id cannot be read retires nothing', async () => {
    const course = copyCourse();
    await sync(course);
    course.write(second, 'nothing of use');
    expect((await sync(course)).changed).toBe(0);
    expect((await item('second-lesson')).retiredAt).toBeNull();
  });

  test.each([
    ['unreadable', (course: CourseCopy) => course.remove('.'), 'unreadable'],
    [
      'empty',
      (course: CourseCopy) => {
        course.remove('.');
        course.write('courses/.gitkeep', '');
      },
      'no-courses',
    ],
  ])('an %s content folder keeps everything and says so', async (_what, damage, rule) => {
    const course = copyCourse();
    await sync(course);
    damage(course);
    const { changed, problems } = await sync(course);
    expect([changed, rules(problems)]).toEqual([0, [rule]]);
    expect(await db.contentItem.count({ where: { retiredAt: null } })).toBe(5);
    expect(await db.contentSync.count()).toBe(2);
  });

  test('an id used twice changes neither of the two', async () => {
    const course = copyCourse();
    await sync(course);
    const old = await item('second-lesson');
    course.write(
      '01-first-module/00-copy.mdx',
      course.read(second).replace('The checks below', 'These checks'),
    );
    expect(rules((await sync(course)).problems)).toEqual(['duplicate-id', 'duplicate-id']);
    expect((await item('second-lesson')).revisionId).toBe(old.revisionId);
  });
});

describe('what is gone', () => {
  const removeSecond = (course: CourseCopy) => {
    course.remove(second);
    course.edit(
      '01-first-module/01-first-lesson.mdx',
      './02-second-lesson.mdx#a-heading',
      'https://example.org',
    );
    course.edit(quiz, ' objective="answer-checks"', ' objective="use-components"');
  };

  test('is retired and can come back', async () => {
    const course = copyCourse();
    await sync(course);
    const text = course.read(second);
    removeSecond(course);
    await complete('second-lesson');
    expect((await sync(course)).problems).toEqual([]);
    expect((await item('second-lesson')).retiredAt).not.toBeNull();
    expect(await db.auditEvent.count({ where: { action: 'retire-content' } })).toBe(1);
    course.write(second, text);
    await sync(course);
    expect((await item('second-lesson')).retiredAt).toBeNull();
  });

  test('is kept if it has completions and a new id stands in its place; the author is told both ways out', async () => {
    const course = copyCourse();
    await sync(course);
    await complete('second-lesson');
    course.edit(second, 'id: second-lesson', 'id: second-lesson-renamed');
    const { problems } = await sync(course);
    expect(rules(problems)).toEqual(['renamed-id']);
    expect(problems[0]).toMatchObject({ file: second, level: 'error' });
    expect((await item('second-lesson')).retiredAt).toBeNull();
    expect(
      await db.contentItem.findUnique({ where: { contentId: 'second-lesson-renamed' } }),
    ).toBeNull();

    course.edit('course.mdx', 'standards:', 'retired: [second-lesson]\nstandards:');
    expect((await sync(course)).problems).toEqual([]);
    expect((await item('second-lesson')).retiredAt).not.toBeNull();
    expect((await item('second-lesson-renamed')).retiredAt).toBeNull();
  });

  test('the same for a quiz with attempts, undone by restoring the id', async () => {
    const course = copyCourse();
    await sync(course);
    await attempt('first-quiz');
    course.edit(quiz, 'id: first-quiz', 'id: quiz-one');
    expect(rules((await sync(course)).problems)).toEqual(['renamed-id']);
    course.edit(quiz, 'id: quiz-one', 'id: first-quiz');
    expect((await sync(course)).problems).toEqual([]);
    expect((await item('first-quiz')).retiredAt).toBeNull();
  });

  test.each<[string, (own: Mine) => Promise<unknown>]>([
    ['read', (own) => db.lessonProgress.create({ data: { ...own, ...views } })],
    [
      'answered in',
      (own) => db.checkAnswer.create({ data: { ...own, ...answer, answeredAt: new Date() } }),
    ],
    [
      'annotated',
      (own) =>
        db.reflection.create({
          data: { ...own, reflectId: 'own-street', body: 'Mine', updatedAt: new Date() },
        }),
    ],
    [
      'played in',
      (own) =>
        db.scenarioRun.create({
          data: { ...own, id: newId(), scenarioId: 'door', number: 1, startedAt: new Date() },
        }),
    ],
  ])('the same for a lesson that was only %s', async (_what, record) => {
    const course = copyCourse();
    await sync(course);
    const [user, { revisionId }] = await Promise.all([createUser(), item('second-lesson')]);
    await record({ userId: user.id, lessonId: 'second-lesson', revisionId });
    course.edit(second, 'id: second-lesson', 'id: second-lesson-renamed');
    expect(rules((await sync(course)).problems)).toEqual(['renamed-id']);
    expect((await item('second-lesson')).retiredAt).toBeNull();
  });

  test('stays with all that is in its folder while anything is wrong, until the author says otherwise', async () => {
    const course = copyCourse();
    await sync(course);
    // The course's page links into it, which is the error.
    course.remove('01-first-module');
    const { problems } = await sync(course);
    expect(rules(problems)).toContain('gone-amid-errors');
    expect(problems.find(({ rule }) => rule === 'gone-amid-errors')).toMatchObject({
      file: 'course.mdx',
      message: expect.stringContaining('`first-module`'),
    });
    expect(await db.contentItem.count({ where: { retiredAt: null } })).toBe(5);
    expect(await db.auditEvent.count({ where: { action: 'retire-content' } })).toBe(0);

    course.edit('course.mdx', 'standards:', 'retired: [first-module]\nstandards:');
    expect(rules((await sync(course)).problems)).not.toContain('gone-amid-errors');
    expect(await db.contentItem.count({ where: { retiredAt: null } })).toBe(1);
  });

  test('an id without records may be renamed', async () => {
    const course = copyCourse();
    await sync(course);
    course.edit(second, 'id: second-lesson', 'id: second-lesson-renamed');
    expect((await sync(course)).problems).toEqual([]);
    expect((await item('second-lesson')).retiredAt).not.toBeNull();
  });
});
