import { beforeAll, expect, test } from 'vitest';
import { db, inTransaction } from '#app/db/client.server.ts';
import { createLink } from '#app/features/people/users/link-mutations.server.ts';
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

/** The path of the link that this session shows for an address. */
async function linkFor(email: string): Promise<string> {
  const { html } = await browser.get(paths.adminLinks());
  const row = html.split('<tr>').find((one) => one.includes(email)) ?? '';
  return new URL(/<code class="link-once">([^<]+)</.exec(row)?.[1] ?? '').pathname;
}

async function makeLink({ id, email }: { id: string; email: string }): Promise<string> {
  expect((await ask(id)).location).toBe(paths.adminLinks());
  return linkFor(email);
}
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
  const path = await makeLink(user);
  const shown = await browser.get(paths.adminLinks());
  expect(shown.text).toContain('Bo Chen bo@academy.test new password');
  const list = await browser.get(paths.adminUsers({ show: 'invited' }));
  expect(list.text).toContain('bo@academy.test new password');
  expect(list.html).not.toContain(path);
  expect(await signIn(email, oldPassword)).toBe(302);

  const theirs = new TestBrowser();
  const form = await theirs.get(path);
  expect(form.html).toContain('<title>Choose a new password · Rapport</title>');
  expect(form.text).toContain('For the account of Bo Chen (bo@academy.test).');
  expect(form.html.match(/<input/g)?.length).toBe(2);
  const wrong = await theirs.post(path, { password: 'short', passwordAgain: 'short' });
  expect(wrong.status).toBe(400);
  expect(wrong.text).toContain('Use at least 15 characters.');
  expect(wrong.html).not.toMatch(/value="short"/);

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
  const used = await theirs.post(path, typed);
  expect(used.status).toBe(410);
  expect(used.text).toContain('It set a new password. Sign in with that one');
  const events = await db.auditEvent.findMany({
    where: { subjectId: user.id, action: { not: 'sign-in' } },
    orderBy: { id: 'asc' },
  });
  expect(events.map(({ action }) => action)).toEqual([
    'make-password-link',
    'change-password',
    'refuse-sign-in',
  ]);
});

test('works for an account without a password, for 2 days; another one is made by withdrawing it', async () => {
  const user = await createUser({ name: 'None Yet', email: 'none@academy.test' });
  const first = await makeLink(user);
  const again = await ask(user.id);
  expect(again.status).toBe(400);
  expect(again.text).toContain('No other link was made: one works already');
  expect(again.text).toContain('The password link of None Yet, none@academy.test: Made');
  const open = async (path: string) => (await new TestBrowser().get(path)).status;
  expect(await open(first)).toBe(200);
  const [, invitationId = ''] = /name="invitationId" value="([^"]+)"/.exec(again.html) ?? [];
  const renewed = await browser.post(users, { intent: 'renew-link', invitationId });
  expect(renewed.location).toBe(paths.adminLinks());
  const second = await linkFor(user.email);
  expect([await open(first), await open(second)]).toEqual([410, 200]);
  expect((await new TestBrowser().get(first)).text).toContain('This link was withdrawn');
  const where = { email: user.email, withdrawnAt: null };
  const row = await db.invitation.findFirstOrThrow({ where });
  expect(row.expiresAt.getTime() - Date.now()).toBeLessThanOrEqual(2 * 24 * 60 * 60 * 1000);
  const tries = await Promise.all([1, 2].map(() => new TestBrowser().post(second, typed)));
  expect(tries.map(({ status }) => status).sort()).toEqual([302, 410]);
  expect(await signIn(user.email, secret)).toBe(302);
});

test('not for a disabled account, and disabling ends a link for good', async () => {
  const user = await createUser({ email: 'gone@academy.test' });
  const path = await makeLink(user);
  await browser.post(users, { intent: 'disable-user', userId: user.id });
  const refused = await ask(user.id);
  expect(refused.status).toBe(400);
  expect(refused.text).toContain('This account is disabled. Enable it first');
  expect((await new TestBrowser().post(path, typed)).status).toBe(410);
  await browser.post(users, { intent: 'enable-user', userId: user.id });
  expect((await new TestBrowser().post(path, typed)).status).toBe(410);
  expect((await ask('nobody')).status).toBe(404);
  const stored = await db.user.findUniqueOrThrow({ where: { id: user.id } });
  expect(stored.passwordHash).toBeNull();
});

test('an invitation left over from before the account was made sets no password', async () => {
  const email = 'early@academy.test';
  const { link } = await inTransaction((tx) =>
    createLink(tx, { email, roles: ['cadet'], createdById: null, days: 1 }),
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

test('the link that was just made comes first, before those of others', async () => {
  const admin = await createUser({ name: 'Fred Ola', roles: ['admin'] });
  const own = await TestBrowser.signedInAs(admin.id);
  for (const name of ['Ada First', 'Zoe Last']) {
    const { id } = await createUser({ name });
    await own.post(users, { intent: 'make-password-link', userId: id });
    // Two forms that people send are never of one millisecond.
    await db.invitation.updateMany({
      where: { accountId: id, name: 'Ada First' },
      data: { createdAt: new Date(Date.now() - 60_000) },
    });
  }
  const { text } = await own.get(paths.adminLinks());
  expect(text).toContain('2 links to hand over The new one comes first.');
  expect(text).toMatch(/Zoe Last new .* Ada First/);
  expect(text).toMatch(/Runs out \(Halifax time\)/);
});
