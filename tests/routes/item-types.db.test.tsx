import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { AttemptView } from '#app/features/assessment/attempts/attempt-view.tsx';
import type { OpenAttempt } from '#app/features/assessment/attempts/queries.server.ts';
import {
  type AttemptResult,
  listAttemptsOfCadet,
} from '#app/features/assessment/attempts/result-queries.server.ts';
import { ResultView } from '#app/features/assessment/attempts/result-view.tsx';
import { CadetQuiz } from '#app/features/progress/cadet-quiz.tsx';
import { itemsOfEachType, rightAnswersOfEachType, toFields } from '#tests/support/item-types.ts';
import { setUpItemTypes } from '#tests/support/item-types-course.ts';

const right = toFields(rightAnswersOfEachType);
const toText = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

type Browser = Awaited<ReturnType<typeof setUpItemTypes>>;

async function openAttempt(browser: Browser, attempt: string): Promise<OpenAttempt> {
  const page = await browser.attemptPage(attempt);
  if (page instanceof Response) throw page;
  return page as OpenAttempt;
}

const drawAttempt = (attempt: OpenAttempt) =>
  renderToStaticMarkup(<AttemptView attempt={attempt} />);

/** The part of a page about one item, by a word of its prompt. */
function partOf(html: string, id: string): string {
  const parts = html.split('<div class="item"');
  return parts.find((part) => part.includes(`Prompt of ${id}`)) ?? '';
}

const drawResult = (result: AttemptResult) =>
  renderToStaticMarkup(<ResultView result={result} late={0} />);

describe('an attempt with every type of item', () => {
  test('is one fieldset an item with native inputs, and passes without a script', async () => {
    const browser = await setUpItemTypes();
    const attempt = await browser.startAttempt();
    const html = drawAttempt(await openAttempt(browser, attempt));
    expect(html.match(/<fieldset>/g)).toHaveLength(itemsOfEachType.length);
    for (const { id } of itemsOfEachType) {
      expect(html).toMatch(new RegExp(`<legend[^>]*>Prompt of ${id}</legend>`));
      expect(partOf(html, id)).toMatch(new RegExp(`<(input|select)[^>]* name="item.${id}"`));
    }
    await browser.post(attempt, { intent: 'submit-attempt', ...right });
    const { attempt: finished } = await browser.result(attempt);
    expect(finished).toMatchObject({ points: 8, maxPoints: 8, passed: true, pending: 0 });
  });

  test('shows again what was answered, and what is wrong with how it was typed', async () => {
    const browser = await setUpItemTypes();
    const attempt = await browser.startAttempt();
    const answers = { ...right, 'item.number': 'a dozen', 'item.order': ['order-ask=1'] };
    await browser.post(attempt, { intent: 'save-responses', ...answers });
    const html = drawAttempt(await openAttempt(browser, attempt));
    expect(html).toContain('9 of 9 answered, all saved');
    expect(partOf(html, 'words')).toContain('value="Restating."');
    expect(partOf(html, 'match')).toContain(
      '<option value="match-same-for-all=match-neutrality" selected="">',
    );
    expect(toText(partOf(html, 'number'))).toContain('Write one number');
    expect(toText(partOf(html, 'order'))).toContain('2 entries have no place yet.');
    expect(partOf(html, 'words')).toMatch(/data-hint="true" hidden=""/);
  });

  test('sent again by a page from before a newer answer, typed words change nothing', async () => {
    const browser = await setUpItemTypes();
    const attempt = await browser.startAttempt();
    await browser.post(attempt, { intent: 'save-responses', 'item.words': 'say it back' });
    const old = drawAttempt(await openAttempt(browser, attempt));
    const was = /name="was.words" value="([^"]*)"/.exec(old)?.[1] ?? '';
    await browser.send(attempt, { 'item.words': 'restate it', 'seq.words': '90000' });
    const stale = { 'item.words': 'say it back', 'was.words': was };
    await browser.post(attempt, { intent: 'save-responses', ...stale });
    const html = drawAttempt(await openAttempt(browser, attempt));
    expect(partOf(html, 'words')).toContain('value="restate it"');
  });

  test('Enter in a field saves and never submits, whatever else is on the page', async () => {
    const browser = await setUpItemTypes();
    const page = await openAttempt(browser, await browser.startAttempt());
    const unanswered = page.items.map(({ id, number }) => ({ id, number }));
    const html = renderToStaticMarkup(<AttemptView attempt={page} unanswered={unanswered} />);
    const buttons = [...html.matchAll(/<button[^>]*value="([a-z-]+)"/g)].map(([, one]) => one);
    expect(buttons).toContain('confirm-submit');
    expect(buttons[0]).toBe('save-responses');
  });
});

