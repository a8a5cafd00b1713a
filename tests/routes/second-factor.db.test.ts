import { describe, expect, test } from 'vitest';
import { hashPassword } from '#app/auth/password.server.ts';
import { db } from '#app/db/client.server.ts';
import { takeRecoveryCode } from '#app/features/people/second-factor/recovery-codes.server.ts';
import { openSessionOf } from '#app/features/people/sign-in/sign-in-mutations.server.ts';
import { disableUser } from '#app/features/people/users/user-mutations.server.ts';
import { paths } from '#app/paths.ts';
import { createUser } from '#tests/factories/people.ts';
import { TestBrowser } from '#tests/support/app.ts';
import {
  addRecoveryCode,
  codeOf,
  storePasskey,
  takeFreshCode,
  turnOnFactor,
} from '#tests/support/second-factor.ts';

const password = 'a sentence to sign in with';
const page = paths.secondFactor();

/** The field for a code, as browsers and their password managers know it. */
const codeField =
  /<input id="[^"]+" name="oneTimeCode"[^>]*autocomplete="one-time-code"[^>]*inputmode="numeric"/i;

let number = 0;
const createOne = () => createUser({ email: `factor-${++number}@academy.test`, password });
const openBrowser = () => new TestBrowser(`203.0.113.${++number % 250}`);

/** A browser in which the password was right. */
async function startSignIn({ email }: { email: string }, more = {}, browser = openBrowser()) {
  const sent = await browser.post(paths.login(), { email, password, ...more });
  return { browser, sent };
}

const sendCode = (browser: TestBrowser, oneTimeCode: string, more = {}) =>
  browser.post(paths.loginCode(), { oneTimeCode, ...more });

const isIn = async (browser: TestBrowser) => (await browser.get(paths.record())).status === 200;
const listActions = async (subjectId: string) =>
  (await db.auditEvent.findMany({ where: { subjectId }, orderBy: { id: 'asc' } })).map(
    ({ action }) => action,
  );
const countSessions = (userId: string) => db.session.count({ where: { userId } });

describe('setting up', () => {
  /** The secret that the page shows, in groups of four. */
  const readSecret = (html: string) =>
    (/class="typed-secret">([^<]+)</.exec(html)?.[1] ?? '').replaceAll(' ', '');
  const readCodes = (html: string) =>
    [...html.matchAll(/<code>([0-9a-z]{5}-[0-9a-z]{5})<\/code>/g)].map(([, code = '']) => code);

  test('counts once a right code has confirmed it, ends other sessions, and shows the codes once', async () => {
    const user = await createOne();
    const [here, elsewhere] = [
      await TestBrowser.signedInAs(user.id),
      await TestBrowser.signedInAs(user.id),
    ];
    expect((await here.get(paths.account())).text).toContain('Second factor Off.');
    await here.post(page, { intent: 'begin-app' });
    const begun = await here.get(page);
    const secret = readSecret(begun.html);
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(begun.html).toContain('class="qr-code"');
    expect(begun.html).toMatch(codeField);

    const wrong = await here.post(page, { intent: 'confirm-app', oneTimeCode: '12345' });
    expect([wrong.status, readSecret(wrong.html)]).toEqual([400, secret]);
    expect((await startSignIn(user)).sent.location).toBe(paths.learn());

    const done = await here.post(page, { intent: 'confirm-app', oneTimeCode: codeOf(secret) });
    expect(done.location).toBe(paths.secondFactor('confirm-app'));
    expect([await isIn(here), await isIn(elsewhere)]).toEqual([true, false]);
    const codes = readCodes((await here.get(page)).html);
    expect(new Set(codes).size).toBe(10);
    const other = (await startSignIn(user)).browser;
    await sendCode(other, codeOf(secret, 1));
    expect(readCodes((await other.get(page)).html)).toEqual([]);
    await here.post(page, { intent: 'keep-recovery-codes' });
    const kept = await here.get(page);
    expect(kept.html).toContain('name="currentPassword"');
    expect(readCodes(kept.html)).toEqual([]);
    expect(kept.html).not.toContain(secret);
    expect(kept.text).toContain('10 of 10 are left');

    const rows = JSON.stringify([
      await db.auditEvent.findMany({ where: { subjectId: user.id } }),
      await db.recoveryCode.findMany({ where: { userId: user.id } }),
    ]);
    for (const text of [secret, ...codes, ...codes.map((code) => code.replace('-', ''))])
      expect(rows).not.toContain(text);
    expect(await listActions(user.id)).toContain('turn-on-second-factor');
  });

  test('another phone takes the place of the first once it is confirmed, and not before', async () => {
    const user = await createOne();
    const old = await turnOnFactor(user.id);
    await addRecoveryCode(user.id);
    const here = await TestBrowser.signedInAs(user.id);
    await here.post(page, { intent: 'begin-app' });
    const fresh = readSecret((await here.get(page)).html);
    const { browser } = await startSignIn(user);
    expect((await sendCode(browser, codeOf(fresh))).status).toBe(400);
    expect((await sendCode(browser, codeOf(old))).status).toBe(302);
    await here.post(page, { intent: 'confirm-app', oneTimeCode: codeOf(fresh) });
    const again = (await startSignIn(user)).browser;
    expect((await sendCode(again, codeOf(old, 1))).status).toBe(400);
    expect((await sendCode(again, codeOf(fresh, 1))).status).toBe(302);
    expect(await listActions(user.id)).toContain('change-app');
    expect(await db.recoveryCode.count({ where: { userId: user.id } })).toBe(1);
  });

  test('a code cannot confirm what was never begun', async () => {
    const here = await TestBrowser.signedInAs((await createOne()).id);
    const sent = await here.post(page, { intent: 'confirm-app', oneTimeCode: '123456' });
    expect([sent.status, sent.text]).toEqual([400, expect.stringContaining('Begin again')]);
    const codes = await here.post(page, { intent: 'make-recovery-codes' });
    expect([codes.status, codes.text]).toEqual([
      400,
      expect.stringContaining('Turn on a second factor first'),
    ]);
  });
});

