import { expect, test } from '@playwright/test';
import { paths } from '#app/paths.ts';
import { AcademyServer } from '#tests/support/academy-server.ts';
import { signIn } from '#tests/support/cadet.ts';
import { examCourse } from '#tests/support/exam-course.ts';
import { serverArguments } from '#tests/support/program.ts';

test('with all outbound network refused, the site works as ever and asks for nothing outside', async ({
  browser,
}) => {
  const { academy, accounts } = await AcademyServer.startExam(1);
  await academy.end('SIGTERM');
  await academy.run(['--import', './tests/support/loopback-only.mjs', ...serverArguments]);
  const context = await browser.newContext({ baseURL: academy.url });
  const outside: string[] = [];
  context.on('request', (request) => {
    if (!request.url().startsWith(academy.url)) outside.push(request.url());
  });
  const page = await context.newPage();
  await signIn(page, `${accounts[0]?.id}@exam.test`);
  await page.goto(paths.quiz(examCourse.id, examCourse.module));
  await page.getByRole('button', { name: 'Start the quiz' }).click();
  await page.locator('#item-quiz-single').getByRole('radio').first().check();
  await expect(page.locator('#attempt-summary')).toHaveText('1 of 9 answered, all saved');
  for (const path of [paths.learn(), paths.course(examCourse.id), paths.record()]) {
    expect((await page.goto(path))?.status()).toBe(200);
    await expect(page.locator('.site-footer')).toContainText(/version \d.* content [\da-f]{8}/);
  }
  expect(await (await fetch(`${academy.url}${paths.ready()}`)).json()).toMatchObject({
    ready: true,
  });
  await context.close();
  expect(await academy.end('SIGTERM')).toBe(0);
  expect(outside).toEqual([]);
  expect(academy.output).not.toContain('OUTBOUND');
  await academy.remove();
});
