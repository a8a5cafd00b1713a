import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { realpathSync } from 'node:fs';
import { request } from 'node:http';
import { paths } from '#app/paths.ts';
import { AcademyServer } from '#tests/support/academy-server.ts';
import { firstModule } from '#tests/support/answer-key.ts';
import { signIn } from '#tests/support/cadet.ts';
import { expect, test } from './fixtures.ts';

test.use({ academyOf: import.meta.url });

test('an empty database prints one link, once, that makes the first administrator', async ({
  browser,
}) => {
  const academy = await AcademyServer.start({ empty: true });
  const link = /http:\/\/localhost:\d+(\/invitations\/[\w-]+)/.exec(academy.output)?.[1] ?? '';
  expect(link).not.toBe('');
  const context = await browser.newContext({ baseURL: academy.url });
  const page = await context.newPage();
  await page.goto(link);
  await page.getByLabel('Name', { exact: false }).first().fill('First Administrator');
  await page.getByLabel(/E-mail/).fill('first@academy.test');
  await page
    .getByLabel(/password/i)
    .nth(0)
    .fill('a sentence nobody guesses');
  await page
    .getByLabel(/password/i)
    .nth(1)
    .fill('a sentence nobody guesses');
  await page.getByRole('button', { name: /account/i }).click();
  await expect(page).toHaveURL(/admin\/users/);

  const second = await browser.newContext({ baseURL: academy.url });
  // Used, and says so.
  expect((await (await second.newPage()).goto(link))?.status()).toBe(410);
  await academy.end('SIGTERM');
  await academy.run();
  expect(academy.lastOutput).not.toContain('/invitations/');
  await context.close();
  await second.close();
  await academy.remove();
});

test('SIGTERM lets the request in flight end, then exits cleanly', async () => {
  const academy = await AcademyServer.start();
  const form = 'email=cadet%40demo.test&password=rapport-demo';
  const headers = {
    Origin: academy.url,
    'Content-Type': 'application/x-www-form-urlencoded',
    'Content-Length': form.length,
    Expect: '100-continue',
  };
  const sending = request(`${academy.url}${paths.login()}`, { method: 'POST', headers });
  sending.flushHeaders();
  // The server has the request, and waits for the form.
  await once(sending, 'continue');
  const ended = academy.end('SIGTERM');
  await expect.poll(() => fetch(academy.url).catch(() => 'shut')).toBe('shut');
  sending.end(form);
  const [response] = await once(sending, 'response');
  expect(response.statusCode).toBe(302);
  expect(await ended).toBe(0);
  await academy.remove();
});

test('SIGTERM to npm start stops the server behind it', async () => {
  const academy = await AcademyServer.start();
  await academy.end('SIGTERM');
  const npm = realpathSync(execFileSync('which', ['npm'], { encoding: 'utf8' }).trim());
  // The build is there, and other tests run on it.
  await academy.run([npm, 'start', '--ignore-scripts']);
  await academy.end('SIGTERM');
  await expect.poll(() => fetch(academy.url).catch(() => 'stopped')).toBe('stopped');
  await academy.remove();
});

test('every page carries the strict headers, and a form from another site is refused', async ({
  page,
  academy,
}) => {
  const response = await page.goto(paths.login());
  const policy = response?.headers()['content-security-policy'] ?? '';
  expect(policy).toMatch(/script-src 'self' 'nonce-[\w-]+'/);
  expect(policy).not.toContain('unsafe');
  expect(await page.locator('script:not([src])').count()).toBe(0);

  const forged = await fetch(`${academy.url}${paths.login()}`, {
    method: 'POST',
    headers: {
      Origin: 'https://evil.example',
      'Content-Type': 'application/x-www-form-urlencoded',
    },
    body: 'email=cadet%40demo.test&password=rapport-demo',
  });
  expect(forged.status).toBe(403);
  const large = await fetch(`${academy.url}${paths.login()}`, {
    method: 'POST',
    headers: { Origin: academy.url, 'Content-Type': 'application/x-www-form-urlencoded' },
    body: `email=${'x'.repeat(300_000)}`,
  });
  expect(large.status).toBe(413);
  expect(await large.text()).toContain('more than can be sent at once');
});

test('behind a proxy that rewrites the host, forms come from APP_URL and the session stays on its host', async () => {
  const appUrl = 'https://academy.example';
  const academy = await AcademyServer.start({ appUrl });
  const send = (origin: string, headers: Record<string, string> = {}) =>
    fetch(`${academy.url}${paths.login()}`, {
      method: 'POST',
      headers: { Origin: origin, 'X-Forwarded-Host': 'evil.example:99999', ...headers },
      body: new URLSearchParams({ email: 'cadet@demo.test', password: 'rapport-demo' }),
      redirect: 'manual',
    });
  const signedIn = await send(appUrl);
  expect([signedIn.status, signedIn.headers.get('Location')]).toEqual([302, paths.learn()]);
  const [cookie = ''] = signedIn.headers.getSetCookie();
  expect(cookie).toMatch(/^__Host-rapport_session=\w+;/);
  for (const attribute of ['Secure', 'HttpOnly', 'Path=/']) expect(cookie).toContain(attribute);
  expect(cookie).not.toContain('Domain');
  const read = (name: string) => {
    const value = /=(\w+)/.exec(cookie)?.[1];
    const headers = { Cookie: `${name}=${value}` };
    return fetch(`${academy.url}${paths.learn()}`, { headers, redirect: 'manual' });
  };
  expect((await read('__Host-rapport_session')).status).toBe(200);
  // Any host beside this one could have set it.
  expect((await read('rapport_session')).status).toBe(302);
  expect((await send('https://evil.example')).status).toBe(403);
  await academy.remove();
});

test('odd requests get a short answer, never a stack trace', async ({ academy }) => {
  const odd: [string, string, Record<string, string>, number][] = [
    ['GET', '/learn/%', {}, 400],
    ['GET', '/learn/%00', {}, 400],
    ['DELETE', paths.logout(), {}, 405],
    ['GET', '/%5C/', {}, 400],
    ['GET', '/%09/', {}, 400],
    ['GET', `${paths.login()}?_data=root`, {}, 404],
    ['GET', `${paths.login()}.data`, {}, 404],
    ['POST', '/healthz', { Origin: academy.url }, 405],
    ['GET', paths.login(), { Cookie: 'x=%; rapport_session=%' }, 200],
  ];
  for (const [method, path, headers, status] of odd) {
    const answer = await fetch(`${academy.url}${path}`, { method, headers });
    expect({ path, status: answer.status }).toEqual({ path, status });
    expect(await answer.text()).not.toMatch(/\bat .+:\d+:\d+|node_modules/);
  }
});

test('what is not there, or not yours, is a page in plain words', async ({ page }) => {
  await signIn(page, 'cadet@demo.test');
  for (const address of [
    '/nothing/here',
    paths.course('no-such-course'),
    paths.lesson(firstModule.course, 'no-such-lesson'),
    paths.attempt('00000000-0000-4000-8000-000000000000'),
  ]) {
    const response = await page.goto(address);
    expect({ address, status: response?.status() }).toEqual({ address, status: 404 });
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByRole('link', { name: 'Learn' }).first()).toBeVisible();
  }
  expect((await page.goto(paths.teach()))?.status()).toBe(403);
});
