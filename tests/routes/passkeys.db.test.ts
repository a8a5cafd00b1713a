import { describe, expect, test } from 'vitest';
import { hashPassword } from '#app/auth/password.server.ts';
import { db } from '#app/db/client.server.ts';
import { challengeMinutes } from '#app/features/people/second-factor/passkey-challenge.server.ts';
import { paths } from '#app/paths.ts';
import { createUser } from '#tests/factories/people.ts';
import { TestBrowser } from '#tests/support/app.ts';
import {
  addPasskey,
  addRecoveryCode,
  codeOf,
  letSessionsAge,
  turnOnFactor,
} from '#tests/support/second-factor.ts';
import {
  readPasskeyOptions,
  SoftwareAuthenticator,
} from '#tests/support/software-authenticator.ts';

/** Passkeys, shown by an authenticator that makes and signs as devices do. */

const password = 'a sentence to sign in with';
const page = paths.secondFactor();

let number = 0;
const createOne = () => createUser({ email: `passkey-${++number}@academy.test`, password });
const openBrowser = () => new TestBrowser(`203.0.113.${++number % 250}`);

/** A browser in which the password was right, and what its page asks of a passkey. */
async function startSignIn({ email }: { email: string }) {
  const browser = openBrowser();
  await browser.post(paths.login(), { email, password });
  const asked = await browser.get(paths.loginCode());
  return { browser, asked, options: readPasskeyOptions(asked)[0] ?? '' };
}

const sendPasskey = (browser: TestBrowser, passkey: string) =>
  browser.post(paths.loginCode(), { passkey });

const isIn = async (browser: TestBrowser) => (await browser.get(paths.record())).status === 200;
const listEvents = async (subjectId: string) =>
  (await db.auditEvent.findMany({ where: { subjectId }, orderBy: { id: 'asc' } })).map(
    ({ action, afterJson }) => [action, afterJson && JSON.parse(afterJson)],
  );
const countPasskeys = (userId: string) => db.passkey.count({ where: { userId } });

/** A person with a passkey, and a browser of theirs. */
async function createHolder(device?: SoftwareAuthenticator) {
  const user = await createOne();
  const browser = await TestBrowser.signedInAs(user.id);
  return { user, browser, device: await addPasskey(browser, 'Key ring', device) };
}

/** An account page with nothing set up, and what it asks. */
async function openPage() {
  const user = await createOne();
  const browser = await TestBrowser.signedInAs(user.id);
  const [options = ''] = readPasskeyOptions(await browser.get(page));
  const send = (newPasskey: string, name = 'Key ring') =>
    browser.post(page, { intent: 'add-passkey', name, newPasskey });
  return { user, browser, options, send };
}

