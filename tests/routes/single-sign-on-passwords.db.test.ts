import { afterAll, expect, test, vi } from 'vitest';
import { db, inTransaction } from '#app/db/client.server.ts';
import { writeForgottenLetter } from '#app/features/people/sign-in/forgotten-mutations.server.ts';
import { createAdministratorLink } from '#app/features/people/users/invitation-mutations.server.ts';
import { createLink } from '#app/features/people/users/link-mutations.server.ts';
import { paths } from '#app/paths.ts';
import { createUser } from '#tests/factories/people.ts';
import { TestBrowser } from '#tests/support/app.ts';
import { takeFreshCode, turnOnFactor } from '#tests/support/second-factor.ts';
import { SsoBrowser } from '#tests/support/sso-browser.ts';

/** Where an academy has turned passwords off for all but administrators. */

const provider = await vi.hoisted(async () => {
  const { IdentityProvider } = await import('#tests/support/identity-provider.ts');
  const started = await IdentityProvider.start();
  Object.assign(process.env, started.variables({ OIDC_PASSWORDS: 'administrators' }));
  return started;
});
afterAll(() => provider.goAway());

const password = 'a sentence to sign in with';
const next = 'olive comet drawer piano';
const twice = { password: next, passwordAgain: next };

test('a right password opens an administrator’s account alone, and a wrong one is told nothing', async () => {
  const cadet = await createUser({ password });
  const admin = await createUser({ password, roles: ['admin', 'cadet'] });
  const post = (email: string, typed: string) =>
    new TestBrowser().post(paths.login(), { email, password: typed });
  expect((await post(admin.email, password)).status).toBe(302);
  const right = await post(cadet.email, password);
  expect([right.status, right.headers.getSetCookie()]).toEqual([400, []]);
  expect(right.text).toContain('turned passwords off for your account. Sign in with Academy ID.');
  const wrong = await post(cadet.email, 'not this one');
  expect(wrong.text).toContain('do not open an account here');
  expect(wrong.text).not.toContain('turned passwords off');
  const page = await new TestBrowser().get(paths.login());
  expect(page.html).toMatch(/<details><summary>Administrators: sign in with a password/);
});

test('a new password by mail is for administrators alone, too', async () => {
  const cadet = await createUser({ password });
  const admin = await createUser({ password, roles: ['admin'] });
  expect(await writeForgottenLetter(cadet.email, new Date())).toBeNull();
  expect(await writeForgottenLetter(admin.email, new Date())).not.toBeNull();
});

test('links lead others to single sign-on, and make no password', async () => {
  const cadet = await createUser();
  const toPath = (link: string) => new URL(link).pathname;
  const made = await inTransaction(async (tx) => [
    await createLink(tx, {
      email: 'new@academy.test',
      roles: ['cadet'],
      createdById: null,
      days: 1,
    }),
    await createLink(tx, {
      email: cadet.email,
      roles: [],
      accountId: cadet.id,
      createdById: null,
      days: 1,
    }),
  ]);
  for (const { link, id } of made) {
    const browser = new TestBrowser();
    const page = await browser.get(toPath(link));
    expect(page.html).toContain(`href="${paths.ssoStart()}"`);
    expect(page.html).not.toContain('type="password"');
    const sent = { name: 'New One', email: 'new@academy.test', ...twice };
    const refused = await browser.post(toPath(link), sent);
    expect([refused.status, refused.text]).toEqual([
      403,
      expect.stringContaining('turned passwords off'),
    ]);
    expect((await db.invitation.findUniqueOrThrow({ where: { id } })).usedAt).toBeNull();
  }
  provider.tell({ sub: 'new', email: 'new@academy.test', name: 'New One' });
  expect((await new SsoBrowser().signIn('new')).location).toBe(paths.learn());
});

