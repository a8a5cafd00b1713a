import { beforeAll, describe, expect, test } from 'vitest';
import { db } from '#app/db/client.server.ts';
import { toLessonProblem } from '#app/features/learning/lessons/lesson-form-rules.ts';
import type { LessonView } from '#app/features/learning/lessons/lesson-queries.server.ts';
import { noteLimit } from '#app/features/records/completions/note-rules.ts';
import { formLimitBytes } from '#app/http/arrived-form.server.ts';
import type { FormResult } from '#app/http/forms.server.ts';
import { createUser, enroll } from '#tests/factories/people.ts';
import { createLearner } from '#tests/support/learner.ts';
import { type LearningCourse, publishLearningCourse } from '#tests/support/learning-course.ts';
import { toStatus } from '#tests/support/quiz-browser.ts';

let made: LearningCourse;
let course: string;
let lesson: string;

beforeAll(async () => {
  made = await publishLearningCourse();
  course = made.course;
  lesson = made.lessons.checks;
});

async function newCadet() {
  const cadet = await createUser();
  await enroll(made.cohort.id, cadet.id);
  const learner = await createLearner(cadet.id);
  const answer = (check: string, ...option: string[]) =>
    learner.send(course, lesson, { intent: 'answer-check', check, option });
  const write = (body: string, reflect = 'own-habit') =>
    learner.send(course, lesson, { intent: 'save-reflection', reflect, body });
  const view = async () => (await learner.open(course, lesson)) as LessonView;
  return { ...learner, cadet, answer, write, view };
}

const answersOf = (userId: string) => db.checkAnswer.findMany({ where: { userId } });

/** The problem that a refused form comes back with. */
function toProblem(result: unknown) {
  const { data, init } = result as { data: FormResult; init: ResponseInit };
  return { status: init.status, problem: toLessonProblem(data) };
}

describe('answering a check', () => {
  test('keeps the last answer, graded on the server, and counts the tries', async () => {
    const { cadet, answer, view } = await newCadet();
    await answer('voice-check', 'voice-check-a');
    await answer('voice-check', 'voice-check-a');
    expect(await answersOf(cadet.id)).toMatchObject([
      { checkId: 'voice-check', valueJson: '["voice-check-a"]', correct: false, tries: 1 },
    ]);
    await answer('voice-check', 'voice-check-b');
    expect(await answersOf(cadet.id)).toMatchObject([
      { valueJson: '["voice-check-b"]', correct: true, tries: 2 },
    ]);
    const { blocks } = await view();
    expect(blocks.filter((block) => block.type === 'check')[0]?.answer).toEqual({
      value: ['voice-check-b'],
      outcome: 'right',
      changed: false,
      tries: 2,
      feedback: [
        { option: 'voice-check-b', right: true, html: '<p>Feedback on voice-check-b.</p>' },
      ],
      explanation: null,
    });
  });

  test('with several right options asks for exactly those', async () => {
    const { cadet, answer } = await newCadet();
    const correct = async () => (await answersOf(cadet.id))[0]?.correct;
    await answer('both-check', 'both-check-a');
    expect(await correct()).toBe(false);
    await answer('both-check', 'both-check-a', 'both-check-b', 'both-check-c');
    expect(await correct()).toBe(false);
    await answer('both-check', 'both-check-c', 'both-check-a');
    expect(await correct()).toBe(true);
  });

  test('with nothing chosen, two of one, or an option that is not offered says what to do', async () => {
    const { cadet, answer } = await newCadet();
    expect(toProblem(await answer('voice-check'))).toEqual({
      status: 400,
      problem: {
        card: 'check-voice-check',
        chosen: [],
        text: '',
        message: 'Choose an answer first, then check it.',
      },
    });
    const two = await answer('voice-check', 'voice-check-a', 'voice-check-b');
    expect(toProblem(two).problem).toMatchObject({
      chosen: ['voice-check-a', 'voice-check-b'],
      message: 'Choose one answer only.',
    });
    const gone = await answer('voice-check', 'an-option-of-last-year');
    expect(toProblem(gone).problem).toMatchObject({
      message: expect.stringContaining('was changed since you opened the page'),
    });
    expect(await answersOf(cadet.id)).toEqual([]);
  });

  test('that the lesson does not have is a 404, a form of no card a 400', async () => {
    const { answer, send } = await newCadet();
    expect(toStatus(await answer('no-such-check', 'a'))).toBe('404');
    expect(toStatus(await answer('own-habit', 'a'))).toBe('404');
    expect(toStatus(await send(course, lesson, { intent: 'answer-all' }))).toBe('400');
    expect(toStatus(await send(course, lesson, {}))).toBe('400');
  });
});

describe('a private note', () => {
  test('is saved, replaced and emptied', async () => {
    const { cadet, write, view } = await newCadet();
    const stored = async () =>
      (await db.reflection.findFirst({ where: { userId: cadet.id } }))?.body;
    expect(toStatus(await write('First line.\r\nSecond line.'))).toBe(
      `302 /learn/${course}/${lesson}#reflect-own-habit`,
    );
    expect(await stored()).toBe('First line.\nSecond line.');
    const { blocks } = await view();
    expect(blocks.find((block) => block.type === 'reflect')).toMatchObject({
      body: 'First line.\nSecond line.',
      savedAt: expect.any(Date),
    });
    await write('');
    expect(await stored()).toBe('');
  });

  test('that is too long comes back as typed and says by how much', async () => {
    const { cadet, write, report } = await newCadet();
    const body = 'x'.repeat(noteLimit + 7);
    const { status, problem } = toProblem(await write(body));
    expect(status).toBe(400);
    expect(problem).toMatchObject({
      card: 'reflect-own-habit',
      text: body,
      message: expect.stringContaining('7 characters too long'),
    });
    const sent = await report({
      intent: 'save-reflection',
      course,
      lesson,
      reflect: 'own-habit',
      body,
    });
    expect(toStatus(sent)).toBe('400');
    expect(await (sent as Response).json()).toEqual({
      problem: expect.stringContaining('7 characters too long'),
    });
    expect(await db.reflection.count({ where: { userId: cadet.id } })).toBe(0);
  });

  test('of the longest length fits in any script', async () => {
    const { cadet, send } = await newCadet();
    const form = new FormData();
    const body = '信'.repeat(noteLimit);
    const fields = { intent: 'save-reflection', reflect: 'own-habit', body };
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    expect(toStatus(await send(course, lesson, form))).toMatch(/^302/);
    const note = await db.reflection.findFirst({ where: { userId: cadet.id } });
    expect(note?.body).toBe(body);
  });

  test('sent by the script is answered with when it was saved', async () => {
    const { report } = await newCadet();
    const fields = { course, lesson, reflect: 'own-habit', body: 'Typed.' };
    const sent = await report({ intent: 'save-reflection', ...fields });
    expect(await (sent as Response).json()).toEqual({
      savedAt: expect.stringMatching(/^\d{4}-.*Z$/),
      time: expect.stringMatching(/^\d\d:\d\d$/),
    });
    const lost = await report({ intent: 'save-reflection', ...fields, reflect: 'no-such-note' });
    expect(toStatus(lost)).toBe('404');
  });

  test('beyond what a form may hold is a 413', async () => {
    const { cadet, write, report } = await newCadet();
    const body = 'x'.repeat(formLimitBytes);
    expect(toStatus(await write(body))).toBe('413');
    expect(toStatus(await report({ intent: 'save-reflection', body }))).toBe('413');
    expect(await db.reflection.count({ where: { userId: cadet.id } })).toBe(0);
  });
});