describe('making one', () => {
  test('turns the second factor on, ends other sessions, makes recovery codes, and is told', async () => {
    const { user, browser, options, send } = await openPage();
    const elsewhere = await TestBrowser.signedInAs(user.id);
    const done = await send(new SoftwareAuthenticator().make(options), '  Key   ring ');
    expect(done.location).toBe(paths.secondFactor('add-passkey'));
    expect([await isIn(browser), await isIn(elsewhere)]).toEqual([true, false]);
    expect(await db.recoveryCode.count({ where: { userId: user.id } })).toBe(10);
    expect(await listEvents(user.id)).toEqual([
      ['turn-on-second-factor', null],
      ['add-passkey', { name: 'Key ring', sessionsEnded: 1 }],
    ]);
    await browser.post(page, { intent: 'keep-recovery-codes' });
    expect((await browser.get(page)).text).toMatch(/Key ring .* not yet Remove : Key ring/);
    expect((await browser.get(paths.account())).text).toContain('with 1 passkey');
  });

  test('keeps several, with names, and the codes of before', async () => {
    const { user, browser } = await createHolder();
    const { salt } = await db.recoveryCode.findFirstOrThrow({ where: { userId: user.id } });
    await addPasskey(browser, 'Telephone');
    expect(await db.recoveryCode.count({ where: { userId: user.id, salt } })).toBe(10);
    const { html, text } = await browser.get(page);
    expect(text).toMatch(/Key ring .* Telephone/);
    const [options = '{}'] = readPasskeyOptions({ html });
    expect(JSON.parse(options).excludeCredentials).toHaveLength(2);
  });

  test('says what it needs where there is no script, and keeps the name', async () => {
    const { browser, send } = await openPage();
    expect((await browser.get(page)).text).toContain('A passkey needs JavaScript');
    const none = await send('');
    expect([none.status, none.text]).toEqual([
      400,
      expect.stringContaining('Your browser made no passkey'),
    ]);
    expect(none.html).toContain('value="Key ring"');
    const nameless = await send('', ' ');
    expect(nameless.text).toContain('Give the passkey a name');
  });

  test.each([
    ['of another origin', { origin: 'https://academy.example' }],
    ['for another site', { rpId: 'academy.example' }],
    ['of another ceremony', { type: 'webauthn.get' }],
    ['with a challenge of nobody', { challenge: 'AAAA' }],
  ])('refuses one %s', async (_what, bent) => {
    const { user, options, send } = await openPage();
    const refused = await send(new SoftwareAuthenticator().make(options, bent));
    expect([refused.status, refused.text]).toEqual([
      400,
      expect.stringContaining('This passkey was not taken'),
    ]);
    expect(await countPasskeys(user.id)).toBe(0);
  });

  test('refuses what is no passkey at all', async () => {
    const { user, send } = await openPage();
    const broken = [
      'e30',
      'AAAA',
      Buffer.from('{"id":1}').toString('base64url'),
      'A'.repeat(15_000),
    ];
    for (const text of broken) expect((await send(text)).status).toBe(400);
    for (const text of ['{}', 'A'.repeat(30_000)]) expect((await send(text)).status).toBe(400);
    expect(await countPasskeys(user.id)).toBe(0);
  });

  test('takes a challenge once, and in the session that it was made for', async () => {
    const { user, browser, options, send } = await openPage();
    const [first, second] = [new SoftwareAuthenticator(), new SoftwareAuthenticator()];
    expect((await send(first.make(options))).status).toBe(302);
    expect((await send(second.make(options))).text).toContain('was not taken');
    const again = readPasskeyOptions(await openPageOf(browser))[0] ?? '';
    expect((await send(first.make(again))).text).toContain('is kept already');
    const other = await openPage();
    expect((await other.send(second.make(again))).text).toContain('was not taken');
    const elsewhere = await TestBrowser.signedInAs(user.id);
    const form = { intent: 'add-passkey', name: 'x', newPasskey: second.make(again) };
    expect((await elsewhere.post(page, form)).text).toContain('was not taken');
    expect(await countPasskeys(user.id)).toBe(1);
  });

  async function openPageOf(browser: TestBrowser) {
    await browser.post(page, { intent: 'keep-recovery-codes' });
    return browser.get(page);
  }

  test('goes on after who makes it has shown again who they are', async () => {
    const { user, browser, options, send } = await openPage();
    await letSessionsAge(user.id);
    const newPasskey = new SoftwareAuthenticator().make(options);
    const asked = await send(newPasskey);
    expect(asked.status).toBe(401);
    expect(asked.html).toContain(`name="newPasskey" value="${newPasskey}"`);
    const form = { intent: 'add-passkey', name: 'Key ring', newPasskey };
    const done = await browser.post(page, { ...form, currentPassword: password });
    expect([done.status, await countPasskeys(user.id)]).toEqual([302, 1]);
  });
});