test('the machine lets an administrator in while the provider is away', async () => {
  const { id, email } = await createUser({ roles: ['admin'] });
  const other = await createUser();
  expect(await createAdministratorLink(other.email)).toBeNull();
  const first = new URL((await createAdministratorLink(email)) ?? '').pathname;
  const link = new URL((await createAdministratorLink(email)) ?? '').pathname;
  expect((await new TestBrowser().get(first)).status).toBe(410);
  await provider.goAway();
  const browser = new TestBrowser();
  expect((await browser.post(link, twice)).location).toBe(paths.adminUsers());
  expect((await browser.get(paths.adminUsers())).status).toBe(200);
  await provider.comeBack();
  const events = await db.auditEvent.findMany({
    where: { subjectId: id, action: 'make-password-link' },
  });
  expect(events.map(({ actorId }) => actorId)).toEqual([null, null]);
  await db.user.update({ where: { id }, data: { disabledAt: new Date() } });
  expect(await createAdministratorLink(email)).toBeNull();
});

test('an account shows how it is opened: no password where none does', async () => {
  const cadet = await createUser({ email: 'shown@academy.test', password });
  const before = await (await TestBrowser.signedInAs(cadet.id)).get(paths.account());
  expect(before.text).toContain('is not linked to Academy ID yet');
  expect(before.html).not.toContain('value="change-password"');
  provider.tell({ sub: 'shown', email: cadet.email });
  const browser = new SsoBrowser();
  await browser.signIn('shown');
  const page = await browser.get(paths.account());
  expect(page.text).toMatch(/shown@academy\.test at localhost:\d+, linked/);
  expect(page.text).toContain('ask your academy’s administrator to unlink it');
  const admin = await createUser({ roles: ['admin'], password });
  const own = await (await TestBrowser.signedInAs(admin.id)).get(paths.account());
  expect(own.html).toContain('value="change-password"');
});

test.each([[null], [password]])(
  'an account with a second factor of its own is asked for it after single sign-on, too (password: %s)',
  async (own) => {
    const { id, email } = await createUser(own ? { password: own } : {});
    await turnOnFactor(id);
    provider.tell({ sub: id, email });
    const browser = new SsoBrowser();
    const page = await browser.signIn(id, paths.record());
    expect([page.status, page.location]).toEqual([302, paths.loginCode(paths.record())]);
    expect([browser.cookie, await db.session.count({ where: { userId: id } })]).toEqual(['', 0]);
    const code = { oneTimeCode: await takeFreshCode(id), redirectTo: paths.record() };
    const done = await browser.post(paths.loginCode(), code);
    expect([done.status, done.location]).toEqual([302, paths.record()]);
    expect((await browser.get(paths.record())).status).toBe(200);
    // Not where the provider says that it asked for one.
    provider.tell({ sub: id, email, amr: ['pwd', 'mfa'] });
    expect((await new SsoBrowser().signIn(id)).location).toBe(paths.learn());
  },
);

test('a form that was not taken waits in its page while its person signs in in another tab', async () => {
  const admin = await createUser({ email: 'held@academy.test', roles: ['admin'] });
  provider.tell({ sub: 'held', email: admin.email });
  const browser = new SsoBrowser();
  await browser.signIn('held');
  await browser.get(paths.adminCohorts());
  const { madeFor } = browser;
  await browser.post(paths.logout(), {});
  const form = {
    intent: 'create-cohort',
    name: 'Class of winter',
    startsOn: '2027-01-04',
    madeFor,
  };
  const page = await browser.post(paths.adminCohorts(), form);
  expect([page.status, page.text]).toEqual([401, expect.stringContaining('Nothing was saved')]);
  expect(page.html).toMatch(/href="\/sso\/start" target="_blank"/);
  const [, held = ''] = /name="held" value="([^"]*)"/.exec(page.html) ?? [];
  const carried = { held: held.replaceAll('&quot;', '"'), madeFor: '' };
  // Too early it is asked for again.
  expect((await browser.post(paths.adminCohorts(), carried)).status).toBe(401);
  await browser.signIn('held');
  const back = await browser.post(paths.adminCohorts(), carried);
  expect(back.html).toContain('value="Class of winter"');
  expect(back.text).toContain('Not sent yet');
  expect(await db.cohort.count({ where: { name: 'Class of winter' } })).toBe(0);
});
