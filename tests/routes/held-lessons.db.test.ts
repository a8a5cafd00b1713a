import { beforeEach, describe, expect, test } from 'vitest';
import { db } from '#app/db/client.server.ts';
import { paths } from '#app/paths.ts';
import { createUser } from '#tests/factories/people.ts';
import { TestBrowser } from '#tests/support/app.ts';
import type { Fields } from '#tests/support/fields.ts';
import { toReport } from '#tests/support/learner.ts';
import { publishQuizCourse, type QuizCourse, rightAnswers } from '#tests/support/quiz-course.ts';

/** A lesson that needs a local rule which its academy has not written: no cadet gets it, by whatever door. */

const rule = 'support-contacts';
const reason = 'The contacts hang in every classroom.';

let made: QuizCourse;
let open: string;
let held: string;
let cadet: TestBrowser;
let instructor: TestBrowser;
let admin: TestBrowser;

beforeEach(async () => {
  made = await publishQuizCourse({
    openRules: [rule],
    objectives: { greeting: 'listen', reasons: 'talk', respect: 'talk' },
  });
  [open = '', held = ''] = made.lessons;
  const teacher = await createUser({ roles: ['instructor'] });
  await db.cohortInstructor.create({ data: { cohortId: made.cohort.id, userId: teacher.id } });
  cadet = await TestBrowser.signedInAs(made.cadet.id);
  instructor = await TestBrowser.signedInAs(teacher.id);
  admin = await TestBrowser.signedInAs((await createUser({ roles: ['admin'] })).id);
});

const heldPath = () => paths.lesson(made.course, held);
const toHeld = { intent: 'open-lesson', reason };

async function openIt(): Promise<void> {
  const answer = await admin.post(paths.adminRules(), { ...toHeld, lesson: held });
  expect(answer.status).toBe(302);
}

async function startAttempt(): Promise<string> {
  const { location } = await cadet.post(paths.quiz(made.course, made.module), {
    intent: 'start-attempt',
  });
  return location?.split('/').at(-1) ?? '';
}

async function drawnIn(attempt: string): Promise<unknown> {
  const { drawnJson } = await db.attempt.findUniqueOrThrow({ where: { id: attempt } });
  return drawnJson === null ? null : JSON.parse(drawnJson);
}

describe('a cadet', () => {
  test('is led from the lesson, and from what changed in it, to where the course tells of it', async () => {
    const row = paths.courseLesson(made.course, made.module, held);
    expect(await cadet.get(heldPath())).toMatchObject({ status: 302, location: row });
    expect(await cadet.get(paths.lessonChanges(made.course, held))).toMatchObject({
      status: 302,
      location: row,
    });
    const course = await cadet.get(paths.course(made.course, made.module));
    expect(course.text).toContain('Waits for your academy’s rules');
    expect(course.html).toContain(`id="lesson-${held}"`);
  });

  test('finds no way to it on any page, and is told on Learn that it waits', async () => {
    const pages = await Promise.all(
      [
        paths.learn(),
        paths.course(made.course),
        paths.lesson(made.course, open),
        paths.quiz(made.course, made.module),
      ].map((path) => cadet.get(path)),
    );
    for (const page of pages) {
      expect(page.status).toBe(200);
      expect(page.html).not.toContain(`href="${heldPath()}`);
    }
    expect(pages[0]?.text).toContain('One more lesson waits until your academy has written rules');
    expect(pages[3]?.text).toContain('Questions on lessons that wait');
  });

  test('can send nothing to it, and leaves no trace', async () => {
    const forms: Fields[] = [
      { intent: 'finish-reading' },
      { intent: 'answer-check', check: 'a-check', option: 'an-option' },
      { intent: 'save-reflection', reflect: 'a-note', body: 'Mine.' },
      { intent: 'start-scenario', scenario: 'a-scenario', run: '1' },
      { intent: 'skip-scenario', scenario: 'a-scenario', run: '1' },
      {
        intent: 'choose-reply',
        scenario: 'a-scenario',
        run: '1',
        step: '1',
        revision: 'r',
        choice: 'c',
      },
    ];
    for (const form of forms) {
      const { status, text } = await cadet.post(heldPath(), form);
      expect([form.intent, status]).toEqual([form.intent, 409]);
      expect(text).toContain('waits until your academy has written rules that it needs');
    }
    const reports = [
      toReport(made.course, held, { reachedEnd: 'true' }),
      { intent: 'save-reflection', course: made.course, lesson: held, reflect: 'a', body: 'b' },
    ];
    for (const report of reports)
      expect((await cadet.post(paths.lessonProgress(), report)).status).toBe(409);
    const where = { lessonId: held };
    expect(await db.lessonProgress.count({ where })).toBe(0);
    expect(await db.reflection.count({ where })).toBe(0);
    expect(await db.completion.count({ where })).toBe(0);
  });

  test('is asked nothing about it, and is done with the course without it', async () => {
    await cadet.get(paths.lesson(made.course, open));
    await cadet.post(paths.lesson(made.course, open), { intent: 'finish-reading' });
    const attempt = await startAttempt();
    expect(await drawnIn(attempt)).toEqual(['greeting', 'voice']);
    await cadet.get(paths.attempt(attempt));
    const { greeting = [], voice = [] } = rightAnswers;
    const answers = { 'item.greeting': greeting, 'item.voice': voice };
    await cadet.post(paths.attempt(attempt), { ...answers, intent: 'submit-attempt' });
    const completed = await db.completion.findMany({ where: { userId: made.cadet.id } });
    expect(completed.map(({ lessonId }) => lessonId)).toEqual([open]);
    const course = await cadet.get(paths.course(made.course));
    expect(course.text).toContain('All lessons done');
    expect(course.text).toContain('1 of 1 lessons');
  });
});

