import { expect, test } from '@playwright/test';
import { paths } from '#app/paths.ts';
import { AcademyServer } from '#tests/support/academy-server.ts';
import { signIn } from '#tests/support/cadet.ts';
import { examCourse } from '#tests/support/exam-course.ts';
import { findFreePort } from '#tests/support/free-port.ts';
import { isHere, type ProxyName, startProxy } from '#tests/support/proxy-program.ts';

/** The site behind the proxies that docs/operations.md shows, over TLS, as people and as strangers meet it. */

const token = 'a-token-of-this-test';
const proxies: ProxyName[] = ['nginx', 'Caddy', 'Apache'];

// What clients send to be taken for somebody or something else.
const oddHeaders: Record<string, string>[] = [
  { 'X-Forwarded-Host': 'a:99999' },
  { 'X-Forwarded-Host': 'evil.example' },
  { 'X-Forwarded-Proto': 'javascript' },
  { 'X-Forwarded-For': 'unknown, <script>, 999.999.999.999' },
  { Forwarded: 'for="[2001:db8::1]:x";host=evil.example;proto=x' },
  { 'X-Real-IP': '127.0.0.1' },
];

for (const name of proxies) {
  for (const rewriteHost of [false, true]) {
    const way = rewriteHost ? 'with a rewritten Host' : 'as documented';
    test(`${name} in front, ${way}`, async ({ browser }) => {
      test.skip(!isHere(name), `skipped: ${name} is not here`);
      const [port, plainPort] = [await findFreePort(), await findFreePort()];
      const origin = `https://localhost:${port}`;
      const { academy, accounts } = await AcademyServer.startExam(1, {
        APP_URL: origin,
        HOST: '127.0.0.1',
        TRUST_PROXY: 'loopback',
        METRICS_TOKEN: token,
        LOG_LEVEL: 'debug',
      });
      const endProxy = await startProxy(
        name,
        { port, plainPort, upstream: academy.port },
        rewriteHost,
      );
      const context = await browser.newContext({ baseURL: origin, ignoreHTTPSErrors: true });
      try {
        const plain = await fetch(`http://localhost:${plainPort}/learn?from=a%20b`, {
          redirect: 'manual',
        });
        // Without the port, as the files have it: Caddy alone knows that it has another one here.
        const [, where = ''] =
          /^https:\/\/localhost(?::\d+)?(\/.*)$/.exec(plain.headers.get('location') ?? '') ?? [];
        expect([where, [301, 308].includes(plain.status)]).toEqual(['/learn?from=a%20b', true]);
        const page = await context.newPage();
        await signIn(page, `${accounts[0]?.id}@exam.test`);
        const [session] = (await context.cookies()).filter(({ name }) => /session/.test(name));
        expect(session).toMatchObject({ name: '__Host-rapport_session', secure: true });

        await page.goto(paths.quiz(examCourse.id, examCourse.module));
        await page.getByRole('button', { name: 'Start the quiz' }).click();
        await page.locator('#item-quiz-single').getByRole('radio').first().check();
        await expect(page.locator('#attempt-summary')).toHaveText('1 of 9 answered, all saved');
        await page.reload();
        await expect(page.locator('#item-quiz-single').getByRole('radio').first()).toBeChecked();

        for (const headers of oddHeaders) {
          const answer = await context.request.get(paths.login(), { headers, maxRedirects: 0 });
          expect([headers, answer.status()]).toEqual([headers, 302]);
          expect(answer.headers().location).not.toContain('evil');
        }
        const body = { email: 'x@exam.test', password: 'a wrong sentence' };
        for (const Origin of ['https://evil.example', 'null', 'https://localhost:1']) {
          const headers = { Origin };
          const answer = await context.request.post(paths.login(), { form: body, headers });
          expect([Origin, answer.status()]).toEqual([Origin, 403]);
        }
        // Who guesses counts by where they are, not by where they say they are.
        const stranger = await browser.newContext({ baseURL: origin, ignoreHTTPSErrors: true });
        const elsewhere = { Origin: origin, 'X-Forwarded-For': '203.0.113.7' };
        await stranger.request.post(paths.login(), { form: body, headers: elsewhere });
        await stranger.close();
        const addresses = academy.inDatabase((database) =>
          database.prepare('SELECT DISTINCT "address" FROM "SignInTry"').pluck().all(),
        );
        expect(addresses).toEqual([expect.stringMatching(/^(127\.0\.0\.1|::)/)]);
        const headers = { Authorization: `Bearer ${token}` };
        expect((await context.request.get('/metrics', { headers })).status()).toBe(404);
        expect((await fetch(`${academy.url}/metrics`, { headers })).status).toBe(200);
      } finally {
        await context.close();
        await endProxy();
        await academy.remove();
      }
    });
  }
}
