import { beforeAll, describe, expect, test } from 'vitest';
import { db } from '#app/db/client.server.ts';
import { paths } from '#app/paths.ts';
import { loader as homeLoader } from '#app/routes/learn._index.tsx';
import { loader as courseLoader } from '#app/routes/learn.$course._index.tsx';
import { loader as progressLoader } from '#app/routes/learn.progress.tsx';
import { loader as recordLoader } from '#app/routes/learn.record.tsx';
import { assignCourse, createCohort, createUser, enroll } from '#tests/factories/people.ts';
import { createLearner, toReport } from '#tests/support/learner.ts';
import { type LearningCourse, publishLearningCourse } from '#tests/support/learning-course.ts';
import { settle, toStatus } from '#tests/support/quiz-browser.ts';

let made: LearningCourse;

beforeAll(async () => {
  made = await publishLearningCourse();
});

/** Everything a browser can ask of a course's pages, and what came back. */
async function tryAll(
  learner: Awaited<ReturnType<typeof createLearner>>,
  course: string,
  lesson: string,
) {
  const note = { intent: 'save-reflection', reflect: 'own-habit', body: 'My own words.' };
  const check = { intent: 'answer-check', check: 'voice-check', option: 'voice-check-a' };
  const answers = await Promise.all([
    settle(courseLoader(learner.toArgs(paths.course(course), { course }))),
    learner.open(course, lesson),
    learner.send(course, lesson, { intent: 'finish-reading' }),
    learner.send(course, lesson, check),
    learner.send(course, lesson, note),
    learner.report(toReport(course, lesson)),
    learner.report({ ...note, course, lesson }),
  ]);
  return [...new Set(answers.map(toStatus))];
}

async function countTraces(userId: string): Promise<number> {
  const where = { where: { userId } };
  const counts = await Promise.all([
    db.lessonProgress.count(where),
    db.checkAnswer.count(where),
    db.reflection.count(where),
    db.completion.count(where),
  ]);
  return counts.reduce((sum, count) => sum + count, 0);
}

describe('a course is there only for whom it is assigned to', () => {
  test('not for a cadet of another cohort', async () => {
    const cadet = await createUser();
    const other = await createCohort();
    await assignCourse(other.id, 'another-course');
    await enroll(other.id, cadet.id);
    const learner = await createLearner(cadet.id);
    expect(await tryAll(learner, made.course, made.lessons.checks)).toEqual(['404']);
    expect(await countTraces(cadet.id)).toBe(0);
    const home = await homeLoader(learner.toArgs(paths.learn(), {}));
    expect(home).toMatchObject({ courses: [], next: null, notices: [] });
  });

  test('not before it opens, though it is announced', async () => {
    const later = await publishLearningCourse({ dates: { opensOn: '2999-01-01' } });
    const learner = await createLearner(later.cadet.id);
    expect(await tryAll(learner, later.course, later.lessons.checks)).toEqual(['404']);
    expect(await countTraces(later.cadet.id)).toBe(0);
    const home = await homeLoader(learner.toArgs(paths.learn(), {}));
    expect(home).toMatchObject({ courses: [{ id: later.course, isOpen: false }], next: null });
  });

  test('not for a cadet who was withdrawn', async () => {
    const cadet = await createUser();
    await enroll(made.cohort.id, cadet.id, { withdrawnAt: new Date() });
    const learner = await createLearner(cadet.id);
    expect(await tryAll(learner, made.course, made.lessons.checks)).toEqual(['404']);
  });

  test('nor are lessons that do not exist, belong elsewhere, or were retired', async () => {
    const own = await publishLearningCourse();
    const learner = await createLearner(own.cadet.id);
    const { course, lessons } = own;
    await learner.open(course, lessons.plain);
    await learner.send(course, lessons.plain, { intent: 'finish-reading' });
    await own.retire(lessons.plain);
    for (const lesson of [lessons.plain, 'no-such-lesson', made.lessons.plain]) {
      expect(toStatus(await learner.open(course, lesson))).toBe('404');
      expect(toStatus(await learner.report(toReport(course, lesson)))).toBe('404');
    }
    expect(toStatus(await learner.open('no-such-course', lessons.checks))).toBe('404');
    const view = await courseLoader(learner.toArgs(paths.course(course), { course }));
    expect(view.lessons.map(({ id }) => id)).toEqual([lessons.checks, lessons.free]);
  });

  test('a retired lesson stays in the record of who completed it', async () => {
    const own = await publishLearningCourse();
    const learner = await createLearner(own.cadet.id);
    const { course, lessons } = own;
    await learner.open(course, lessons.free);
    await learner.send(course, lessons.free, { intent: 'finish-reading' });
    const check = { intent: 'answer-check', check: 'free-check', option: 'free-check-a' };
    await learner.send(course, lessons.free, check);
    await own.retire(lessons.free);
    const record = await recordLoader(learner.toArgs(paths.record(), {}));
    expect(record).toMatchObject({
      total: { lessons: 1, minutes: 40 },
      completions: [{ lessonId: lessons.free, title: `Title of ${lessons.free}`, edition: 1 }],
      timeZone: 'America/Halifax',
    });
  });
});

describe('what a cadet writes is theirs', () => {
  test('another cadet of the same cohort sees neither notes nor answers', async () => {
    const { course, lessons } = made;
    const writer = await createLearner(made.cadet.id);
    const secret = 'What only I may read.';
    const note = { intent: 'save-reflection', reflect: 'own-habit', body: secret };
    await writer.send(course, lessons.checks, note);
    const check = { intent: 'answer-check', check: 'voice-check', option: 'voice-check-a' };
    await writer.send(course, lessons.checks, check);
    expect(JSON.stringify(await writer.open(course, lessons.checks))).toContain(secret);

    const neighbour = await createUser();
    await enroll(made.cohort.id, neighbour.id);
    const learner = await createLearner(neighbour.id);
    const seen = JSON.stringify(await learner.open(course, lessons.checks));
    expect(seen).not.toContain(secret);
    expect(seen).not.toContain('Feedback on');
    // Their own note replaces nothing of the other's.
    await learner.send(course, lessons.checks, { ...note, body: 'Mine.' });
    expect(JSON.stringify(await writer.open(course, lessons.checks))).toContain(secret);
  });
});

describe('who is not a cadet', () => {
  test('is sent to sign in, to the pages of those who teach, or refused', async () => {
    const instructor = await createUser({ roles: ['instructor'] });
    const learner = await createLearner(instructor.id);
    expect(await tryAll(learner, made.course, made.lessons.checks)).toEqual([
      `302 ${paths.taughtCourse(made.course)}`,
      `302 ${paths.taughtLesson(made.course, made.lessons.checks)}`,
      '403',
    ]);
    const stranger = await createLearner(instructor.id);
    const { request, ...rest } = stranger.toArgs(paths.learn(), {});
    const signedOut = { ...rest, request: new Request(request.url) };
    expect(toStatus(await settle(homeLoader(signedOut)))).toBe('302 /login?redirectTo=%2Flearn');
  });

  test('reads an own, empty record, and no one reads the address of reports', async () => {
    const learner = await createLearner((await createUser({ roles: ['author'] })).id);
    const record = await recordLoader(learner.toArgs(paths.record(), {}));
    expect(record).toMatchObject({ completions: [], attempts: [], total: { lessons: 0 } });
    const cadet = await createLearner(made.cadet.id);
    const answer = await settle(progressLoader(cadet.toArgs(paths.lessonProgress(), {})));
    expect(toStatus(answer)).toBe('405');
  });
});