describe('signing in', () => {
  test('opens with the passkey, once the password was right', async () => {
    const { user, device } = await createHolder();
    const { browser, asked, options } = await startSignIn(user);
    expect(asked.text).toContain('Sign in: your passkey');
    expect(asked.text).toContain('Use your passkey');
    expect(asked.text).toContain('A passkey needs JavaScript');
    expect(asked.html).not.toContain('name="oneTimeCode"');
    expect(asked.html).toContain('name="recoveryCode"');
    expect(await isIn(browser)).toBe(false);
    const done = await sendPasskey(browser, device.show(options));
    expect([done.status, done.location, await isIn(browser)]).toEqual([302, paths.learn(), true]);
    expect((await listEvents(user.id)).at(-1)).toEqual(['sign-in', { with: 'passkey' }]);
    const kept = await db.passkey.findFirstOrThrow({ where: { userId: user.id } });
    expect([kept.counter, kept.usedAt]).toEqual([1, expect.any(Date)]);
  });

  test('stands beside the code of an app, which goes on to work', async () => {
    const { user, browser: own } = await createHolder();
    const secret = await turnOnFactor(user.id);
    const { browser, asked } = await startSignIn(user);
    expect(asked.html).toContain('name="oneTimeCode"');
    expect(asked.text).toContain('Use your passkey');
    const form = { oneTimeCode: codeOf(secret) };
    expect((await browser.post(paths.loginCode(), form)).status).toBe(302);
    expect((await own.get(paths.account())).text).toContain('with an app and 1 passkey');
  });

  test('takes an answer once, also of a device that does not count', async () => {
    for (const counts of [true, false]) {
      const { user, device } = await createHolder(new SoftwareAuthenticator(counts));
      const { browser, options } = await startSignIn(user);
      const { pending } = browser;
      const sent = device.show(options);
      const twin = openBrowser();
      twin.pending = pending;
      const raced = await Promise.all([sendPasskey(browser, sent), sendPasskey(twin, sent)]);
      expect(raced.map(({ status }) => status).sort()).toEqual([302, 400]);
      const late = openBrowser();
      late.pending = pending;
      const replayed = await sendPasskey(late, sent);
      expect([replayed.status, replayed.text]).toEqual([
        400,
        expect.stringContaining('This passkey did not open your account'),
      ]);
    }
  });

  test('takes no answer to what another sign-in or another person was asked', async () => {
    const { user, device } = await createHolder();
    const [one, other] = [await startSignIn(user), await startSignIn(user)];
    expect((await sendPasskey(one.browser, device.show(other.options))).status).toBe(400);
    const stranger = await createHolder();
    const theirs = await startSignIn(stranger.user);
    expect((await sendPasskey(theirs.browser, device.show(theirs.options))).status).toBe(400);
    expect((await sendPasskey(one.browser, stranger.device.show(one.options))).status).toBe(400);
    expect((await sendPasskey(openBrowser(), device.show(one.options))).location).toBe(
      paths.login(),
    );
    expect((await sendPasskey(one.browser, device.show(one.options))).status).toBe(302);
    expect((await listEvents(user.id)).map(([action]) => action)).toContain('refuse-code');
  });

  test.each([
    ['from another origin', { origin: 'http://localhost:3001' }],
    ['for another site', { rpId: 'academy.example' }],
    ['of another ceremony', { type: 'webauthn.create' }],
    ['with a counter of before', { counter: 5 }],
  ])('refuses an answer %s', async (_what, bent) => {
    const { user, device } = await createHolder();
    await db.passkey.updateMany({ where: { userId: user.id }, data: { counter: 5 } });
    const { browser, options } = await startSignIn(user);
    expect((await sendPasskey(browser, device.show(options, { counter: 6, ...bent }))).status).toBe(
      400,
    );
    expect(await isIn(browser)).toBe(false);
    const right = device.show(options, { counter: 4_294_967_295 });
    expect((await sendPasskey(browser, right)).status).toBe(302);
  });

  test('refuses a signature by another key', async () => {
    const { user, device } = await createHolder();
    const { browser, options } = await startSignIn(user);
    const other = new SoftwareAuthenticator();
    const id = device.credentialId.toString('base64url');
    const sent = JSON.parse(Buffer.from(other.show(options), 'base64url').toString());
    const forged = JSON.stringify({ ...sent, id, rawId: id });
    const refused = await sendPasskey(browser, Buffer.from(forged).toString('base64url'));
    expect([refused.status, await isIn(browser)]).toEqual([400, false]);
  });

  test('does not wait for ever, and ends with the password', async () => {
    const { user, browser, device } = await createHolder();
    const form = { intent: 'remove-passkey', passkeyId: 'none', passkey: '' };
    await letSessionsAge(user.id);
    const [options = ''] = readPasskeyOptions(await browser.post(page, form));
    const passwordHash = await hashPassword('another sentence to sign in');
    await db.user.update({ where: { id: user.id }, data: { passwordHash } });
    const passkey = device.show(options);
    expect((await browser.post(page, { ...form, passkey })).status).toBe(401);
    expect(challengeMinutes).toBe(10);
  });

  test('is counted with wrong codes', async () => {
    const { user, device } = await createHolder();
    const { browser, options } = await startSignIn(user);
    for (let tries = 0; tries < 10; tries += 1)
      expect((await sendPasskey(browser, 'e30')).status).toBe(400);
    expect((await sendPasskey(browser, device.show(options))).status).toBe(429);
  });
});

describe('showing again who one is', () => {
  test('takes a passkey, and no password of who has one', async () => {
    const { user, browser, device } = await createHolder();
    await letSessionsAge(user.id);
    const form = { intent: 'make-recovery-codes' };
    const asked = await browser.post(page, form);
    expect(asked.status).toBe(401);
    expect(asked.text).toContain('show your passkey once more');
    expect(asked.html).not.toContain('name="currentPassword"');
    expect((await browser.post(page, { ...form, currentPassword: password })).status).toBe(401);
    const wrong = await browser.post(page, { ...form, passkey: 'e30' });
    expect([wrong.status, wrong.text]).toEqual([
      401,
      expect.stringContaining('This passkey did not open your account'),
    ]);
    const [options = ''] = readPasskeyOptions(wrong);
    const sent = device.show(options);
    expect((await browser.post(page, { ...form, passkey: sent })).status).toBe(302);
    expect(await listEvents(user.id)).toContainEqual(['confirm-session', { with: 'passkey' }]);
    await letSessionsAge(user.id);
    expect((await browser.post(page, { ...form, passkey: sent })).status).toBe(401);
  });

  test('does not take one that answered a sign-in', async () => {
    const { user, browser, device } = await createHolder();
    await letSessionsAge(user.id);
    const { options } = await startSignIn(user);
    const form = { intent: 'make-recovery-codes', passkey: device.show(options) };
    expect((await browser.post(page, form)).status).toBe(401);
  });
});

