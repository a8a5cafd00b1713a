import { describe, expect, test } from 'vitest';
import { db } from '#app/db/client.server.ts';
import { paths } from '#app/paths.ts';
import { createUser } from '#tests/factories/people.ts';
import { type Page, TestBrowser } from '#tests/support/app.ts';
import type { Fields } from '#tests/support/fields.ts';
import {
  addRecoveryCode,
  codeOf,
  letSessionsAge,
  takeFreshCode,
  turnOnFactor,
} from '#tests/support/second-factor.ts';
import { listStatements } from '#tests/support/statements.ts';

/** Changes of rights, keys and marks by who signed in a while ago. */

const password = 'a sentence to sign in with';
const users = paths.adminUsers();

async function signInAdmin(minutes: number): Promise<{ id: string; browser: TestBrowser }> {
  const { id } = await createUser({ roles: ['admin'], password });
  const browser = await TestBrowser.signedInAs(id);
  await letSessionsAge(id, minutes);
  return { id, browser };
}

/** The fields of the form that a page holds, as a browser sends them on. */
function readFields({ html }: Page, id: string): Fields {
  const form = new RegExp(`<form[^>]*id="${id}"[\\s\\S]*?</form>`).exec(html)?.[0] ?? '';
  const inputs = [...form.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([input]) => input);
  const fields: Record<string, string[]> = {};
  for (const input of inputs) {
    const [name = '', value = ''] = ['name', 'value'].map(
      (key) => new RegExp(` ${key}="([^"]*)"`).exec(input)?.[1],
    );
    fields[name] = [...(fields[name] ?? []), value];
  }
  return fields;
}

const rolesOf = async (userId: string) =>
  (await db.userRole.findMany({ where: { userId } })).map(({ role }) => role).sort();
const listActions = async (actorId: string) =>
  (await db.auditEvent.findMany({ where: { actorId }, orderBy: { id: 'asc' } })).map(
    ({ action }) => action,
  );

describe('a change of roles', () => {
  const change = (userId: string) => ({
    intent: 'change-roles',
    userId,
    roles: ['cadet', 'instructor'],
  });

  test('goes through right after signing in, and asks a while later; what was sent goes on', async () => {
    const { id } = await createUser();
    const fresh = await signInAdmin(14);
    expect((await fresh.browser.post(users, change(id))).status).toBe(302);

    const { id: other } = await createUser();
    const { id: adminId, browser } = await signInAdmin(16);
    const asked = await browser.post(`${users}?q=ann`, change(other));
    expect([asked.status, await rolesOf(other)]).toEqual([401, ['cadet']]);
    expect(asked.text).toContain('Nothing was saved yet: show your password once more');
    expect(asked.html).toContain('name="currentPassword"');
    const kept = readFields(asked, 'confirm');
    expect(kept).toMatchObject({
      intent: ['change-roles'],
      userId: [other],
      roles: ['cadet', 'instructor'],
    });
    expect(asked.html).toContain(`action="${users}?q=ann"`);

    const wrong = await browser.post(`${users}?q=ann`, { ...kept, currentPassword: 'not mine' });
    expect([wrong.status, wrong.text]).toEqual([
      401,
      expect.stringContaining('This is not your password'),
    ]);
    expect(wrong.html).not.toContain('not mine');
    expect(readFields(wrong, 'confirm')).toEqual(kept);

    const done = await browser.post(`${users}?q=ann`, { ...kept, currentPassword: password });
    expect([done.status, await rolesOf(other)]).toEqual([302, ['cadet', 'instructor']]);
    expect(await listActions(adminId)).toEqual(['confirm-session', 'change-roles']);
    const { id: third } = await createUser();
    expect((await browser.post(users, change(third))).status).toBe(302);
  });

  test('asks for the second factor of who has one; the password does not stand in for it', async () => {
    const { id } = await createUser();
    const { id: adminId, browser } = await signInAdmin(20);
    const secret = await turnOnFactor(adminId);
    const asked = await browser.post(users, change(id));
    expect(asked.html).toContain('name="oneTimeCode"');
    expect(asked.html).not.toContain('name="currentPassword"');
    expect(asked.html).not.toContain('name="recoveryCode"');
    const kept = readFields(asked, 'confirm');
    const byPassword = await browser.post(users, { ...kept, currentPassword: password });
    expect([byPassword.status, await rolesOf(id)]).toEqual([401, ['cadet']]);
    const wrong = await browser.post(users, { ...kept, oneTimeCode: '000000' });
    expect([wrong.status, wrong.text]).toEqual([401, expect.stringContaining('does not fit')]);
    const code = codeOf(secret);
    expect((await browser.post(users, { ...kept, oneTimeCode: code })).status).toBe(302);
    expect(await rolesOf(id)).toEqual(['cadet', 'instructor']);
    await letSessionsAge(adminId);
    expect((await browser.post(users, { ...kept, oneTimeCode: code })).status).toBe(401);
    await addRecoveryCode(adminId, '0123456789');
    const last = await browser.post(users, { ...kept, recoveryCode: '01234-56789' });
    expect(last.status).toBe(302);
  });

  test('does not ask in another browser what was shown in this one', async () => {
    const { id } = await createUser();
    const { id: adminId, browser } = await signInAdmin(20);
    const other = await TestBrowser.signedInAs(adminId);
    await letSessionsAge(adminId);
    await browser.post(users, { ...change(id), currentPassword: password });
    expect((await other.post(users, change(id))).status).toBe(401);
  });

  test('is limited as sign-in is', async () => {
    const { id } = await createUser();
    const { browser } = await signInAdmin(20);
    const send = (currentPassword: string) =>
      browser.post(users, { ...change(id), currentPassword });
    for (let tries = 0; tries < 10; tries += 1) await send('a guess');
    expect((await send(password)).text).toContain('There were too many tries. Try again in');
    expect(await rolesOf(id)).toEqual(['cadet']);
  });
});

