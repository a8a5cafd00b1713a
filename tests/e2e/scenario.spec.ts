import { appendFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, expect, type Locator, type Page } from '@playwright/test';
import { paths } from '#app/paths.ts';
import { AcademyServer } from '#tests/support/academy-server.ts';
import { firstModule } from '#tests/support/answer-key.ts';
import { signIn } from '#tests/support/cadet.ts';
import { expectAccessible } from './axe.ts';
import { test as base } from './fixtures.ts';

const { course, lessons } = firstModule;
const lesson = lessons[2] ?? '';
const lessonPath = paths.lesson(course, lesson);

/** Two conversations at the end of a lesson: one with a variable, one with a note to read first. */
const conversations = `
## At a door in Quay Street

<Scenario id="quay-door" title="A door in Quay Street" variables="trust 2">

You are Officer Reyes. It is past nine.

<Scene id="quay-step" title="On the step">

A man opens. He looks tired.

**Luis:** "You people again. What now?"

- ["Turn it off or I write you up."](#quay-row)
  > Resident: Luis hears a threat before a question.
  > Officer: Your last card is on the table.
  > Kind: weak
  > Effect: trust -1
- ["I am Officer Reyes. What is going on tonight?"](#quay-wake)
  > Resident: He gets to say what this night is.
  > Officer: One breath held your name and a question.
  > Kind: best
  > Effect: trust +1

</Scene>

<Scene id="quay-row" title="Louder">

The music goes up.

- ["I started that badly. I am Reyes. What is this evening about?"](#quay-wake)
  > Resident: He lowers his hand from the door.
  > Officer: You owned it in one breath.
  > Kind: repair
- [Step back to the street and call the sergeant](#quay-away)
  > Resident: The door stays open, and nobody shouts.
  > Officer: You have time to think.
  > Kind: safety

</Scene>

<Scene id="quay-wake" title="The wake">

**Luis:** "We are burying my mother tomorrow."

- ["Half past ten, or the back room now. Which of the two suits you?"](#quay-rest)
  > Resident: He chooses, so it is his promise.
  > Officer: You kept the rule and gave the choice away.
  > Kind: best
- ["It ends at ten."](#quay-short)
  > Resident: He nods at the wall behind you.
  > Officer: It is said, and it is yours to enforce.
  > Kind: fair

</Scene>

<Scene id="quay-rest" title="Half past ten" end="good">

At half past ten the street is quiet.

</Scene>

<Scene id="quay-short" title="Ten" end="mixed">

It is quiet at ten, and loud again at eleven.

</Scene>

<Scene id="quay-away" title="On the street" end="safe">

The sergeant knows the family.

</Scene>

</Scenario>

<Scenario id="quay-call" title="A call at night" note="A man talks about a death.">

The line is open.

<Scene id="call-first" title="The first words">

**Caller:** "She is gone."

- ["I am here. Take your time."](#call-end)
  > Resident: He breathes.
  > Officer: Silence is work, too.
  > Kind: best
- ["Spell your name, please."](#call-end)
  > Resident: He spells it.
  > Officer: You have a name and little else.
  > Kind: weak

</Scene>

<Scene id="call-end" title="The end of the call" end="mixed">

An ambulance is on its way.

</Scene>

</Scenario>
`;

/** An academy whose third lesson ends in two conversations. */
const test = base.extend<object, { academy: AcademyServer }>({
  academy: [
    async ({ academyOf: _file }, use) => {
      const academy = await AcademyServer.start({ ownContent: true });
      const module = join(academy.contentFolder, 'courses', course);
      const folder = join(module, readdirSync(module).find((name) => name.startsWith('01-')) ?? '');
      const name = readdirSync(folder).find((file) => file.startsWith('03-')) ?? '';
      appendFileSync(join(folder, name), conversations);
      await academy.end('SIGTERM');
      await academy.run();
      await use(academy);
      await academy.remove();
    },
    { scope: 'worker' },
  ],
});

test.use({ academyOf: import.meta.url });
test.describe.configure({ mode: 'serial' });

const cardOf = (page: Page, id = 'quay-door'): Locator => page.locator(`#scenario-${id}`);
const reply = (card: Locator, words: string) => card.getByRole('button', { name: words });

async function openAs(browser: Browser, academy: AcademyServer, who: string, options: object = {}) {
  const context = await browser.newContext({ baseURL: academy.url, ...options });
  const page = await context.newPage();
  await signIn(page, who);
  return page;
}

