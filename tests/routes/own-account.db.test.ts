import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { hashPassword } from '#app/auth/password.server.ts';
import { db } from '#app/db/client.server.ts';
import { disableUser, enableUser } from '#app/features/people/users/user-mutations.server.ts';
import { paths } from '#app/paths.ts';
import { createUser } from '#tests/factories/people.ts';
import { TestBrowser } from '#tests/support/app.ts';

const password = 'a sentence to sign in with';
const next = 'olive comet drawer piano';
const account = paths.account();
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0';

let number = 0;
const createOne = () => createUser({ email: `own-${++number}@academy.test`, password });

async function signIn(email: string, browser = new TestBrowser()): Promise<TestBrowser> {
  expect((await browser.post(paths.login(), { email, password })).status).toBe(302);
  await browser.get(account);
  return browser;
}

const isIn = async (browser: TestBrowser) => (await browser.get(paths.record())).status === 200;
const listActions = async (subjectId: string) =>
  (await db.auditEvent.findMany({ where: { subjectId }, orderBy: { id: 'asc' } })).map(
    ({ action }) => action,
  );

describe('the own password', () => {
  const change = (browser: TestBrowser, currentPassword: string, chosen = next, again = chosen) =>
    browser.post(account, {
      intent: 'change-password',
      currentPassword,
      password: chosen,
      passwordAgain: again,
    });

  test('takes the present one, ends all other sessions and goes on here under a new id', async () => {
    const user = await createOne();
    const [here, elsewhere] = [await signIn(user.email), await signIn(user.email)];
    const { cookie } = here;
    const done = await change(here, password);
    expect([done.status, done.location]).toEqual([302, paths.account('change-password')]);
    expect((await here.get(done.location ?? '')).text).toContain('Your password is changed');
    expect(here.cookie).not.toBe(cookie);
    const stolen = new TestBrowser();
    stolen.cookie = cookie;
    expect([await isIn(here), await isIn(elsewhere), await isIn(stolen)]).toEqual([
      true,
      false,
      false,
    ]);
    const tryWith = async (typed: string) =>
      (await new TestBrowser().post(paths.login(), { email: user.email, password: typed })).status;
    expect([await tryWith(password), await tryWith(next)]).toEqual([400, 302]);
    expect(await listActions(user.id)).toEqual([
      'sign-in',
      'sign-in',
      'change-password',
      'refuse-sign-in',
      'sign-in',
    ]);
  });

  test('stays as it is when the present one is wrong or the new one is refused', async () => {
    const user = await createOne();
    const [here, elsewhere] = [await signIn(user.email), await signIn(user.email)];
    const wrong = await change(here, 'not my present one');
    expect([wrong.status, wrong.text]).toEqual([
      400,
      expect.stringContaining('This is not your present password.'),
    ]);
    expect(wrong.html).not.toContain(next);
    expect((await change(here, password, 'passwordpassword')).text).toContain('many people have');
    expect((await change(here, password, next, 'another')).text).toContain('The two passwords');
    expect([await isIn(here), await isIn(elsewhere)]).toEqual([true, true]);
  });

  test('cannot be guessed from a session that somebody left open', async () => {
    const user = await createOne();
    const here = await TestBrowser.signedInAs(user.id);
    const tries = Array.from({ length: 14 }, () => change(here, 'a guess of many'));
    const texts = (await Promise.all(tries)).map(({ text }) => text);
    expect(texts.filter((text) => text.includes('This is not your present')).length).toBe(10);
    expect((await change(here, password)).text).toContain('Too many tries. Try again in');
  });
});