describe('those who teach', () => {
  test('read it, and see that cadets do not get it and for which file', async () => {
    const lesson = await instructor.get(paths.taughtLesson(made.course, held));
    expect(lesson).toMatchObject({ status: 200 });
    expect(lesson.text).toContain(`No cadet gets it now. Not written yet: local-rules/${rule}.md.`);
    const course = await instructor.get(paths.taughtCourse(made.course));
    expect(course.text).toContain('Held back from cadets');
    expect(course.html).toContain(paths.taughtLesson(made.course, held));
    expect((await instructor.get(paths.taughtChanges(made.course, held))).status).toBe(200);
  });

  test('have no column for it in the grid', async () => {
    const { html } = await instructor.get(paths.cohort(made.cohort.id));
    expect(html).toContain(`Lesson ${open}`);
    expect(html).not.toContain(`Lesson ${held}`);
  });
});

describe('an administrator', () => {
  test('says why, opens it at once, and takes it back; all of it stays on record', async () => {
    const page = await admin.get(paths.adminRules());
    expect(page.text).toContain(`Lesson ${held}`);
    expect(page.text).toContain(`local-rules/${rule}.md`);
    const silent = await admin.post(paths.adminRules(), { intent: 'open-lesson', lesson: held });
    expect(silent.status).toBe(400);
    expect(silent.text).toContain('Write why, in a few words');
    expect((await cadet.get(heldPath())).status).toBe(302);

    await openIt();
    expect((await cadet.get(heldPath())).status).toBe(200);
    const taught = await instructor.get(paths.taughtLesson(made.course, held));
    expect(taught.text).toContain(reason);
    expect((await admin.get(paths.adminRules())).text).toContain(reason);

    const back = { intent: 'hold-lesson-back', lesson: held };
    expect((await admin.post(paths.adminRules(), back)).status).toBe(302);
    expect((await cadet.get(heldPath())).status).toBe(302);
    expect((await admin.post(paths.adminRules(), back)).status).toBe(409);

    const events = await db.auditEvent.findMany({
      where: { subjectType: 'content', subjectId: held },
      orderBy: { id: 'asc' },
    });
    expect(events.map(({ action }) => action)).toEqual(['open-lesson', 'hold-lesson-back']);
    expect(JSON.parse(events[0]?.afterJson ?? '')).toEqual({ reason, rules: [rule] });
    const kept = await db.lessonOpening.findMany({ where: { lessonId: held } });
    expect(kept).toMatchObject([{ reason, activeKey: null }]);
    expect(kept[0]?.endedAt).not.toBeNull();
  });

  test('opens nothing that is not held back', async () => {
    const answer = await admin.post(paths.adminRules(), { ...toHeld, lesson: open });
    expect(answer.status).toBe(409);
    expect(await db.lessonOpening.count({ where: { lessonId: open } })).toBe(0);
  });
});

describe('what was done before it was held back', () => {
  beforeEach(openIt);

  test('stands: a completion, in the cadet’s record and before their instructor', async () => {
    await cadet.get(heldPath());
    await cadet.post(heldPath(), { intent: 'finish-reading' });
    const attempt = await startAttempt();
    expect(await drawnIn(attempt)).toBeNull();
    const answers = Object.fromEntries(
      Object.entries(rightAnswers).map(([id, value]) => [`item.${id}`, value]),
    );
    await cadet.get(paths.attempt(attempt));
    await cadet.post(paths.attempt(attempt), { ...answers, intent: 'submit-attempt' });
    await admin.post(paths.adminRules(), { intent: 'hold-lesson-back', lesson: held });
    const record = await cadet.get(paths.record());
    expect(record.text).toContain(`Title of ${held}`);
    const page = await instructor.get(paths.cadet(made.cohort.id, made.cadet.id));
    expect(page.text).toContain('Held back from cadets now');
    expect(page.text).toContain(`Lesson ${held}`);
  });

  test('goes on: an attempt keeps the questions that it began with', async () => {
    const attempt = await startAttempt();
    await admin.post(paths.adminRules(), { intent: 'hold-lesson-back', lesson: held });
    const page = await cadet.get(paths.attempt(attempt));
    expect(page.status).toBe(200);
    for (const id of Object.keys(rightAnswers)) expect(page.text).toContain(`Prompt of ${id}`);
  });
});