describe('what asks, and what does not', () => {
  const person = { people: 'Ann Lee, ann.lee@academy.test', cohortId: '' };

  test.each([
    ['an invitation to more than a cadet’s', { intent: 'invite-people', roles: 'author' }, 401],
    ['an invitation of a cadet', { intent: 'invite-people', roles: 'cadet' }, 302],
    ['a password link', { intent: 'make-password-link', userId: 'nobody' }, 401],
    ['a disabled account', { intent: 'disable-user', userId: 'nobody' }, 404],
    ['a form with a mistake in it', { intent: 'invite-people', people: 'x', roles: 'admin' }, 400],
  ])('%s', async (_what, fields, status) => {
    const { browser } = await signInAdmin(20);
    expect((await browser.post(users, { ...person, ...fields })).status).toBe(status);
  });

  test.each([
    [
      'another address for an account',
      { intent: 'correct-person', name: 'Ann', email: 'a@b.test' },
      401,
    ],
    ['an unlinked identity', { intent: 'unlink-identity', identityId: 'none' }, 401],
    ['a correction declined', { intent: 'decline-correction' }, 404],
  ])('%s', async (_what, fields, status) => {
    const { browser } = await signInAdmin(20);
    const { id } = await createUser();
    const form = { ...fields, reason: 'Lost on the range' };
    const person = status === 404 ? paths.adminPerson('nobody') : paths.adminPerson(id);
    expect((await browser.post(person, form)).status).toBe(status);
  });

  test('the end of one’s own sessions', async () => {
    const { id, browser } = await signInAdmin(20);
    const elsewhere = await TestBrowser.signedInAs(id);
    await letSessionsAge(id);
    const form = { intent: 'end-other-sessions' };
    expect((await browser.post(paths.account(), form)).status).toBe(401);
    expect((await elsewhere.get(paths.account())).status).toBe(200);
    const done = await browser.post(paths.account(), { ...form, currentPassword: password });
    expect(done.status).toBe(302);
    expect((await elsewhere.get(paths.account())).status).toBe(302);
  });

  test('decisions about marks and keys', async () => {
    const { browser } = await signInAdmin(20);
    const reason = 'The alarm went off.';
    const forms: [path: string, fields: Fields][] = [
      [paths.attemptReview('none'), { intent: 'void-attempt', reason }],
      [paths.attemptReview('none'), { intent: 'reopen-attempt', reason }],
      [paths.cadet('none', 'none'), { intent: 'void-completion', completion: 'none', reason }],
      [paths.quizRegrade('none'), { intent: 'apply-regrade', preview: 'x', reason }],
      [
        paths.waitingAnswers(),
        { intent: 'grade-answer', item: 'none', text: 'x', attempt: ['none'], points: '1', reason },
      ],
    ];
    for (const [path, fields] of forms)
      expect([path, (await browser.post(path, fields)).status]).toEqual([path, 401]);
    const other = { intent: 'end-own-date', course: 'none' };
    expect((await browser.post(paths.cadet('none', 'none'), other)).status).toBe(404);
  });

  test('the second factor itself; its secret is not shown to a session that a stranger may have found', async () => {
    const { id, browser } = await signInAdmin(1);
    const page = paths.secondFactor();
    await browser.post(page, { intent: 'begin-app' });
    expect((await browser.get(page)).html).toContain('typed-secret');
    await letSessionsAge(id);
    expect((await browser.get(page)).html).not.toContain('typed-secret');
    expect((await browser.post(page, { intent: 'begin-app' })).status).toBe(401);
    await turnOnLater(id);
    const off = { intent: 'turn-off', currentPassword: password };
    expect((await browser.post(page, off)).status).toBe(401);
    // The password of the form itself is typed again afterwards.
    const again = { intent: 'turn-off', oneTimeCode: await takeFreshCode(id) };
    const shown = await browser.post(page, again);
    expect([shown.status, shown.text]).toEqual([
      400,
      expect.stringContaining('Type your present password'),
    ]);
    expect((await browser.post(page, off)).status).toBe(302);
  });

  async function turnOnLater(userId: string): Promise<void> {
    await db.codeApp.deleteMany({ where: { userId } });
    await turnOnFactor(userId);
  }

  test('costs no statement where it was shown lately', async () => {
    const { id } = await createUser();
    const form = { intent: 'change-roles', userId: id, roles: ['cadet'] };
    const listAsked = async (minutes: number) => {
      const { browser } = await signInAdmin(minutes);
      const texts = await listStatements(() => browser.post(users, form));
      expect(texts.length).toBeGreaterThan(0);
      const others = texts.filter((text) => !text.includes('FROM "Session"'));
      return others.filter((text) => /CodeApp|RecoveryCode|Passkey/.test(text));
    };
    expect(await listAsked(1)).toEqual([]);
    expect(await listAsked(20)).toHaveLength(4);
  });
});