describe('the own sessions', () => {
  test('are told with device, network and when, and each or all others can be ended', async () => {
    const user = await createOne();
    const here = await signIn(user.email);
    const phone = new TestBrowser('2001:db8:1:2:3:4:5:6');
    phone.userAgent = firefox;
    await signIn(user.email, phone);
    const third = await signIn(user.email);
    const page = await here.get(account);
    expect(page.text).toContain('Firefox on Linux 2001:db8:1:2::/64');
    expect(page.text.match(/This browser/g)).toHaveLength(1);
    const [row = ''] = page.html.split('<tr>').filter((one) => one.includes('Firefox on Linux'));
    const session = /name="session" value="([^"]+)"/.exec(row)?.[1] ?? '';
    const ended = await here.post(account, { intent: 'end-session', session });
    expect(ended.location).toBe(paths.account('end-session'));
    expect([await isIn(here), await isIn(phone), await isIn(third)]).toEqual([true, false, true]);
    await here.post(account, { intent: 'end-other-sessions' });
    expect([await isIn(here), await isIn(third)]).toEqual([true, false]);
    expect((await here.get(account)).text).not.toContain('Sign out everywhere');
    const actions = await listActions(user.id);
    expect(actions.filter((one) => one === 'end-sessions')).toHaveLength(2);
  });

  test('of somebody else stay as they are', async () => {
    const [user, other] = [await createOne(), await createOne()];
    const [here, theirs] = [await signIn(user.email), await signIn(other.email)];
    const { id } = await db.session.findFirstOrThrow({ where: { userId: other.id } });
    await here.post(account, { intent: 'end-session', session: id });
    expect(await isIn(theirs)).toBe(true);
    expect((await here.get(account)).html).not.toContain(id);
  });

  test('note when they were last seen, but not at each visit', async () => {
    const user = await createOne();
    const here = await signIn(user.email);
    const read = () => db.session.findFirstOrThrow({ where: { userId: user.id } });
    await isIn(here);
    expect((await read()).lastSeenAt).toBeNull();
    const old = new Date(Date.now() - 3_600_000);
    await db.session.updateMany({ where: { userId: user.id }, data: { createdAt: old } });
    await isIn(here);
    const { lastSeenAt } = await read();
    expect(lastSeenAt?.getTime()).toBeGreaterThan(old.getTime());
    await isIn(here);
    expect((await read()).lastSeenAt).toEqual(lastSeenAt);
  });
});

test('the appearance is chosen without scripts, and left to the device again', async () => {
  const here = await TestBrowser.signedInAs((await createOne()).id);
  const choose = (theme: string) => here.post(account, { intent: 'choose-appearance', theme });
  const cookies = async (theme: string) => (await choose(theme)).headers.getSetCookie().join();
  expect(await cookies('dark')).toContain('theme=dark; Path=/; Max-Age=31536000');
  expect(await cookies('')).toContain('theme=; Path=/; Max-Age=0');
  expect((await choose('pink')).status).toBe(400);
});

describe('the log', () => {
  test('tells of guesses at an account once in a while, not once each, and of made-up ones not at all', async () => {
    const user = await createOne();
    const guess = (email: string) =>
      new TestBrowser('203.0.113.77').post(paths.login(), { email, password: 'a guess' });
    for (let tries = 0; tries < 5; tries += 1) await guess(user.email);
    await guess('nobody-of-this-name@academy.test');
    const where = { action: 'refuse-sign-in', subjectId: user.id };
    const [event, ...more] = await db.auditEvent.findMany({ where });
    expect([event?.actorId, event?.afterJson, more]).toEqual([
      null,
      '{"network":"203.0.113.77"}',
      [],
    ]);
    const all = await db.auditEvent.findMany({ where: { action: 'refuse-sign-in' } });
    expect(all.filter(({ afterJson }) => afterJson?.includes('203.0.113.77'))).toHaveLength(1);
    // A quarter of an hour later it is worth another line.
    const at = new Date(Date.now() - 16 * 60_000);
    await db.auditEvent.updateMany({ where, data: { at } });
    await guess(user.email);
    expect(await db.auditEvent.count({ where })).toBe(2);
  });
});

describe('an account that is disabled', () => {
  const by = async () => {
    const { id, name, email } = await createUser({ roles: ['admin'] });
    return { actor: { id, name, email, roles: ['admin'] as const } };
  };

  test('loses its sessions at once, for good', async () => {
    const [user, change] = [await createOne(), await by()];
    const here = await signIn(user.email);
    await disableUser(change, user.id);
    expect([await isIn(here), await db.session.count({ where: { userId: user.id } })]).toEqual([
      false,
      0,
    ]);
    await enableUser(change, user.id);
    expect(await isIn(here)).toBe(false);
  });

  test('keeps none that opens in the same moment, by signing in or by a new password', async () => {
    const change = await by();
    const user = await createOne();
    const hash = await hashPassword(password);
    for (let round = 0; round < 8; round += 1) {
      await db.user.update({
        where: { id: user.id },
        data: { disabledAt: null, passwordHash: hash },
      });
      const here = await TestBrowser.signedInAs(user.id);
      const form = { email: user.email, password };
      const own = { currentPassword: password, password: next, passwordAgain: next };
      const raced = [
        ...[1, 2, 3].map(() => new TestBrowser().post(paths.login(), form)),
        here.post(account, { intent: 'change-password', ...own }),
      ];
      await pause(round * 7);
      await disableUser(change, user.id);
      await Promise.all(raced);
      expect(await db.session.count({ where: { userId: user.id } })).toBe(0);
      await db.signInTry.deleteMany({});
    }
  });
});