describe('signing in', () => {
  test('opens no session before the code, and leads where it was to lead', async () => {
    const user = await createOne();
    const secret = await turnOnFactor(user.id);
    const { browser, sent } = await startSignIn(user, { redirectTo: '/learn/record?a=b' });
    expect([sent.status, sent.location]).toEqual([302, paths.loginCode('/learn/record?a=b')]);
    expect([await countSessions(user.id), await isIn(browser)]).toEqual([0, false]);
    const asked = await browser.get(sent.location ?? '');
    expect(asked.html).toMatch(codeField);
    expect(asked.html).toContain('name="redirectTo" value="/learn/record?a=b"');
    const wrong = await sendCode(browser, '000000');
    expect([wrong.status, await isIn(browser)]).toEqual([400, false]);
    expect(wrong.text).toContain('This code does not fit');
    expect(wrong.html).not.toContain('000000');
    expect((await sendCode(browser, '')).text).toContain('Type the code');
    const typed = codeOf(secret).replace(/^.../, '$& ');
    const done = await sendCode(browser, typed, { redirectTo: '/learn/record?a=b' });
    expect([done.status, done.location, await isIn(browser)]).toEqual([
      302,
      '/learn/record?a=b',
      true,
    ]);
    expect(await listActions(user.id)).toEqual(['refuse-code', 'sign-in']);
    const [, signedIn] = await db.auditEvent.findMany({ where: { subjectId: user.id } });
    expect(signedIn?.afterJson).toBe('{"with":"app"}');
    // What was half a sign-in is one, and used up.
    expect(browser.pending).toBe('');
  });

  test('takes no code twice, none of before, and none two steps away', async () => {
    const user = await createOne();
    const secret = await turnOnFactor(user.id);
    const [one, other] = [(await startSignIn(user)).browser, (await startSignIn(user)).browser];
    const code = codeOf(secret);
    const answers = await Promise.all([sendCode(one, code), sendCode(other, code)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([302, 400]);
    const third = (await startSignIn(user)).browser;
    for (const steps of [0, -1, 3])
      expect((await sendCode(third, codeOf(secret, steps))).status).toBe(400);
    expect((await sendCode(third, codeOf(secret, 1))).status).toBe(302);
  });

  test('takes the code of the step before, for who types slowly', async () => {
    const user = await createOne();
    const secret = await turnOnFactor(user.id);
    const { browser } = await startSignIn(user);
    const steps = Date.now() % 30_000 > 25_000 ? 0 : -1;
    expect((await sendCode(browser, codeOf(secret, steps))).status).toBe(302);
  });

  test('goes on in that browser alone, and not after the password or the account has changed', async () => {
    const user = await createOne();
    await turnOnFactor(user.id);
    const stranger = await sendCode(openBrowser(), await takeFreshCode(user.id));
    expect([stranger.status, stranger.location]).toEqual([302, paths.login()]);
    expect((await openBrowser().get(paths.loginCode())).text).toContain('Sign in from the start');

    const { browser } = await startSignIn(user);
    const passwordHash = await hashPassword('another sentence to sign in');
    await db.user.update({ where: { id: user.id }, data: { passwordHash } });
    expect((await sendCode(browser, await takeFreshCode(user.id))).location).toBe(paths.login());

    const second = await createOne();
    await turnOnFactor(second.id);
    const late = (await startSignIn(second)).browser;
    const { id, name, email } = await createUser({ roles: ['admin'] });
    await disableUser({ actor: { id, name, email, roles: ['admin'] } }, second.id);
    expect((await sendCode(late, await takeFreshCode(second.id))).location).toBe(paths.login());
    expect(await countSessions(second.id)).toBe(0);
  });

  test('a password alone opens nothing that was turned on in the same moment', async () => {
    const user = await createOne();
    await turnOnFactor(user.id);
    const visit = { requestId: 'r', clientAddress: '', cookieHeader: null, userAgent: null };
    const account = { id: user.id, passwordHash: user.passwordHash ?? '' };
    expect(await openSessionOf(account, visit)).toBeNull();
    expect(await countSessions(user.id)).toBe(0);
  });

  test('a known browser is asked for the code all the same', async () => {
    const user = await createOne();
    await turnOnFactor(user.id);
    const { browser } = await startSignIn(user);
    await sendCode(browser, await takeFreshCode(user.id));
    await browser.post(paths.logout(), {});
    expect(browser.device).not.toBe('');
    expect((await startSignIn(user, {}, browser)).sent.location).toBe(paths.loginCode());
  });
});

describe('wrong codes', () => {
  test('are counted per account, forgiven by no password, and told in the log once', async () => {
    const user = await createOne();
    await turnOnFactor(user.id);
    for (let tries = 0; tries < 10; tries += 1) {
      const { browser } = await startSignIn(user);
      expect((await sendCode(browser, '000000')).status).toBe(400);
    }
    const { browser } = await startSignIn(user);
    const limited = await sendCode(browser, await takeFreshCode(user.id));
    expect([limited.status, limited.text]).toEqual([429, expect.stringContaining('Try again in')]);
    expect(Number(limited.headers.get('Retry-After'))).toBeGreaterThan(0);
    expect(await listActions(user.id)).toEqual(['refuse-code']);
    // The password itself is no more limited than before.
    expect((await startSignIn(user)).sent.status).toBe(302);

    const other = await createOne();
    await turnOnFactor(other.id);
    const theirs = (await startSignIn(other)).browser;
    expect((await sendCode(theirs, await takeFreshCode(other.id))).status).toBe(302);
  });

  test('of strangers, who have no password, keep nobody out', async () => {
    const user = await createOne();
    await turnOnFactor(user.id);
    for (let tries = 0; tries < 12; tries += 1) await sendCode(openBrowser(), '000000');
    const guess = { email: user.email, password: 'a guess' };
    for (let tries = 0; tries < 3; tries += 1) await openBrowser().post(paths.login(), guess);
    const { browser } = await startSignIn(user);
    expect((await sendCode(browser, await takeFreshCode(user.id))).status).toBe(302);
  });
});

describe('recovery codes', () => {
  const sendRecovery = (browser: TestBrowser, recoveryCode: string) =>
    browser.post(paths.loginCode(), { recoveryCode });

  test('open once each, are told to their owner, and a new set takes their place', async () => {
    const user = await createOne();
    await turnOnFactor(user.id);
    const code = await addRecoveryCode(user.id, 'abcde12345');
    const [one, other] = [(await startSignIn(user)).browser, (await startSignIn(user)).browser];
    expect((await one.get(paths.loginCode())).html).toContain('name="recoveryCode"');
    expect((await sendRecovery(one, 'abcde12346')).text).toContain('none of your recovery codes');
    const raced = await Promise.all([sendRecovery(one, 'ABCDE-L2345'), sendRecovery(other, code)]);
    expect(raced.map(({ status }) => status).sort()).toEqual([302, 400]);
    const here = (await isIn(one)) ? one : other;
    expect((await here.get(paths.account())).text).toContain('the last one was used');
    expect((await here.get(paths.learn())).text).toContain('A recovery code was used to sign in');
    const event = await db.auditEvent.findFirst({
      where: { subjectId: user.id, action: 'use-recovery-code' },
    });
    expect(event?.afterJson).toBe('{"left":0}');

    await addRecoveryCode(user.id, 'fghjk12345');
    await here.post(page, { intent: 'make-recovery-codes' });
    const { browser } = await startSignIn(user);
    expect((await sendRecovery(browser, 'fghjk12345')).status).toBe(400);
    expect(await listActions(user.id)).toContain('make-recovery-codes');
  });

  test('open once, also when two servers are sent one at the same moment', async () => {
    const { id } = await createOne();
    await turnOnFactor(id);
    const code = await addRecoveryCode(id);
    // Past the turn in which one server looks at the codes of an account.
    const browser = { cookieHeader: null, userAgent: null };
    const visit = { clientAddress: '203.0.113.9', requestId: 'twice', ...browser };
    const taken = await Promise.all([1, 2, 3].map(() => takeRecoveryCode(id, code, visit)));
    expect(taken.filter(Boolean)).toHaveLength(1);
  });

  test('are those of their owner', async () => {
    const [user, other] = [await createOne(), await createOne()];
    for (const { id } of [user, other]) await turnOnFactor(id);
    await addRecoveryCode(user.id, 'm0ne012345');
    await addRecoveryCode(other.id, 'hers012345');
    const { browser } = await startSignIn(user);
    expect((await sendRecovery(browser, 'hers012345')).status).toBe(400);
    expect((await sendRecovery(browser, 'm0ne012345')).status).toBe(302);
  });
});

describe('the password', () => {
  const short = 'nine char';
  const choose = (chosen: string) => ({ password: chosen, passwordAgain: chosen });

  test('may be short beside a second factor, and shows nothing new about who sends it', async () => {
    const user = await createOne();
    const here = await TestBrowser.signedInAs(user.id);
    const form = { intent: 'change-password', currentPassword: password, ...choose(short) };
    expect((await here.post(paths.account(), form)).text).toContain('at least 15 characters');
    await turnOnFactor(user.id);
    const confirmedAt = new Date(Date.now() - 3_600_000);
    await db.session.updateMany({ where: { userId: user.id }, data: { confirmedAt } });
    expect((await here.post(paths.account(), form)).status).toBe(302);
    const session = await db.session.findFirstOrThrow({ where: { userId: user.id } });
    expect(session.confirmedAt).toEqual(confirmedAt);
  });

  test('set by a link opens nothing without the code', async () => {
    const [user, admin] = [await createOne(), await createUser({ roles: ['admin'] })];
    await turnOnFactor(user.id);
    await storePasskey(user.id);
    const office = await TestBrowser.signedInAs(admin.id);
    await office.post(paths.adminUsers(), { intent: 'make-password-link', userId: user.id });
    const { html } = await office.get(paths.adminLinks());
    const link = /\/invitations\/[\w-]+/.exec(html)?.[0] ?? '';
    const browser = openBrowser();
    expect((await browser.get(link)).text).toContain('At least 8 characters');
    const set = await browser.post(link, choose(short));
    expect([set.status, set.location, await countSessions(user.id)]).toEqual([
      302,
      paths.loginCode(),
      0,
    ]);
    expect(await db.passkey.count({ where: { userId: user.id } })).toBe(1);
    expect((await sendCode(browser, await takeFreshCode(user.id))).status).toBe(302);
  });

  test('has to be able to stand alone before the second factor is turned off', async () => {
    const user = await createOne();
    await turnOnFactor(user.id);
    const here = await TestBrowser.signedInAs(user.id);
    const turnOff = (currentPassword: string) =>
      here.post(page, { intent: 'turn-off', currentPassword });
    expect((await turnOff('not my password')).text).toContain('This is not your present password');
    const passwordHash = await hashPassword(short);
    await db.user.update({ where: { id: user.id }, data: { passwordHash } });
    expect((await turnOff(short)).text).toContain('Choose a longer one first');
    await db.user.update({
      where: { id: user.id },
      data: { passwordHash: await hashPassword(password) },
    });
    const elsewhere = await TestBrowser.signedInAs(user.id);
    expect((await turnOff(password)).location).toBe(paths.secondFactor('turn-off'));
    expect([await isIn(here), await isIn(elsewhere)]).toEqual([true, false]);
    expect((await startSignIn(user)).sent.location).toBe(paths.learn());
    expect(await listActions(user.id)).toContain('turn-off-second-factor');
  });
});
