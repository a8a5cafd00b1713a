import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { db } from '#app/db/client.server.ts';
import { flowMinutes } from '#app/features/people/single-sign-on/schema.ts';
import { paths } from '#app/paths.ts';
import { createUser } from '#tests/factories/people.ts';
import { passProvider } from '#tests/support/identity-provider.ts';
import { SsoBrowser } from '#tests/support/sso-browser.ts';

/** Answers that do not hold, providers that do not answer, and ways out, against a real identity provider. */

const provider = await vi.hoisted(async () => {
  const { IdentityProvider } = await import('#tests/support/identity-provider.ts');
  const started = await IdentityProvider.start();
  Object.assign(process.env, started.variables());
  return started;
});
const password = 'a sentence to sign in with';
let userId: string;

beforeAll(async () => {
  userId = (await createUser({ email: 'ann@academy.test', password })).id;
  provider.tell({ sub: 'ann', email: 'ann@academy.test', name: 'Ann Lee' });
});
afterAll(() => provider.goAway());
afterEach(() => {
  provider.alter = null;
  provider.forged = false;
  vi.useRealTimers();
});

const stale = 'This sign-in was used before, or is too old';
const unsure = 'The answer of Academy ID could not be trusted';

async function expectRefused(
  browser: SsoBrowser,
  back: URL,
  words: string,
  status = 400,
): Promise<void> {
  const sessions = await db.session.count();
  const page = await browser.comeBack(back);
  expect([page.status, page.location]).toEqual([status, null]);
  expect(page.text).toContain(words);
  expect(page.text).toContain('You are not signed in');
  expect([browser.cookie, browser.sso.size]).toEqual(['', 0]);
  expect(await db.session.count()).toBe(sessions);
}

describe('what is asked of the provider', () => {
  test('a code with PKCE, state and nonce, for this site; nothing of them can be read in the cookie', async () => {
    const browser = new SsoBrowser();
    const page = await browser.get(paths.ssoStart('/learn'));
    const { searchParams } = new URL(page.location ?? '');
    const asked = Object.fromEntries(searchParams);
    expect(asked).toMatchObject({
      client_id: provider.clientId,
      response_type: 'code',
      scope: 'openid email profile',
      redirect_uri: 'http://localhost:3000/sso/callback',
      code_challenge_method: 'S256',
    });
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(asked[name]).toMatch(/^[\w-]{43}$/);
    const [cookie = ''] = page.headers.getSetCookie();
    expect(cookie).toMatch(/; HttpOnly; SameSite=Lax; Path=\/; Max-Age=900$/);
    const sealed = Buffer.from(cookie.split(/[=;]/)[1] ?? '', 'base64url').toString('latin1');
    expect(sealed).not.toContain(asked.state);
    expect(sealed).not.toContain('verifier');
    const other = new URL(await new SsoBrowser().begin()).searchParams;
    expect(other.get('state')).not.toBe(asked.state);
  });

  test.each([
    ['/learn/record?a=b', '/learn/record?a=b'],
    ['//evil.example', paths.learn()],
    ['https://evil.example/', paths.learn()],
    ['/\\evil.example', paths.learn()],
    [`/${'a'.repeat(2100)}`, paths.learn()],
  ])('redirectTo %s goes to %s', async (redirectTo, to) => {
    expect((await new SsoBrowser().signIn('ann', redirectTo)).location).toBe(to);
  });
});