describe('removing', () => {
  const idOf = async (name: string) =>
    (await db.passkey.findFirstOrThrow({ where: { name }, orderBy: { createdAt: 'desc' } })).id;

  test('asks to show again who one is, ends other sessions, and the passkey opens nothing more', async () => {
    const { user, browser, device } = await createHolder();
    await addPasskey(browser, 'Spare');
    const passkeyId = (await db.passkey.findFirstOrThrow({ where: { userId: user.id } })).id;
    const form = { intent: 'remove-passkey', passkeyId };
    await letSessionsAge(user.id);
    expect((await browser.post(page, form)).status).toBe(401);
    expect(await countPasskeys(user.id)).toBe(2);
    await db.recoveryCode.deleteMany({ where: { userId: user.id } });
    const code = await addRecoveryCode(user.id);
    const elsewhere = await TestBrowser.signedInAs(user.id);
    expect((await browser.post(page, { ...form, recoveryCode: code })).status).toBe(302);
    expect([await isIn(browser), await isIn(elsewhere)]).toEqual([true, false]);
    const removed = await db.auditEvent.findFirstOrThrow({
      where: { subjectId: user.id, action: 'remove-passkey' },
    });
    expect(removed.beforeJson).toBe('{"name":"Key ring"}');
    const { browser: other, options } = await startSignIn(user);
    expect((await sendPasskey(other, device.show(options))).status).toBe(400);
    // Again, in another tab: nothing happens.
    expect((await browser.post(page, form)).status).toBe(302);
  });

  test('leaves the last one, and removes nobody else’s', async () => {
    const { user, browser } = await createHolder();
    const passkeyId = await idOf('Key ring');
    const last = await browser.post(page, { intent: 'remove-passkey', passkeyId });
    expect([last.status, last.text]).toEqual([
      400,
      expect.stringContaining('This is all that you can show beside your password'),
    ]);
    const other = await createHolder();
    await addPasskey(other.browser, 'Spare');
    expect((await other.browser.post(page, { intent: 'remove-passkey', passkeyId })).status).toBe(
      302,
    );
    expect(await countPasskeys(user.id)).toBe(1);
    await turnOnFactor(user.id);
    expect((await browser.post(page, { intent: 'remove-app' })).status).toBe(302);
    expect((await browser.post(page, { intent: 'remove-app' })).status).toBe(302);
    expect(await db.codeApp.count({ where: { userId: user.id } })).toBe(0);
    expect(await countPasskeys(user.id)).toBe(1);
  });

  test('of two at once leaves one', async () => {
    const { user, browser } = await createHolder();
    await addPasskey(browser, 'Spare');
    const both = await db.passkey.findMany({ where: { userId: user.id } });
    const sent = await Promise.all(
      both.map(({ id }) => browser.post(page, { intent: 'remove-passkey', passkeyId: id })),
    );
    expect(sent.map(({ status }) => status).sort()).toEqual([302, 400]);
    expect(await countPasskeys(user.id)).toBe(1);
  });

  test('all goes with turning off, and with an administrator’s reset', async () => {
    const [one, other] = [await createHolder(), await createHolder()];
    const off = { intent: 'turn-off', currentPassword: password };
    expect((await one.browser.post(page, off)).status).toBe(302);
    expect(await countPasskeys(one.user.id)).toBe(0);
    const admin = await createUser({ roles: ['admin'] });
    const office = await TestBrowser.signedInAs(admin.id);
    const person = paths.adminPerson(other.user.id);
    expect((await office.get(person)).text).toContain('Reset the second factor');
    const reset = { intent: 'reset-second-factor', reason: 'Key ring lost on the range' };
    expect((await office.post(person, reset)).status).toBe(302);
    expect([await countPasskeys(other.user.id), await isIn(other.browser)]).toEqual([0, false]);
    const form = { email: other.user.email, password };
    expect((await openBrowser().post(paths.login(), form)).location).toBe(paths.learn());
  });
});