describe('the result of every type of item', () => {
  test('after a fail shows what was answered and not what is right', async () => {
    const browser = await setUpItemTypes();
    const wrong = {
      'item.order': ['order-summarise=1', 'order-ask=2', 'order-listen=3'],
      'item.match': ['match-what-happened=match-respect'],
      'item.number': '99',
      'item.words': 'parroting',
      'item.spot': 'spot-at-the-window',
    };
    const html = drawResult(await browser.result(await browser.take(wrong)));
    const order = toText(partOf(html, 'order'));
    expect(order).toMatch(/not right.*Your answer 1 Summarise 2 Ask 3 Listen/);
    expect(order).not.toMatch(/belongs at|right order|Why this order/);
    const match = toText(partOf(html, 'match'));
    expect(match).toMatch(/What happened Respect not this one Same for all no answer/);
    expect(match).not.toMatch(/right: /);
    expect(toText(partOf(html, 'number'))).toMatch(/99 percent Your answer not right/);
    expect(toText(partOf(html, 'number'))).not.toMatch(/Counts as right/);
    expect(toText(partOf(html, 'words'))).toMatch(
      /waits for your instructor.*parroting.*it counts as 0 until then/,
    );
    expect(toText(partOf(html, 'spot'))).toMatch(
      /not right.* 1 2 1\. At the window Your answer 2\. Beside the door/,
    );
    expect(partOf(html, 'spot')).toMatch(/<span class="chosen"><\/span><b aria-hidden="true">1</);
    expect(partOf(html, 'spot')).not.toMatch(/class="right"|right answer|Feedback on/);
    expect(toText(html)).toContain('1 answer waits for your instructor');
    expect(toText(partOf(html, 'rating'))).toMatch(/no points to earn/);
  });

  test('after a pass says in words what was right, place by place', async () => {
    const browser = await setUpItemTypes({ passMark: 50 });
    const mixed = {
      ...right,
      'item.order': ['order-ask=1', 'order-listen=2', 'order-summarise=3'],
      'item.match': ['match-what-happened=match-respect', 'match-same-for-all=match-neutrality'],
    };
    const html = drawResult(await browser.result(await browser.take(mixed)));
    const order = toText(partOf(html, 'order'));
    expect(order).toMatch(
      /1 Ask belongs at 2 2 Listen belongs at 1 3 Summarise in its place .*The right order 1 Listen 2 Ask 3 Summarise/,
    );
    expect(order).toContain('Why this order.');
    expect(toText(partOf(html, 'match'))).toMatch(
      /What happened Respect not this one right: Voice Same for all Neutrality right/,
    );
    expect(toText(partOf(html, 'number'))).toMatch(/14 % Your answer right .*13 to 15 percent/);
    expect(toText(partOf(html, 'spot'))).toMatch(
      /2\. Beside the door Your answer right answer Feedback on the door/,
    );
    expect(partOf(html, 'spot')).toMatch(/<span class="chosen right"><\/span><b[^>]*>2</);
  });

  test('is shown to those who teach with the same words, and how long each took', async () => {
    const browser = await setUpItemTypes({ passMark: 50 });
    const attempt = await browser.startAttempt();
    await browser.send(attempt, {
      'item.words': 'parroting',
      'seq.words': '5',
      'ms.words': '95000',
    });
    const given = { 'item.order': ['order-ask=1'], 'item.spot': 'spot-at-the-window' };
    await browser.post(attempt, { intent: 'confirm-submit', ...given });
    const { quiz, cadet, course } = browser.quiz;
    const attempts = await listAttemptsOfCadet({ id: 'teacher' }, cadet.id, course, new Date());
    const html = renderToStaticMarkup(
      <CadetQuiz
        mayOpen
        quiz={{ id: quiz, title: 'A quiz' }}
        attempts={attempts}
        gradings={new Map()}
        timeZone="America/Halifax"
        now={new Date()}
      />,
    );
    const text = toText(html);
    expect(text).toContain('1 answer to read');
    expect(text).toMatch(/Order given 1 Ask belongs at 2 – Listen .*The right order 1 Listen/);
    expect(text).toMatch(/parroting .*Counts as right: paraphrase, restat… to be read/);
    expect(text).toMatch(/1\. At the window \(not right\) 1 2 /);
    expect(html).toMatch(/<span class="right"><\/span><b aria-hidden="true">2</);
    // Never longer than the attempt has lasted.
    expect(text).toMatch(/to be read [^–]*:\d\d \d s/);
    expect(text).toContain('Answered 3 of 9');
  });
});
