import type { Page } from '@playwright/test';
import { paths } from '#app/paths.ts';
import { signIn } from '#tests/support/cadet.ts';
import { expectAccessibleInBothThemes } from './axe.ts';
import { expect, test } from './fixtures.ts';

/** Lines as they are said: in print, by keyboard, in time, with and without a recording. */

test.use({ academyOf: import.meta.url, fixture: 'spoken', viewport: { width: 390, height: 844 } });

const address = paths.lesson('spoken', 'spoken-lines');

async function open(page: Page) {
  await signIn(page, 'cadet@demo.test');
  await page.goto(address);
}

const figure = (page: Page, title: string) => page.locator('figure.spoken', { hasText: title });

test('who hears the page hears the words whole, what can be done, and how they are said', async ({
  page,
}) => {
  await open(page);
  await expect(figure(page, 'One question')).toMatchAriaSnapshot(`
    - figure "One question, asked twice":
      - text: One question, asked twice
      - paragraph: Hurried
      - paragraph:
        - text: What
        - emphasis: now
        - text: "?"
      - 'button "Play in time: Hurried"'
      - paragraph: "How: About 1 second; pace: faster from “What” on; stress on “now”."
      - paragraph: With time
      - paragraph:
        - text: What
        - emphasis: now
        - text: "?"
      - 'button "Play in time: With time"'
      - paragraph: "How: About 3 seconds; stress on “now”; silence: 2 seconds after “What”; a breath before “What”."
  `);
  await expectAccessibleInBothThemes(page);
});

test('a line is played in time by keyboard, its silence counted, and one voice at a time', async ({
  page,
}) => {
  await signIn(page, 'cadet@demo.test');
  await page.clock.install();
  await page.goto(address);
  const [hurried, calm] = [page.locator('spoken-line').first(), page.locator('spoken-line').nth(1)];
  const said = calm.locator('.is-said');
  await calm.getByRole('button', { name: 'Play in time: With time' }).focus();
  await page.keyboard.press('Enter');
  await expect(calm.getByRole('button', { name: 'Stop: With time' })).toBeFocused();
  await expect(said).toHaveClass(/spoken-breath/);
  await page.clock.runFor(700);
  await expect(said).toHaveText('What');
  for (const beat of [0, 1]) {
    await page.clock.runFor(beat === 0 ? 400 : 1000);
    await expect(calm.locator('.spoken-beat').nth(beat)).toHaveClass(/is-said/);
    await expect(said).toHaveCount(1);
  }
  await hurried.getByRole('button').focus();
  await page.keyboard.press('Space');
  await expect(said).toHaveCount(0);
  await expect(hurried.locator('.is-said')).toHaveText('What');
  await page.clock.runFor(60_000);
  await expect(page.locator('.is-said')).toHaveCount(0);
  await expect(hurried.getByRole('button')).toHaveAccessibleName('Play in time: Hurried');
});

test('where motion is not wanted, phrases and whole silences are shown', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await signIn(page, 'cadet@demo.test');
  await page.clock.install();
  await page.goto(address);
  const hurried = page.locator('spoken-line').first();
  await hurried.getByRole('button').click();
  await expect(hurried.locator('.is-said')).toHaveText(['What', 'now', '?']);
  const calm = page.locator('spoken-line').nth(1);
  await calm.getByRole('button').click();
  await page.clock.runFor(1000);
  await expect(calm.locator('.is-said')).toHaveClass([/spoken-beat/, /spoken-beat/]);
});

test('a recording is fetched when it is played, in pieces and for its listener alone, and lights its words', async ({
  page,
}) => {
  const fetched: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/files/')) fetched.push(request.url());
  });
  await open(page);
  const line = page.locator('spoken-line', { hasText: 'Take your' });
  const player = line.locator('audio');
  await expect(player).toHaveAccessibleName(
    /^Recording: A line with captions \(MP3, 0:01, 2.kB\)$/,
  );
  expect(fetched).toEqual([]);
  const answer = page.waitForResponse(/\/files\/[0-9a-f]+\.mp3/);
  await player.focus();
  await page.keyboard.press('Space');
  const response = await answer;
  expect(response.status()).toBe(206);
  expect(response.headers()).toMatchObject({
    'content-type': 'audio/mpeg',
    'content-range': 'bytes 0-1387/1388',
  });
  expect(response.headers()['cache-control']).toMatch(/^private, /);
  await expect(player).toHaveJSProperty('ended', true);
  // Where captions say that it is: no clock decides this.
  const litAt = async (seconds: number) => {
    await player.evaluate((audio: HTMLAudioElement, at) => {
      audio.currentTime = at;
    }, seconds);
    return line.locator('.is-said');
  };
  await expect(await litAt(0.2)).toHaveText(['Take', 'your']);
  await expect(await litAt(0.8)).toHaveText(['time']);
});

test('a recording without captions lights the line by its length, and another voice ends it', async ({
  page,
}) => {
  await open(page);
  const line = page.locator('spoken-line', { hasText: 'Good' });
  const player = line.locator('audio');
  await player.evaluate((audio: HTMLAudioElement) => {
    audio.loop = true;
  });
  await player.focus();
  await page.keyboard.press('Space');
  await expect(line.locator('.is-said').first()).toBeVisible();
  await page.locator('spoken-line').first().getByRole('button').click();
  await expect(player).toHaveJSProperty('paused', true);
});

test('on paper there are words and no players', async ({ page }) => {
  await open(page);
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByText('About 3 seconds').first()).toBeVisible();
  for (const player of await page.locator('audio, .spoken-play').all())
    await expect(player).toBeHidden();
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('a line is read, and its recording heard', async ({ page }) => {
    await open(page);
    await expect(page.getByText('silence: 2 seconds after “What”')).toBeVisible();
    await expect(page.getByRole('button', { name: /Play in time/ })).toHaveCount(0);
    await expect(page.locator('figure.spoken audio[controls]')).toHaveCount(2);
    await expect(page.locator('.stage audio[controls]')).toHaveCount(3);
  });
});

// Last, since its reply leads the conversation on for whoever comes after.
test('in a conversation a line and each choice have their own player, and choosing goes on', async ({
  page,
}) => {
  await open(page);
  const stage = page.locator('.stage');
  await expect(stage.locator('.scene audio')).toHaveAccessibleName(
    /^Recording: Luis, line 1 \(OGG/,
  );
  await expect(stage.locator('.replies audio')).toHaveCount(2);
  await expect(stage.locator('button audio')).toHaveCount(0);
  await stage.getByRole('button', { name: 'Good evening.' }).click();
  await expect(stage.getByText('He tells you.')).toBeVisible();
});
