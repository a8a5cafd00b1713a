import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { db } from '#app/db/client.server.ts';
import { syncContent } from '#app/features/curriculum/publishing/mutations.server.ts';
import { fixtureFolder } from '#tests/content/fixture-course.ts';
import { createRevision, publishItem } from '#tests/factories/content.ts';
import {
  findCourse,
  findQuizPlace,
  getCourse,
  getLesson,
  getLessonKey,
  getModuleQuiz,
  getPractical,
  getQuizRevision,
  getSurvey,
  listContentProblems,
  listCourses,
} from './queries.server.ts';
import { forgetSnapshot, withOneSnapshot } from './snapshot.server.ts';

const dataDir = process.env.DATA_DIR ?? '';

beforeAll(async () => {
  await syncContent({ contentDir: fixtureFolder('good'), dataDir });
});

afterEach(() => {
  vi.useRealTimers();
});

const notFound = expect.objectContaining({ status: 404 });

test('the published tree', async () => {
  const [course] = await listCourses();
  expect(course).toMatchObject({ id: 'good-course', title: 'A small good course', minutes: 15 });
  const [module] = course?.modules ?? [];
  expect(module).toMatchObject({
    id: 'first-module',
    number: 1,
    requiresQuiz: true,
    html: '<p>Both lessons are short.</p>',
  });
  expect(module?.lessons).toMatchObject([
    {
      id: 'first-lesson',
      number: '1.1',
      minutes: 10,
      practiceMinutes: 5,
      edition: 1,
      leastMinutes: 0,
      requiredChecks: [],
      blockCount: 4,
    },
    {
      id: 'second-lesson',
      number: '1.2',
      minutes: 5,
      edition: 1,
      leastMinutes: 0,
      requiredChecks: ['same-rule'],
      blockCount: 5,
    },
  ]);
  expect(module?.quiz).toMatchObject({
    id: 'first-quiz',
    itemCount: 3,
    poolSize: 3,
    policy: {
      passMark: 60,
      attempts: 3,
      shuffle: true,
      feedback: 'after-submit',
      correctOptions: 'after-pass',
    },
  });
  expect(Object.keys(module?.quiz?.policy ?? {})).not.toContain('id');
});

test('a lesson in its place, without its key', async () => {
  const { course, module, lesson, body, previous, next } = await getLesson(
    'good-course',
    'second-lesson',
  );
  expect([course.id, module.id, lesson.id, previous?.id, next]).toEqual([
    'good-course',
    'first-module',
    'second-lesson',
    'first-lesson',
    null,
  ]);
  expect(body.blocks).toHaveLength(5);
  expect(JSON.stringify(body)).not.toContain('yardstick');
  const key = await getLessonKey(lesson.revisionId);
  expect(Object.keys(key)).toEqual(['same-rule', 'two-habits']);
});

test('a quiz by its module, by its id, and as it was at a revision', async () => {
  const { quiz } = await getModuleQuiz('good-course', 'first-module');
  expect((await findQuizPlace('first-quiz'))?.quiz).toBe(quiz);
  const { body, key } = await getQuizRevision(quiz.revisionId);
  expect(body.items.map(({ id }) => id)).toEqual(Object.keys(key));
});

describe('a course of every kind of part', () => {
  beforeAll(async () => {
    await syncContent({ contentDir: fixtureFolder('parts'), dataDir });
  });

  afterAll(async () => {
    await syncContent({ contentDir: fixtureFolder('good'), dataDir });
  });

  test('in the tree: what a lesson requires, what an attempt has, the practical, the surveys', async () => {
    const course = await getCourse('parts-course');
    expect(course).toMatchObject({
      minutes: 20,
      failedAttempts: 6,
      surveys: [{ id: 'parts-survey', title: 'How you see police work', minutes: 3 }],
    });
    const [module] = course.modules;
    expect(module?.lessons[0]?.requiredChecks).toEqual([
      'steps-in-order',
      'lines-and-habits',
      'share-of-harm',
      'between',
      'exactly',
      'own-words',
      'listening-agrees',
      'noise-upstairs',
    ]);
    expect(module?.quiz).toMatchObject({ id: 'parts-quiz', itemCount: 4, poolSize: 5 });
    expect(module?.quiz?.policy).toEqual({
      passMark: 80,
      attempts: 2,
      practice: false,
      waitHours: 12,
      timeLimitMinutes: null,
      draw: null,
      blueprint: [
        { objective: 'order-steps', items: 2 },
        { tag: 'evidence', items: 1 },
      ],
      shuffle: true,
      unseenFirst: true,
      remediation: ['parts-lesson'],
      afterDue: 'open',
      judges: [],
      feedback: 'after-submit',
      correctOptions: 'after-pass',
    });
    expect(module?.practical).toMatchObject({ id: 'parts-practical', minutes: 10 });
  });

  test('a practical and a survey with their bodies', async () => {
    const { course, module, practical, body } = await getPractical('parts-course', 'parts-module');
    expect([course.id, module.id, practical.id]).toEqual([
      'parts-course',
      'parts-module',
      'parts-practical',
    ]);
    expect(body.blocks.map(({ type }) => type)).toEqual(['html', 'rubric', 'html']);
    const found = await getSurvey('parts-course', 'parts-survey');
    expect(found.survey.id).toBe('parts-survey');
    expect(found.body.blocks.map(({ type }) => type)).toEqual(['html', 'scale', 'rank']);
  });

  test('a lesson tells nothing of what a choice is', async () => {
    const { body, lesson } = await getLesson('parts-course', 'parts-lesson');
    expect(JSON.stringify(body)).not.toMatch(/hears a threat|"kind"|"best"/);
    const key = await getLessonKey(lesson.revisionId);
    expect(Object.values(key['noise-upstairs']?.choices ?? {}).map(({ kind }) => kind)).toContain(
      'best',
    );
  });

  test('what is not there is 404', async () => {
    await expect(getPractical('parts-course', 'nothing')).rejects.toEqual(notFound);
    await expect(getPractical('nowhere', 'parts-module')).rejects.toEqual(notFound);
    await expect(getSurvey('parts-course', 'parts-practical')).rejects.toEqual(notFound);
    await expect(getSurvey('nowhere', 'parts-survey')).rejects.toEqual(notFound);
  });
});

