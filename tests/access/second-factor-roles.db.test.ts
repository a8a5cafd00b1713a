import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { Access } from '#app/auth/permissions.ts';
import { createRequestContext } from '#app/auth/request-context.server.ts';
import { openStored } from '#app/auth/stored-secret.server.ts';
import { db } from '#app/db/client.server.ts';
import { env } from '#app/env.server.ts';
import { sealSecrets } from '#app/features/people/second-factor/factor-mutations.server.ts';
import { changeRoles } from '#app/features/people/users/user-mutations.server.ts';
import { paths } from '#app/paths.ts';
import { createUser } from '#tests/factories/people.ts';
import { TestBrowser } from '#tests/support/app.ts';
import { takeFreshCode, turnOnFactor } from '#tests/support/second-factor.ts';
import { toCookie } from '#tests/support/session.ts';

/** An academy that asks some roles for a second factor, and has a key to seal their secrets. */

vi.hoisted(() => {
  process.env.SECOND_FACTOR_ROLES = 'admin, instructor';
  process.env.SECRETS_KEY = 'k'.repeat(40);
});

type Handler = (args: {
  request: Request;
  params: Record<string, string>;
  context: ReturnType<typeof createRequestContext>;
}) => unknown;
type RouteModule = { handle?: { access?: Access }; loader?: Handler; action?: Handler };

const files = import.meta.glob<RouteModule>('/app/routes/*.tsx');
const routes = Object.entries(files).map(([file, load]) => ({
  name: file.replace(/^\/app\/routes\/|\.tsx$/g, ''),
  load,
}));
const setUp = 'account_.second-factor';
const password = 'a sentence to sign in with';

let lacking: { id: string; email: string };

beforeAll(async () => {
  expect(env.SECOND_FACTOR_ROLES).toEqual(['admin', 'instructor']);
  lacking = await createUser({
    roles: ['cadet', 'instructor', 'author', 'admin'],
    email: 'lacking@academy.test',
    password,
  });
});

/** Where a loader or action leads a person; '' when it leads nowhere. */
async function call(handler: Handler, method: 'GET' | 'POST', userId: string): Promise<string> {
  const body = new URLSearchParams({ intent: 'no-such-intent' });
  const request = new Request('http://localhost/somewhere', {
    headers: { Cookie: await toCookie(userId) },
    ...(method === 'POST' ? { method, body } : {}),
  });
  const context = createRequestContext('127.0.0.1');
  const params = new Proxy({}, { get: () => 'none' });
  const answer = await Promise.resolve()
    .then(() => handler({ request, params, context }))
    .catch((error: unknown) => error);
  if (answer instanceof Error) throw answer;
  return answer instanceof Response ? (answer.headers.get('Location') ?? '') : '';
}

describe('who lacks the second factor that their role needs', () => {
  test.each(routes)('is led from $name to where it is set up', async ({ name, load }) => {
    const { handle, loader, action } = await load();
    if (handle?.access === 'public') return;
    const expected = name === setUp ? '' : paths.secondFactor();
    for (const [handler, method] of [
      [loader, 'GET'],
      [action, 'POST'],
    ] as const)
      if (handler)
        expect([method, await call(handler, method, lacking.id)]).toEqual([method, expected]);
  });

  test('is led there when signing in, and further once it is set up', async () => {
    const browser = new TestBrowser();
    const form = { email: lacking.email, password, redirectTo: paths.adminUsers() };
    const signedIn = await browser.post(paths.login(), form);
    expect((await browser.get(signedIn.location ?? '')).location).toBe(paths.secondFactor());
    const page = await browser.get(paths.secondFactor());
    expect([page.status, page.text]).toEqual([
      200,
      expect.stringContaining('Your role needs a second factor'),
    ]);
    expect(page.html).not.toContain(`href="${paths.teach()}"`);
    await turnOnFactor(lacking.id);
    expect((await browser.get(paths.adminUsers())).status).toBe(200);
    const kept = await browser.get(paths.secondFactor());
    expect(kept.text).toContain('so it cannot be turned off');
    const off = { intent: 'turn-off', currentPassword: password };
    const refused = await browser.post(paths.secondFactor(), off);
    expect([refused.status, await db.codeApp.count({ where: { userId: lacking.id } })]).toEqual([
      400, 1,
    ]);
  });

  test('is met in a session that is open already, when the role is given', async () => {
    const cadet = await createUser();
    const browser = await TestBrowser.signedInAs(cadet.id);
    expect((await browser.get(paths.learn())).status).toBe(200);
    const { id, name, email } = await createUser({ roles: ['admin'] });
    const change = { actor: { id, name, email, roles: ['admin'] as const } };
    await changeRoles(change, { userId: cadet.id, roles: ['cadet', 'instructor'] });
    expect((await browser.get(paths.learn())).location).toBe(paths.secondFactor());
    expect((await browser.post(paths.learn(), { intent: 'x' })).location).toBe(
      paths.secondFactor(),
    );
    expect((await browser.post(paths.logout(), {})).location).toBe(paths.login());
  });
});

describe('the key', () => {
  test('seals what was stored without one, at a start, and counts what it cannot open', async () => {
    const [one, other] = [await createUser({ password }), await createUser()];
    await turnOnFactor(one.id);
    await turnOnFactor(other.id);
    const clear = { secret: 'clear:JBSWY3DPEHPK3PXP' };
    await db.codeApp.update({ where: { userId: one.id }, data: clear });
    const lost = { secret: '0123456789ab:c2VhbGVk' };
    await db.codeApp.update({ where: { userId: other.id }, data: lost });
    expect(await sealSecrets()).toEqual({ sealed: 1, lost: 1 });
    expect(await sealSecrets()).toEqual({ sealed: 0, lost: 1 });
    const { secret } = await db.codeApp.findUniqueOrThrow({ where: { userId: one.id } });
    expect(secret).not.toContain('JBSWY3DPEHPK3PXP');
    expect(openStored(secret ?? '', one.id)).toBe('JBSWY3DPEHPK3PXP');
    const browser = new TestBrowser();
    await browser.post(paths.login(), { email: one.email, password });
    const oneTimeCode = await takeFreshCode(one.id);
    expect((await browser.post(paths.loginCode(), { oneTimeCode })).status).toBe(302);
  });

  test('that is missing is told to who signs in, whose recovery codes work', async () => {
    const user = await createUser({ password });
    await turnOnFactor(user.id);
    await db.codeApp.update({
      where: { userId: user.id },
      data: { secret: '0123456789ab:c2VhbGVk' },
    });
    const browser = new TestBrowser();
    await browser.post(paths.login(), { email: user.email, password });
    expect((await browser.get(paths.loginCode())).text).toContain(
      'cannot be checked on this server',
    );
    expect((await browser.post(paths.loginCode(), { oneTimeCode: '123456' })).status).toBe(400);
  });
});
