import { paths } from '#app/paths.ts';
import { TestBrowser } from '#tests/support/app.ts';
import type { Fields } from '#tests/support/fields.ts';
import { publishLearningCourse } from '#tests/support/learning-course.ts';
import { publishQuizCourse, rightAnswers } from '#tests/support/quiz-course.ts';
import { publishScenarioCourse } from '#tests/support/scenario-course.ts';
import { addNotice, type MakeCase, note, type PostCase } from './post-case.ts';

/** What cadets send. */

async function onLesson(fields: Fields, more: Partial<PostCase> = {}): Promise<PostCase> {
  const made = await publishLearningCourse();
  const path = paths.lesson(made.course, made.lessons.checks);
  return { sender: made.cadet.id, path, fields, ...more };
}

async function onScenario(fields: Fields, more: Partial<PostCase> = {}): Promise<PostCase> {
  const made = await publishScenarioCourse();
  const { id: sender } = await made.addCadet();
  const path = paths.lesson(made.course, made.lesson);
  return { sender, path, fields: { scenario: 'wake', run: '1', ...fields }, ...more };
}

async function toProgress(toFields: (place: Fields) => Fields): Promise<PostCase> {
  const { course, lessons, cadet } = await publishLearningCourse();
  return {
    sender: cadet.id,
    page: paths.lesson(course, lessons.checks),
    path: paths.lessonProgress(),
    fields: toFields({ course, lesson: lessons.checks }),
    taken: 200,
  };
}

async function onAttempt(fields: Fields, more: Partial<PostCase> = {}): Promise<PostCase> {
  const { course, module, cadet } = await publishQuizCourse();
  const browser = await TestBrowser.signedInAs(cadet.id);
  const { location } = await browser.post(paths.quiz(course, module), { intent: 'start-attempt' });
  const answers = Object.entries(rightAnswers).map(([item, value]) => [`item.${item}`, value]);
  return {
    sender: cadet.id,
    path: location ?? '',
    fields: { ...Object.fromEntries(answers), ...fields },
    ...more,
  };
}

export const learnCases: Record<string, MakeCase> = {
  'learn._index dismiss-notice': async () => {
    const { cadet } = await publishLearningCourse();
    const { id: notice } = await addNotice(cadet.id);
    const fields = { intent: 'dismiss-notice', notice };
    return { sender: cadet.id, path: paths.learn(), fields };
  },
  'learn.$course.$lesson answer-check': () =>
    onLesson({ intent: 'answer-check', check: 'voice-check', option: 'voice-check-b' }),
  'learn.$course.$lesson save-reflection': () =>
    onLesson({ intent: 'save-reflection', reflect: 'own-habit', body: note }, { typed: [note] }),
  'learn.$course.$lesson finish-reading': () => onLesson({ intent: 'finish-reading' }),
  'learn.$course.$lesson start-scenario': () => onScenario({ intent: 'start-scenario' }),
  'learn.$course.$lesson skip-scenario': () =>
    onScenario({ intent: 'skip-scenario', scenario: 'grief' }),
  'learn.$course.$lesson choose-reply': async () => {
    const made = await publishScenarioCourse();
    const { id: sender } = await made.addCadet();
    const path = paths.lesson(made.course, made.lesson);
    const run = { scenario: 'wake', run: '1' };
    const browser = await TestBrowser.signedInAs(sender);
    await browser.post(path, { intent: 'start-scenario', ...run });
    const place = { ...run, step: '1', revision: made.revision.id };
    return { sender, path, fields: { intent: 'choose-reply', ...place, choice: 'ask' } };
  },
  'learn.$course.$module.quiz start-attempt': async () => {
    const { course, module, cadet } = await publishQuizCourse();
    const path = paths.quiz(course, module);
    return { sender: cadet.id, path, fields: { intent: 'start-attempt' } };
  },
  'learn.attempts.$attempt._index save-responses': () => onAttempt({ intent: 'save-responses' }),
  'learn.attempts.$attempt._index submit-attempt': () => onAttempt({ intent: 'submit-attempt' }),
  'learn.attempts.$attempt._index confirm-submit': () => onAttempt({ intent: 'confirm-submit' }),
  'learn.attempts.$attempt.responses': async () => {
    const { sender, path } = await onAttempt({});
    const fields = { 'item.voice': 'voice-a', 'seq.voice': '5' };
    return { sender, page: path, path: `${path}/responses`, fields, taken: 200 };
  },
  'learn.progress save-progress': () =>
    toProgress((place) => ({
      intent: 'save-progress',
      ...place,
      block: '3',
      lastBlock: '2',
      seconds: '20',
    })),
  'learn.progress save-reflection': () =>
    toProgress((place) => ({
      intent: 'save-reflection',
      ...place,
      reflect: 'own-habit',
      body: note,
    })),
};