test('is played by keyboard inside the lesson: said aloud, focus on the new scene', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await signIn(page, 'cadet@demo.test');
  await page.goto(lessonPath);
  await page.evaluate(() => document.body.setAttribute('data-same-page', ''));
  const card = cardOf(page);
  const focused = page.locator(':focus');
  await expectAccessible(page, 'first scene');
  await reply(card, 'Turn it off').focus();
  await page.keyboard.press('Enter');
  await expect(focused).toHaveText('Louder');
  await expect(page.locator('#announcements')).toContainText(
    'Luis hears a threat before a question.',
  );
  await expect(page.locator('#announcements')).toContainText('The music goes up.');
  await expect(card).toContainText('1, 1 less than before');
  await expect(card).not.toContainText('Weak');
  await page.keyboard.press('Tab');
  await expect(focused).toContainText('I started that badly');
  await page.keyboard.press('Enter');
  await expect(focused).toHaveText('The wake');
  await expect(card).toContainText('This is a repair');
  await expectAccessible(page, 'after a repair');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(focused).toHaveText('Ten');
  await expect(card.getByText('A mixed ending')).toBeVisible();
  await expect(card).toContainText('Stronger here: "Half past ten');
  await expectAccessible(page, 'ending');
  await expect(page.locator('body')).toHaveAttribute('data-same-page', '');
  await expect(page.locator('#lesson-standing')).not.toContainText('A door in Quay Street');

  await card.getByRole('button', { name: 'Play again' }).click();
  await expect(focused).toHaveText('On the step');
  await reply(card, 'I am Officer Reyes').click();
  await reply(card, 'Half past ten').click();
  await expect(card).toContainText('Run 1 took another path from step 1.');
  await expect(card.getByText('Here the paths part')).toBeVisible();
  await expectAccessible(page, 'beside the earlier run');
});

test('shows one scene at a time, and nothing of the choices not made', async ({
  browser,
  academy,
}) => {
  const page = await openAs(browser, academy, 'cadet@demo.test');
  await page.goto(lessonPath);
  await cardOf(page).getByRole('button', { name: 'Play again' }).click();
  await reply(cardOf(page), 'I am Officer Reyes').click();
  await expect(cardOf(page).getByRole('heading', { name: 'The wake' })).toBeVisible();
  const html = await page.request.get(lessonPath).then((answer) => answer.text());
  for (const secret of [
    'The music goes up',
    'quiet at ten',
    'He chooses, so',
    'nods at the wall',
    'Luis hears a threat',
    'quay-rest',
    'quay-away',
    'She is gone',
  ])
    expect(html).not.toContain(secret);
  await page.context().close();
});

test('without JavaScript: plain forms, landing at what is new; an old tab changes nothing', async ({
  browser,
  academy,
}) => {
  const page = await openAs(browser, academy, 'cadet@demo.test', { javaScriptEnabled: false });
  await page.goto(lessonPath);
  const card = cardOf(page);
  await card.getByRole('button', { name: 'Start again' }).click();
  await expect(page).toHaveURL(/#scenario-quay-door-now$/);
  const old = await page.context().newPage();
  await old.goto(lessonPath);
  await reply(card, 'Turn it off').click();
  await expect(page).toHaveURL(/#scenario-quay-door-now$/);
  await expect(card.getByRole('heading', { name: 'Louder' })).toBeInViewport();
  await reply(cardOf(old), 'I am Officer Reyes').click();
  await expect(cardOf(old).getByRole('alert')).toContainText('this is where it stands');
  await expect(cardOf(old).getByRole('heading', { name: 'Louder' })).toBeVisible();
  await reply(card, 'Step back to the street').click();
  await expect(card.getByText('Stepping back is never marked wrong here.')).toBeVisible();
  await expect(card.locator('.scene-end')).toHaveText('A safe ending: you stepped back');
  await page.context().close();
});

test('a note comes first, and a way round; both themes pass axe', async ({ browser, academy }) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await openAs(browser, academy, 'cadet@demo.test', { colorScheme });
    await page.goto(lessonPath);
    const card = cardOf(page, 'quay-call');
    if (colorScheme === 'light') {
      await expect(card).toContainText('A man talks about a death.');
      await expect(card).not.toContainText('She is gone');
      await card.getByRole('button', { name: 'Skip this conversation' }).click();
      await expect(page.locator(':focus')).toHaveText('You skipped this conversation');
    } else {
      await card.getByRole('button', { name: 'Play it after all' }).click();
      await expect(card.getByText('She is gone')).toBeVisible();
    }
    await expectAccessible(page, colorScheme);
    await page.context().close();
  }
});

test('on paper the whole path is there, folded up or not', async ({ browser, academy }) => {
  const page = await openAs(browser, academy, 'cadet@demo.test');
  await page.goto(lessonPath);
  const step = cardOf(page).locator('.transcript li').first();
  await expect(step).toBeHidden();
  await page.emulateMedia({ media: 'print' });
  await expect(step).toBeVisible();
  await expect(cardOf(page).getByRole('button', { name: 'Play again' })).toBeHidden();
  await page.context().close();
});

test('the instructor finds the ways of the cohort, told from five cadets on', async ({
  browser,
  academy,
}) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const viewport = { width: colorScheme === 'light' ? 1280 : 390, height: 800 };
    const page = await openAs(browser, academy, 'instructor@demo.test', { colorScheme, viewport });
    await page.goto(paths.cohort('demo-2026-a'));
    await page.getByRole('link', { name: 'Conversations' }).click();
    await expectAccessible(page, 'list');
    await page.getByRole('link', { name: 'A door in Quay Street' }).click();
    await expect(page.getByText('Shown from 5 cadets on')).toBeVisible();
    await expectAccessible(page, 'hidden');
    await page.context().close();
  }
});
