import { beforeAll, expect, test } from 'vitest';
import { db, inTransaction } from '#app/db/client.server.ts';
import { createInvitation } from '#app/features/people/users/invitation-mutations.server.ts';
import { paths } from '#app/paths.ts';
import { createUser } from '#tests/factories/people.ts';
import { TestBrowser } from '#tests/support/app.ts';

let browser: TestBrowser;
const users = paths.adminUsers();
const oldPassword = 'the sentence that I forgot';
const secret = 'a sentence that I chose';
const typed = { password: secret, passwordAgain: secret };

beforeAll(async () => {
  const admin = await createUser({ name: 'Wanda Achebe', roles: ['admin'] });
  browser = await TestBrowser.signedInAs(admin.id);
});

const ask = (userId: string) => browser.post(users, { intent: 'make-password-link', userId });
const linkIn = (html: string) =>
  new URL(/<code class="link-once">([^<]+)</.exec(html)?.[1] ?? '').pathname;
const makeLink = async (userId: string) => linkIn((await ask(userId)).html);
const signIn = async (email: string, password: string) =>
  (await new TestBrowser().post(paths.login(), { email, password })).status;

test('a link sets a new password, keeps the rest and ends every session', async () => {
  const email = 'bo@academy.test';
  const user = await createUser({
    name: 'Bo Chen',
    email,
    password: oldPassword,
    roles: ['author'],
  });
  const elsewhere = await TestBrowser.signedInAs(user.id);
  const page = await ask(user.id);
  expect(page.status).toBe(200);
  expect(page.text).toContain('A password link for Bo Chen is ready to hand over');
  expect(page.text).toContain('runs out in 2 days');
  const path = linkIn(page.html);
  const list = await browser.get(users);
  expect(list.text).toContain('bo@academy.test new password');
  expect(list.html).not.toContain(path);
  expect(await signIn(email, oldPassword)).toBe(302);

  const theirs = new TestBrowser();
  const form = await theirs.get(path);
  expect(form.html).toContain('<title>Choose a new password · Rapport</title>');
  expect(form.text).toContain('For the account of Bo Chen (bo@academy.test).');
  expect(form.html.match(/<input/g)?.length).toBe(2);
  const wrong = await theirs.post(path, { password: 'short', passwordAgain: 'shorter' });
  expect(wrong.status).toBe(400);
  expect(wrong.text).toContain('Use at least 12 characters.');
  expect(wrong.html).not.toMatch(/value="shorte?r?"/);

  const fields = { ...typed, name: 'Someone Else', email: 'else@academy.test', roles: 'admin' };
  const done = await theirs.post(path, fields);
  expect([done.status, done.location]).toEqual([302, paths.author()]);
  expect((await theirs.get(paths.record())).status).toBe(200);
  expect((await elsewhere.get(paths.record())).status).toBe(302);
  expect([await signIn(email, oldPassword), await signIn(email, secret)]).toEqual([400, 302]);
  const where = { id: user.id };
  const after = await db.user.findUniqueOrThrow({ where, include: { roles: true } });
  expect([after.name, after.email, after.roles.map(({ role }) => role)]).toEqual([
    'Bo Chen',
    email,
    ['author'],
  ]);
  expect((await theirs.post(path, typed)).status).toBe(404);
  const events = await db.auditEvent.findMany({
    where: { subjectId: user.id, action: { not: 'sign-in' } },
    orderBy: { id: 'asc' },
  });
  expect(events.map(({ action }) => action)).toEqual(['make-password-link', 'change-password']);
});

test('works for an account without a password, for 2 days, and the newest link only', async () => {
  const user = await createUser({ email: 'none@academy.test' });
  const first = await makeLink(user.id);
  const second = await makeLink(user.id);
  const open = async (path: string) => (await new TestBrowser().get(path)).status;
  expect([await open(first), await open(second)]).toEqual([404, 200]);
  const where = { email: user.email, expiresAt: { gt: new Date() } };
  const row = await db.invitation.findFirstOrThrow({ where });
  expect(row.expiresAt.getTime() - Date.now()).toBeLessThanOrEqual(2 * 24 * 60 * 60 * 1000);
  const tries = await Promise.all([1, 2].map(() => new TestBrowser().post(second, typed)));
  expect(tries.map(({ status }) => status).sort()).toEqual([302, 404]);
  expect(await signIn(user.email, secret)).toBe(302);
});

test('not for a disabled account, and disabling ends a link for good', async () => {
  const user = await createUser({ email: 'gone@academy.test' });
  const path = await makeLink(user.id);
  await browser.post(users, { intent: 'disable-user', userId: user.id });
  const refused = await ask(user.id);
  expect(refused.status).toBe(400);
  expect(refused.text).toContain('This account is disabled. Enable it first');
  expect((await new TestBrowser().post(path, typed)).status).toBe(404);
  await browser.post(users, { intent: 'enable-user', userId: user.id });
  expect((await new TestBrowser().post(path, typed)).status).toBe(404);
  expect((await ask('nobody')).status).toBe(404);
  const stored = await db.user.findUniqueOrThrow({ where: { id: user.id } });
  expect(stored.passwordHash).toBeNull();
});

test('an invitation left over from before the account was made sets no password', async () => {
  const email = 'early@academy.test';
  const { link } = await inTransaction((tx) =>
    createInvitation(tx, { email, roles: ['cadet'], createdById: null, days: 1 }),
  );
  await createUser({ email, password: oldPassword });
  const fields = { ...typed, name: 'Not Them', email };
  const page = await new TestBrowser().post(new URL(link).pathname, fields);
  expect(page.status).toBe(400);
  expect(page.text).toContain('An account with this address is here already.');
  expect([await signIn(email, secret), await signIn(email, oldPassword)]).toEqual([400, 302]);
});

test('only an administrator makes one', async () => {
  const user = await createUser({ roles: ['instructor', 'author', 'cadet'] });
  const theirs = await TestBrowser.signedInAs(user.id);
  const fields = { intent: 'make-password-link', userId: user.id };
  expect((await theirs.post(users, fields)).status).toBe(403);
  expect(await db.invitation.count({ where: { email: user.email } })).toBe(0);
});
