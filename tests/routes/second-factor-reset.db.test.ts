import { describe, expect, test } from 'vitest';
import { hashPassword } from '#app/auth/password.server.ts';
import { db } from '#app/db/client.server.ts';
import { paths } from '#app/paths.ts';
import { createUser } from '#tests/factories/people.ts';
import { TestBrowser } from '#tests/support/app.ts';
import {
  addRecoveryCode,
  codeOf,
  storePasskey,
  turnOnFactor,
} from '#tests/support/second-factor.ts';

/** A second factor that an administrator resets, and what the password alone opens then. */

const password = 'a sentence to sign in with';
const page = paths.secondFactor();

let number = 0;
const createOne = () => createUser({ email: `reset-${++number}@academy.test`, password });
const openBrowser = () => new TestBrowser(`203.0.113.${++number % 250}`);

async function startSignIn({ email }: { email: string }) {
  const browser = openBrowser();
  return { browser, sent: await browser.post(paths.login(), { email, password }) };
}

const isIn = async (browser: TestBrowser) => (await browser.get(paths.record())).status === 200;
const listActions = async (subjectId: string) =>
  (await db.auditEvent.findMany({ where: { subjectId } })).map(({ action }) => action);

describe('an administrator', () => {
  test('resets a second factor with a reason, which ends sessions and is told', async () => {
    const [user, admin] = [await createOne(), await createUser({ roles: ['admin'] })];
    await turnOnFactor(user.id);
    await addRecoveryCode(user.id);
    await storePasskey(user.id);
    const [here, office] = [
      await TestBrowser.signedInAs(user.id),
      await TestBrowser.signedInAs(admin.id),
    ];
    const person = paths.adminPerson(user.id);
    const reset = (reason: string) =>
      office.post(person, { intent: 'reset-second-factor', reason });
    expect((await office.get(person)).text).toContain('Reset the second factor');
    expect((await reset(' ')).status).toBe(400);
    expect((await reset('Phone lost on the range')).status).toBe(302);
    const where = { userId: user.id };
    const left = [db.codeApp.count({ where }), db.passkey.count({ where })];
    expect(await Promise.all([...left, db.recoveryCode.count({ where })])).toEqual([0, 0, 0]);
    // Not led to set up another one: signed out.
    expect((await here.get(paths.record())).location).toMatch(/^\/login/);
    const { sent, browser } = await startSignIn(user);
    expect(sent.location).toBe(paths.learn());
    const told = (await browser.get(paths.learn())).text;
    expect(told).toContain('Your second factor was reset');
    expect(told).toContain('Phone lost on the range');
    expect(await listActions(user.id)).toContain('reset-second-factor');
    expect((await reset('Again')).text).toContain('This account has no second factor');
    expect((await office.get(person)).text).not.toContain('Reset the second factor');
  });

  test.each([
    ['choosing a longer password', paths.account('change-password')],
    ['setting a factor up', paths.secondFactor('confirm-app')],
  ])(
    'who resets it lets no short password open the account alone: it leads to %s',
    async (way, done) => {
      const user = await createOne();
      await turnOnFactor(user.id);
      const short = 'nine char';
      const passwordHash = await hashPassword(short);
      await db.user.update({ where: { id: user.id }, data: { passwordHash } });
      const office = await TestBrowser.signedInAs((await createUser({ roles: ['admin'] })).id);
      const reset = { intent: 'reset-second-factor', reason: 'Phone lost' };
      await office.post(paths.adminPerson(user.id), reset);

      const browser = openBrowser();
      const sent = await browser.post(paths.login(), { email: user.email, password: short });
      expect((await browser.get(sent.location ?? '')).location).toBe(page);
      expect((await browser.get(paths.account())).location).toBe(page);
      expect((await browser.get(page)).text).toContain(
        'Your password does not open your account alone',
      );
      const chosen = { password, passwordAgain: password };
      const forms = {
        'choosing a longer password': {
          intent: 'change-password',
          currentPassword: short,
          ...chosen,
        },
        'setting a factor up': { intent: 'confirm-app', oneTimeCode: '' },
      };
      if (way === 'setting a factor up') {
        await browser.post(page, { intent: 'begin-app' });
        const [, secret = ''] =
          /class="typed-secret">([^<]+)</.exec((await browser.get(page)).html) ?? [];
        forms[way].oneTimeCode = codeOf(secret.replaceAll(' ', ''));
      } else {
        const tooShort = { ...forms[way as 'choosing a longer password'], password: short };
        const refused = await browser.post(page, { ...tooShort, passwordAgain: short });
        expect([refused.status, refused.text]).toEqual([
          400,
          expect.stringContaining('at least 15 characters'),
        ]);
      }
      expect((await browser.post(page, forms[way as keyof typeof forms])).location).toBe(done);
      expect(await isIn(browser)).toBe(true);
    },
  );

  test('who resets it lets a long password open the account, and doubts it no more', async () => {
    const user = await createOne();
    await turnOnFactor(user.id);
    const office = await TestBrowser.signedInAs((await createUser({ roles: ['admin'] })).id);
    await office.post(paths.adminPerson(user.id), {
      intent: 'reset-second-factor',
      reason: 'Phone lost',
    });
    const doubted = async () =>
      (await db.user.findUniqueOrThrow({ where: { id: user.id } })).passwordDoubted;
    expect(await doubted()).toBe(true);
    const { browser } = await startSignIn(user);
    expect([await isIn(browser), await doubted()]).toEqual([true, false]);
  });

  test('does not reset their own', async () => {
    const admin = await createUser({ roles: ['admin'] });
    await turnOnFactor(admin.id);
    const office = await TestBrowser.signedInAs(admin.id);
    const form = { intent: 'reset-second-factor', reason: 'Mine' };
    expect((await office.post(paths.adminPerson(admin.id), form)).status).toBe(400);
    expect(await db.codeApp.count({ where: { userId: admin.id } })).toBe(1);
  });
});