describe('an answer is refused', () => {
  test('without the browser that began it, or with the state of another sign-in, before anything is asked', async () => {
    const browser = new SsoBrowser();
    const back = await passProvider(await browser.begin(), 'ann');
    const asked = provider.tokenRequests;
    await expectRefused(new SsoBrowser(), back, stale);
    const other = new SsoBrowser();
    await other.begin();
    await expectRefused(other, back, stale);
    const changed = new URL(back);
    changed.searchParams.set('state', 'x');
    const copy = new SsoBrowser();
    for (const [name, pair] of browser.sso) copy.sso.set(name, pair);
    await expectRefused(copy, changed, stale);
    const spoiled = new SsoBrowser();
    spoiled.sso.set('rapport_sso_flow', 'rapport_sso_flow=AAAA');
    await expectRefused(spoiled, back, stale);
    expect(provider.tokenRequests).toBe(asked);
    expect((await browser.comeBack(back)).status).toBe(302);
  });

  test('the second time, though the browser kept what it began', async () => {
    const browser = new SsoBrowser();
    const back = await passProvider(await browser.begin(), 'ann');
    const kept = new Map(browser.sso);
    expect((await browser.comeBack(back)).status).toBe(302);
    const again = new SsoBrowser();
    await expectRefused(again, back, stale);
    for (const [name, pair] of kept) again.sso.set(name, pair);
    await expectRefused(again, back, stale);
  });

  test('after a quarter of an hour', async () => {
    const browser = new SsoBrowser();
    const back = await passProvider(await browser.begin(), 'ann');
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + flowMinutes * 60_000 });
    await expectRefused(browser, back, stale);
  });

  const now = () => Math.floor(Date.now() / 1000);
  test.each<[string, (claims: Record<string, unknown>) => Record<string, unknown>]>([
    ['another nonce', (claims) => ({ ...claims, nonce: 'x'.repeat(43) })],
    ['no nonce', ({ nonce: _, ...claims }) => claims],
    ['another audience', (claims) => ({ ...claims, aud: 'another-site' })],
    ['more audiences and none named', (claims) => ({ ...claims, aud: ['a', 'b'] })],
    ['another issuer', (claims) => ({ ...claims, iss: 'https://evil.example' })],
    ['an end that has passed', (claims) => ({ ...claims, exp: now() - 120 })],
    ['no subject', ({ sub: _, ...claims }) => claims],
  ])('with %s', async (_what, alter) => {
    const browser = new SsoBrowser();
    const back = await passProvider(await browser.begin(), 'ann');
    provider.alter = alter;
    await expectRefused(browser, back, unsure);
  });

  test('signed by somebody else', async () => {
    const browser = new SsoBrowser();
    const back = await passProvider(await browser.begin(), 'ann');
    provider.alter = (claims) => claims;
    provider.forged = true;
    await expectRefused(browser, back, unsure);
    const right = new SsoBrowser();
    provider.forged = false;
    expect((await right.signIn('ann')).status).toBe(302);
  });

  test('of another provider (RFC 9207), or with an error that the site caused', async () => {
    const browser = new SsoBrowser();
    const back = await passProvider(await browser.begin(), 'ann');
    back.searchParams.set('iss', 'https://evil.example');
    await expectRefused(browser, back, unsure);
    const other = new SsoBrowser();
    const { searchParams } = new URL(await other.begin());
    const failed = new URL('http://localhost:3000/sso/callback');
    failed.searchParams.set('state', searchParams.get('state') ?? '');
    failed.searchParams.set('iss', provider.issuer);
    failed.searchParams.set('error', 'invalid_scope');
    await expectRefused(other, failed, 'are not set up to fit each other', 503);
  });

  test('when the person refuses there', async () => {
    const browser = new SsoBrowser();
    const back = await passProvider(await browser.begin(), '');
    expect(back.searchParams.get('error')).toBe('access_denied');
    await expectRefused(browser, back, 'You were not signed in by Academy ID', 403);
  });
});

test('while the provider is away pages say so, passwords open, and it is asked anew', async () => {
  const browser = new SsoBrowser();
  const back = await passProvider(await browser.begin(), 'ann');
  await provider.goAway();
  await expectRefused(browser, back, 'does not answer just now', 503);
  const byPassword = new SsoBrowser();
  const page = await byPassword.get(paths.login());
  expect([page.status, page.text]).toEqual([
    200,
    expect.stringContaining('Sign in with Academy ID'),
  ]);
  const fields = { email: 'ann@academy.test', password };
  expect((await byPassword.post(paths.login(), fields)).status).toBe(302);
  await provider.comeBack();
  expect((await new SsoBrowser().signIn('ann')).status).toBe(302);
});

describe('signing out', () => {
  test('ends the session here, and leads to the provider who asks for it, with the token of the sign-in', async () => {
    const browser = new SsoBrowser();
    await browser.signIn('ann');
    const { idTokenSealed } = await db.session.findFirstOrThrow({
      where: { userId, idTokenSealed: { not: null } },
      orderBy: { createdAt: 'desc' },
    });
    expect(idTokenSealed).not.toContain('.');
    const page = await browser.post(paths.logout(), {});
    expect([page.location, browser.cookie]).toEqual([paths.signedOut(), '']);
    const told = await browser.get(paths.signedOut());
    expect(told.text).toContain('You may still be signed in with Academy ID');
    expect(told.html).toContain(`href="${paths.ssoLeave()}"`);
    const left = await browser.get(paths.ssoLeave());
    const { origin, searchParams } = new URL(left.location ?? '');
    expect(origin).toBe(provider.issuer);
    expect(searchParams.get('post_logout_redirect_uri')).toBe('http://localhost:3000/login');
    const [, claims = ''] = (searchParams.get('id_token_hint') ?? '').split('.');
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({ sub: 'ann' });
    expect(browser.sso.size).toBe(0);
    // Without the token it leads there by the name of the site alone.
    const again = new URL((await browser.get(paths.ssoLeave())).location ?? '').searchParams;
    expect([again.get('id_token_hint'), again.get('client_id')]).toEqual([null, provider.clientId]);
  });

  test('of a session that a password opened says nothing of it', async () => {
    const browser = new SsoBrowser();
    await browser.post(paths.login(), { email: 'ann@academy.test', password });
    expect((await browser.post(paths.logout(), {})).location).toBe(paths.login());
  });
});