test('what is not there is 404, or null where it may be', async () => {
  await expect(getCourse('nowhere')).rejects.toEqual(notFound);
  await expect(getLesson('good-course', 'nothing')).rejects.toEqual(notFound);
  await expect(getLesson('nowhere', 'first-lesson')).rejects.toEqual(notFound);
  await expect(getModuleQuiz('good-course', 'nothing')).rejects.toEqual(notFound);
  await expect(getPractical('good-course', 'first-module')).rejects.toEqual(notFound);
  await expect(getQuizRevision('nothing')).rejects.toEqual(notFound);
  const { lesson } = await getLesson('good-course', 'first-lesson');
  await expect(getQuizRevision(lesson.revisionId)).rejects.toEqual(notFound);
  expect(await findCourse('nowhere')).toBeNull();
  expect(await findQuizPlace('nothing')).toBeNull();
  expect(await listContentProblems()).toEqual([]);
});

test('pages are served from memory: no query while the snapshot is fresh', async () => {
  await getLesson('good-course', 'first-lesson');
  const rows = vi.spyOn(db.contentItem, 'findMany');
  const bodies = vi.spyOn(db.contentRevision, 'findMany');
  const syncs = vi.spyOn(db.contentSync, 'findFirst');
  await getLesson('good-course', 'second-lesson');
  await getModuleQuiz('good-course', 'first-module');
  expect([rows, bodies, syncs].map((spy) => spy.mock.calls.length)).toEqual([0, 0, 0]);
  vi.restoreAllMocks();
});

test('a sync of another process is seen after five seconds, not before', async () => {
  await listCourses();
  await db.contentItem.update({
    where: { contentId: 'first-quiz' },
    data: { retiredAt: new Date() },
  });
  await db.contentSync.create({ data: { changed: 1, problemsJson: '[]' } });
  expect(await findQuizPlace('first-quiz')).not.toBeNull();
  vi.useFakeTimers({ now: Date.now() + 6_000, toFake: ['Date'] });
  await vi.waitFor(async () => expect(await findQuizPlace('first-quiz')).toBeNull());
});

const retire = async (contentId: string, retiredAt: Date | null) => {
  await db.contentItem.update({ where: { contentId }, data: { retiredAt } });
  await db.contentSync.create({ data: { changed: 1, problemsJson: '[]' } });
};

test('a server that nobody asked for a while shows nothing older than ten seconds', async () => {
  forgetSnapshot();
  await retire('first-quiz', null);
  expect(await findQuizPlace('first-quiz')).not.toBeNull();
  await retire('first-quiz', new Date());
  vi.useFakeTimers({ now: Date.now() + 11_000, toFake: ['Date'] });
  const all = await Promise.all([1, 2, 3].map(() => findQuizPlace('first-quiz')));
  expect(all).toEqual([null, null, null]);
});

test('all of a request reads the same, whatever is published meanwhile, but for what it publishes itself', async () => {
  forgetSnapshot();
  await retire('first-quiz', null);
  await withOneSnapshot(async () => {
    expect(await findQuizPlace('first-quiz')).not.toBeNull();
    await retire('first-quiz', new Date());
    vi.useFakeTimers({ now: Date.now() + 60_000, toFake: ['Date'] });
    expect(await withOneSnapshot(() => findQuizPlace('first-quiz'))).toBeNull();
    expect(await findQuizPlace('first-quiz')).not.toBeNull();
    forgetSnapshot();
    expect(await findQuizPlace('first-quiz')).toBeNull();
  });
});

test('a revision that cannot be read takes down nothing but itself', async () => {
  await publishItem(await createRevision({ kind: 'lesson', contentId: 'damaged' }), {
    courseId: 'good-course',
    moduleId: 'first-module',
    position: 1003,
  });
  forgetSnapshot();
  const course = await getCourse('good-course');
  expect(course.modules[0]?.lessons.map(({ id }) => id)).toEqual(['first-lesson', 'second-lesson']);
  await expect(getLesson('good-course', 'damaged')).rejects.toEqual(notFound);
});
