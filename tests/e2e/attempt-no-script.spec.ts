import type { Page } from '@playwright/test';
import { paths } from '#app/paths.ts';
import { signIn } from '#tests/support/cadet.ts';
import { expect, test, timedQuiz } from './timed-fixtures.ts';

/** The timed quiz with an item of each type, without JavaScript. */

test.use({ academyOf: import.meta.url, javaScriptEnabled: false });
test.describe.configure({ mode: 'default' });

async function start(page: Page): Promise<string> {
  await page.goto(timedQuiz);
  await page.getByRole('button', { name: 'Start the quiz' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Quiz of all types');
  return page.url().split('/').at(-1) ?? '';
}

const steps = ['Listen', 'Empathise', 'Ask', 'Paraphrase', 'Summarise'];
const habits = {
  'What happened': 'Voice',
  'I stop every': 'Neutrality',
  'Take your time': 'Respect',
  'I want to get': 'Trustworthy motives',
};

/** Answers all nine items with what a browser has of its own. */
async function answerAll(page: Page): Promise<void> {
  const item = (name: string) => page.locator(`#item-quiz-${name}`);
  await item('single').getByLabel('Voice').check();
  await item('multiple').getByLabel('You say back what you heard').check();
  await item('multiple').getByLabel('You name the feeling you see').check();
  await item('truth').getByLabel('True').check();
  for (const [index, step] of steps.entries())
    await item('order')
      .getByLabel(`Place of ${step}`)
      .selectOption(String(index + 1));
  for (const [line, habit] of Object.entries(habits)) {
    const list = item('match').getByLabel(line);
    const label = await list.locator('option', { hasText: habit }).first().textContent();
    await list.selectOption({ label: label ?? '' });
  }
  await item('number').getByLabel('Your answer').fill('14');
  await item('text').getByLabel('Your answer').fill('Paraphrasing');
  await item('rating').getByLabel('Fairly sure').check();
  // By keyboard: into the picture, then from place to place.
  await item('spot').getByLabel('At the window').focus();
  await page.keyboard.press('Space');
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowDown');
  await expect(item('spot').getByLabel('Beside the frame, on the latch side')).toBeChecked();
}

test('a form sent within the grace counts; one sent later is kept and said not to count', async ({
  page,
  timed,
}) => {
  await signIn(page, 'cadet@demo.test');
  const attempt = await start(page);
  await page.locator('#item-quiz-single').getByLabel('Leniency').check();
  timed.setDeadline(attempt, 0);
  await page.getByRole('button', { name: 'Save answers' }).click();
  await expect(page.getByText('Time is up', { exact: true })).toBeVisible();
  await expect(page.getByText(/In a few seconds there is/)).toBeVisible();
  await expect(page.locator('#item-quiz-single').getByLabel('Leniency')).toBeDisabled();
  await expect(page.getByRole('button', { name: 'Submit', exact: true })).toHaveCount(0);
  timed.setDeadline(attempt, -20_000);
  await page.getByRole('link', { name: 'your result' }).click();
  await expect(page).toHaveURL(/result$/);
  await expect(page.getByText('Time ran out')).toBeVisible();
  expect(timed.answersOf(attempt).get('quiz-single')?.counted).toBe(true);

  const second = await start(page);
  await answerAll(page);
  timed.setDeadline(second, -20_000);
  await page.getByRole('button', { name: 'Submit', exact: true }).click();
  await expect(page).toHaveURL(/result\?late=9$/);
  await expect(page.getByText('Time ran out')).toBeVisible();
  await expect(
    page.getByText('Answers that came after the attempt was closed were not counted'),
  ).toBeVisible();
  await expect(page.getByText(/^Kept, but not counted: item \d(, \d){8}\.$/)).toBeVisible();
  await expect(page.locator('.score b')).toHaveText('0%');
  const stored = [...timed.answersOf(second).values()];
  expect(stored.map(({ counted }) => counted)).toEqual(stored.map(() => false));
  expect(stored).toHaveLength(9);
});

test('all nine types are answered, saved, found again and submitted', async ({ page, timed }) => {
  await signIn(page, 'cadet@demo.test');
  await page.goto(timedQuiz);
  await expect(page.getByText('Your 30 min begin when you press the button.')).toBeVisible();
  const attempt = await start(page);
  await expect(
    page.getByText(/This attempt closes by itself at .+; what you saved by then counts/),
  ).toBeVisible();
  await answerAll(page);
  await page.getByRole('button', { name: 'Save answers' }).click();
  await expect(page.getByText('9 of 9 answered, all saved')).toBeVisible();
  await page.goto(paths.attempt(attempt));
  await expect(page.locator('#item-quiz-text input')).toHaveValue('Paraphrasing');
  await expect(page.locator('#item-quiz-order').getByLabel('Place of Ask')).toHaveValue(/=3$/);
  await expect(page.locator('#item-quiz-spot').getByLabel('on the latch side')).toBeChecked();
  await page.getByRole('button', { name: 'Submit', exact: true }).click();
  await expect(page).toHaveURL(/result$/);
  await expect(page.locator('.score b')).toHaveText('100%');
  expect([...timed.answersOf(attempt).values()].every(({ counted }) => counted)).toBe(true);
});
