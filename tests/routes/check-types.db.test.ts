import { describe, expect, test } from 'vitest';
import { db } from '#app/db/client.server.ts';
import { forgetSnapshot } from '#app/features/curriculum/courses/snapshot.server.ts';
import { paths } from '#app/paths.ts';
import { createRevision, publishItem } from '#tests/factories/content.ts';
import { createUser, enroll } from '#tests/factories/people.ts';
import { TestBrowser } from '#tests/support/app.ts';
import {
  itemsOfEachType,
  keyOfEachType,
  rightAnswersOfEachType,
} from '#tests/support/item-types.ts';
import { publishLearningCourse, toLessonBody } from '#tests/support/learning-course.ts';

/** A lesson with a needed check of each type, and a browser of a cadet who learns it. */
async function setUp() {
  const { course, modules, cohort } = await publishLearningCourse();
  const lesson = `types-${course.slice(-8)}`;
  const blocks = itemsOfEachType.map((item) => ({ type: 'check', required: true, item }) as const);
  const revision = await createRevision({
    kind: 'lesson',
    contentId: lesson,
    title: 'Every type',
    body: toLessonBody(lesson, blocks),
    key: keyOfEachType,
  });
  const place = { courseId: course, moduleId: modules[1], position: 2002, minutes: 40 };
  await publishItem(revision, place);
  forgetSnapshot();
  const cadet = await createUser();
  await enroll(cohort.id, cadet.id);
  const browser = await TestBrowser.signedInAs(cadet.id);
  const path = paths.lesson(course, lesson);
  const answer = (check: string, option: readonly string[]) =>
    browser.post(path, { intent: 'answer-check', check, option });
  /** The card of a check: its HTML, and its words. */
  const card = async (check: string) => {
    const { html } = await browser.get(path);
    return toCard(html, check);
  };
  const stored = () => db.checkAnswer.findMany({ where: { userId: cadet.id } });
  return { cadet, lesson, path, browser, answer, card, stored };
}

function toCard(html: string, check: string) {
  const part = html.split('<div class="check"').find((one) => one.includes(`id="check-${check}"`));
  const own = part?.slice(0, part.indexOf('</form>')) ?? '';
  return { html: own, text: own.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ') };
}

describe('a check of each type', () => {
  test('asks with native inputs, is answered by a plain form, and completes the lesson', async () => {
    const { browser, path, answer, stored, cadet, lesson } = await setUp();
    await browser.post(path, { intent: 'finish-reading' });
    for (const [check, value] of Object.entries(rightAnswersOfEachType)) {
      const { html } = toCard((await browser.get(path)).html, check);
      expect(html).toMatch(/<fieldset><legend/);
      expect(html).toMatch(/<(input|select)[^>]* name="option"/);
      expect((await answer(check, value)).location).toBe(`${path}#check-${check}`);
    }
    const answers = await stored();
    expect(answers.map(({ correct, tries }) => [correct, tries])).toEqual(
      answers.map(() => [true, 1]),
    );
    expect(answers).toHaveLength(itemsOfEachType.length);
    const where = { userId: cadet.id, lessonId: lesson };
    expect(await db.completion.count({ where })).toBe(1);
  });

  test('says what is to be learned of the answer, and shows it again', async () => {
    const { answer, card } = await setUp();
    await answer('order', ['order-ask=1', 'order-listen=2', 'order-summarise=3']);
    const order = await card('order');
    expect(order.text).toMatch(/Partly right Why this order\. .*Answered\. Read why/);
    expect(order.html).toContain('<option value="order-ask=1" selected="">');
    await answer('match', [
      'match-what-happened=match-respect',
      'match-same-for-all=match-neutrality',
    ]);
    expect((await card('match')).text).toMatch(
      /What happened .*Not this one .*Same for all .* Right .*Partly right Why these pairs/,
    );
    await answer('words', ['parrot']);
    expect((await card('words')).text).toMatch(
      /Kept\. Compare: Why paraphrase\. .*Compare your words/,
    );
    await answer('rating', ['rating-unsure']);
    expect((await card('rating')).text).toContain('Noted: this check is done.');
  });

  test('is sent back with what was typed when it cannot be read or is not whole', async () => {
    const { answer, stored } = await setUp();
    const number = await answer('number', ['a dozen']);
    expect(number.status).toBe(400);
    expect(toCard(number.html, 'number').html).toContain('value="a dozen"');
    expect(toCard(number.html, 'number').text).toContain('Write one number');
    const order = await answer('order', ['order-ask=1', '']);
    expect(toCard(order.html, 'order').text).toContain('2 entries have no place yet.');
    expect(toCard(order.html, 'order').html).toContain('<option value="order-ask=1" selected="">');
    expect((await answer('order', ['order-ask=7'])).status).toBe(400);
    expect(await stored()).toEqual([]);
  });

  test('the same answer in another order is not another try', async () => {
    const { answer, stored } = await setUp();
    const value = rightAnswersOfEachType.order ?? [];
    await answer('order', value);
    await answer('order', [...value].reverse());
    expect(await stored()).toMatchObject([{ checkId: 'order', tries: 1 }]);
  });
});
