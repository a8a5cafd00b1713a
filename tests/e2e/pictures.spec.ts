import { paths } from '#app/paths.ts';
import { firstModule } from '#tests/support/answer-key.ts';
import { signIn } from '#tests/support/cadet.ts';
import { test } from './fixtures.ts';

test.use({ academyOf: import.meta.url });

// The README's pictures, taken anew by each run; kept when CI has nowhere to keep them.
const folder = process.env.CI ? 'test-results' : 'docs';

test('pictures of a lesson and of the progress view', async ({ browser, baseURL }) => {
  const phone = await browser.newContext({
    baseURL,
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
  });
  const lesson = await phone.newPage();
  await signIn(lesson, 'cadet@demo.test');
  await lesson.goto(paths.lesson(firstModule.course, firstModule.lessons[1]));
  await lesson.evaluate(() => scrollTo(0, 0));
  await lesson.screenshot({ path: `${folder}/lesson.png` });
  await phone.close();

  const desk = await browser.newContext({ baseURL, viewport: { width: 1280, height: 900 } });
  const grid = await desk.newPage();
  await signIn(grid, 'instructor@demo.test');
  await grid.goto(paths.cohort('demo-2026-a'));
  await grid.screenshot({ path: `${folder}/progress.png` });
  await desk.close();
});
