import { beforeAll, describe, expect, test } from 'vitest';
import { noteLimit } from '#app/features/records/completions/note-rules.ts';
import { paths } from '#app/paths.ts';
import { createUser, enroll } from '#tests/factories/people.ts';
import { TestBrowser } from '#tests/support/app.ts';
import { type LearningCourse, publishLearningCourse } from '#tests/support/learning-course.ts';

let made: LearningCourse;
let lessonPath: string;

beforeAll(async () => {
  made = await publishLearningCourse({ dates: { dueOn: '2999-12-12' } });
  lessonPath = paths.lesson(made.course, made.lessons.checks);
});

async function newBrowser(of = made) {
  const cadet = await createUser();
  await enroll(of.cohort.id, cadet.id);
  return { cadet, browser: await TestBrowser.signedInAs(cadet.id) };
}

const answer = (check: string, ...option: string[]) => ({ intent: 'answer-check', check, option });

/** The part of a page inside the element with this id, up to the next section. */
const partOf = (html: string, id: string) => html.split(`id="${id}"`)[1] ?? '';

describe('the lesson page', () => {
  test('has text, checks, notes, rules and ways on, as a whole document', async () => {
    const { browser } = await newBrowser();
    const page = await browser.get(lessonPath);
    expect(page.status).toBe(200);
    expect(page.html.match(/<h1/g)).toHaveLength(1);
    for (const words of [
      `Lesson ${made.lessons.checks}`,
      'explain the four habits in plain words',
      'This lesson quotes insults.',
      'Not reviewed yet',
      'How it begins.',
      'Prompt of voice-check',
      'Which habit drops first?',
      'Read to the end of the lesson.',
      'Answer the check.',
      'Pass “Quiz of module 1”.',
      'I have read to the end',
      'Being heard before the decision.',
      '40 min',
      'Due Thu 12 Dec 2999',
    ]) {
      expect(page.text).toContain(words);
    }
    expect(page.html).toContain(`href="${paths.quiz(made.course, made.modules[0] ?? '')}"`);
    expect(page.html).toContain(`href="${paths.lesson(made.course, made.lessons.plain)}"`);
    expect(page.html).toContain('href="#check-voice-check"');
    expect(page.html).not.toContain('window.__remixContext');
  });

  test('holds no key, and feedback only on what was chosen', async () => {
    const { browser } = await newBrowser();
    const everything = async () => {
      const [page, data] = [await browser.get(lessonPath), await browser.get(`${lessonPath}.data`)];
      expect([page.status, data.status]).toEqual([200, 200]);
      expect(data.html).toContain('Prompt of voice-check');
      return `${page.html} ${data.html}`;
    };
    const secrets = /Feedback on ([\w-]+)|Misconception|misconceptions|"correct"/g;
    expect((await everything()).match(secrets)).toBeNull();

    await browser.post(lessonPath, answer('voice-check', 'voice-check-a'));
    const seen = await everything();
    const told = [...seen.matchAll(/Feedback on ([\w-]+)/g)].map((match) => match[1]);
    expect(new Set(told)).toEqual(new Set(['voice-check-a']));
    expect(seen).not.toContain('isconception');
    // Of what was not chosen nothing is said, not even whether it is right.
    expect(partOf(seen, 'check-voice-check').match(/class="feedback/g)).toHaveLength(1);
  });

  test('shows a checked answer again, and the rule as met', async () => {
    const { browser } = await newBrowser();
    const sent = await browser.post(lessonPath, answer('voice-check', 'voice-check-b'));
    expect(sent.status).toBe(302);
    expect(sent.location).toBe(`${lessonPath}#check-voice-check`);
    const page = await browser.get(lessonPath);
    expect(page.text).toContain('Feedback on voice-check-b.');
    expect(page.text).toContain('You answered the check.');
    expect(page.html).toMatch(
      /checked=""[^>]*value="voice-check-b"|value="voice-check-b"[^>]*checked/,
    );
  });

  test('keeps what was typed when it is refused, and says why at the field', async () => {
    const { browser } = await newBrowser();
    const none = await browser.post(lessonPath, answer('voice-check'));
    expect(none.status).toBe(400);
    expect(partOf(none.html, 'check-voice-check')).toContain('Choose an answer first');
    const typed = `Begin ${'x'.repeat(noteLimit)} end`;
    const note = { intent: 'save-reflection', reflect: 'own-habit', body: typed };
    const refused = await browser.post(lessonPath, note);
    expect(refused.status).toBe(400);
    expect(refused.html).toContain(typed);
    expect(refused.text).toContain('10 characters too long');
    expect(partOf(refused.html, 'reflect-own-habit')).toMatch(/aria-invalid="true"/);
    await browser.post(lessonPath, { ...note, body: 'Short' });
    const later = await browser.post(lessonPath, note);
    const card = partOf(later.html, 'reflect-own-habit');
    expect(card).toMatch(/data-save="unsaved"[^>]*>Not saved</);
    expect(card).not.toContain('Saved ');
  });

  test('without scripts: from the first visit to the completion', async () => {
    const { browser } = await newBrowser();
    const path = paths.lesson(made.course, made.lessons.free);
    expect((await browser.get(path)).text).toContain('2 things are still open.');
    await browser.post(path, answer('free-check', 'free-check-c'));
    expect((await browser.get(path)).text).toContain('One thing is still open.');
    await browser.post(path, { intent: 'finish-reading' });
    const done = await browser.get(path);
    expect(done.text).toContain('Lesson completed');
    expect(done.text).toContain('You completed it on');
    expect(done.text).not.toContain('I have read to the end');
    const record = await browser.get(paths.record());
    expect(record.text).toContain('1 lesson completed, 40 min certified');
    expect(record.text).toContain(`Title of ${made.lessons.free}`);
  });

  test('says where the reader stopped, and that a completed lesson was changed', async () => {
    const own = await publishLearningCourse();
    const { browser, cadet } = await newBrowser(own);
    const path = paths.lesson(own.course, own.lessons.checks);
    await browser.get(path);
    const place = { course: own.course, lesson: own.lessons.checks };
    const report = { intent: 'save-progress', ...place, block: '4', lastBlock: '4' };
    expect((await browser.post(paths.lessonProgress(), report)).status).toBe(200);
    expect((await browser.get(path)).html).toContain('href="#reflect-own-habit"');
    expect((await browser.get(paths.learn())).text).toContain('You stopped at “Voice”.');
    await own.attempt(cadet.id, 1, true);
    await browser.post(path, answer('voice-check', 'voice-check-a'));
    await browser.post(path, { intent: 'finish-reading' });
    await own.changeChecks();
    const page = await browser.get(path);
    expect(page.text).toContain('Lesson completed');
    expect(page.text).toContain('The lesson has been changed since.');
  });
});

describe('the pages around it', () => {
  test('say that no course is assigned, and whom to ask', async () => {
    const cadet = await createUser();
    const browser = await TestBrowser.signedInAs(cadet.id);
    const page = await browser.get(paths.learn());
    expect(page.status).toBe(200);
    expect(page.text).toContain('No course is assigned to you now');
    expect(page.text).toContain('ask your instructor');
  });

  test('list courses, modules, lessons and quizzes with their states', async () => {
    const { browser, cadet } = await newBrowser();
    const home = await browser.get(paths.learn());
    expect(home.text).toMatch(/Next 1\.1 \D+[\w-]+ 40 min Start/);
    expect(home.text).toMatch(/Module 1 [\w -]+ 0 of 2 lessons, 1 h 20 min left/);
    expect(home.text).toContain('What is due Thu 12 Dec 2999');
    expect(home.text).toContain('0 of 3 lessons, 0 min of 2 h');
    expect(home.text).toContain('Due Thu 12 Dec 2999, 23:59 Halifax time');
    await made.attempt(cadet.id, 1, false);
    const course = await browser.get(paths.course(made.course));
    expect(course.text).toContain('Not passed yet, best 0%');
    expect(course.text).toContain('1 of 3 attempts used');
    expect(course.text.match(/Not started/g)).toHaveLength(3);
    const toOpen = (html: string) =>
      [...html.matchAll(/<details class="module" id="module-([\w-]+)" open/g)].map(([, id]) => id);
    const [first = '', second = ''] = made.modules;
    expect(toOpen(course.html)).toEqual([first]);
    expect(toOpen((await browser.get(paths.course(made.course, second))).html)).toEqual([second]);
  });

  test('are 404 for what is not there, in the voice of the product', async () => {
    const { browser } = await newBrowser();
    for (const path of [paths.course('nothing'), paths.lesson(made.course, 'nothing')]) {
      const page = await browser.get(path);
      expect(page.status).toBe(404);
      expect(page.text).toContain('There is');
    }
  });
});
