import { beforeAll, describe, expect, test } from 'vitest';
import { hashPassword } from '#app/auth/password.server.ts';
import { db } from '#app/db/client.server.ts';
import { signInLimits } from '#app/features/people/sign-in/schema.ts';
import { slipDays } from '#app/features/people/users/rules.ts';
import { paths } from '#app/paths.ts';
import { createNumberedUser, createUser } from '#tests/factories/people.ts';
import { TestBrowser } from '#tests/support/app.ts';

const password = 'a sentence to sign in with';
let nextAddress = 0;
const openBrowser = () => new TestBrowser(`198.51.100.${++nextAddress}`);
const signIn = (name: string, typed = password) =>
  openBrowser().post(paths.login(), { email: name, password: typed });

let admin: TestBrowser;

beforeAll(async () => {
  admin = await TestBrowser.signedInAs((await createUser({ roles: ['admin'] })).id);
});

describe('a number at the sign-in form', () => {
  beforeAll(async () => {
    const passwordHash = await hashPassword(password);
    const ann = await createNumberedUser('4711', { name: 'Ann Poe', password });
    await db.externalId.create({ data: { userId: ann.id, system: 'employee', value: 'E77' } });
    await createNumberedUser('0042', { agency: 'North PD', password });
    await createNumberedUser('0042', {
      agency: 'South PD',
      password: 'the other sentence of the two',
    });
    const gone = await createNumberedUser('99', { password });
    await db.user.update({ where: { id: gone.id }, data: { disabledAt: new Date() } });
    await db.user.updateMany({ where: { badgeNumber: '4711' }, data: { passwordHash } });
  });

  test.each(['4711', ' 4711 ', 'E77', 'e77', 'north pd 0042'])(
    '%s opens its account',
    async (name) => {
      const page = await signIn(name);
      expect([page.status, page.location]).toEqual([302, paths.learn()]);
    },
  );

  test('of several agencies the one in front of it is meant', async () => {
    const page = await signIn('South PD 0042', 'the other sentence of the two');
    expect(page.status).toBe(302);
    expect((await signIn('South PD 0042')).status).toBe(400);
  });

  test('unknown, of several, of a disabled account, or with a wrong password: the answer is one', async () => {
    const pages = await Promise.all([
      signIn('4712'),
      signIn('0042'),
      signIn('99'),
      signIn('4711', 'not this sentence here'),
    ]);
    const texts = pages.map(({ status, text }) => `${status} ${text}`);
    expect(new Set(texts).size).toBe(1);
    expect(texts[0]).toContain('This number and password do not open an account here.');
  });

  test.each(['4711', '4712'])('tries at %s wait after the limit, known or not', async (name) => {
    const browser = openBrowser();
    const type = (typed: string) => browser.post(paths.login(), { email: name, password: typed });
    for (let tries = 0; tries < signInLimits.perAccount; tries += 1)
      await type(`a wrong sentence, try ${tries}`);
    expect((await type(password)).status).toBe(429);
  });

  test('a page of theirs names them where others have an address', async () => {
    const user = await createNumberedUser('31', { name: 'Bo Li' });
    const browser = await TestBrowser.signedInAs(user.id);
    expect((await browser.get(paths.adminUsers())).text).toContain('You are signed in as Bo Li');
    expect((await browser.get(paths.account())).text).toContain('E-mail address none');
    const found = await admin.get(paths.adminUsers({ q: '31' }));
    expect(found.text).toContain('Bo Li');
  });
});

describe('a slip with a code', () => {
  async function makeSlip(userId: string) {
    const made = await admin.post(paths.adminPerson(userId), { intent: 'make-slip' });
    expect(made.location).toBe(paths.adminSlips());
    const { text, html } = await admin.get(paths.adminSlips());
    const code = /[0-9A-Z]{4}(-[0-9A-Z]{4}){3}/.exec(text.slice(text.indexOf('type')))?.[0] ?? '';
    return { code, text, html };
  }

  test('lets its person choose a password, once, and sign in by the number', async () => {
    const user = await createNumberedUser('505', { name: 'Cy Ode', agency: 'North PD' });
    const { code, text, html } = await makeSlip(user.id);
    expect(code).not.toBe('');
    expect(text).toContain('sign in with 505');
    expect(html).toContain('<svg class="qr-code"');

    const browser = openBrowser();
    expect((await browser.get(paths.activate())).status).toBe(200);
    const typed = ` ${code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o')} `;
    const { location } = await browser.post(paths.activate(), { code: typed });
    expect(location).toBe(paths.invitation(code.replaceAll('-', '')));
    const page = await browser.get(location ?? '');
    expect(page.text).toContain('For the account of Cy Ode (505).');
    expect(page.text).toContain('You sign in with 505 and this password.');
    const chosen = { password, passwordAgain: password };
    expect((await browser.post(location ?? '', chosen)).location).toBe(paths.learn());
    expect((await browser.get(location ?? '')).status).toBe(410);
    expect((await signIn('505')).status).toBe(302);
    const rows = await db.invitation.findMany({ where: { accountId: user.id } });
    expect(JSON.stringify(rows)).not.toContain(code.replaceAll('-', ''));
  });

  test('is withdrawn by name, and works no longer than it says', async () => {
    const user = await createNumberedUser('506', { name: 'Di Ek' });
    const { code } = await makeSlip(user.id);
    const person = paths.adminPerson(user.id);
    expect((await admin.get(person)).text).toContain('Withdraw it from Di Ek');
    const { id, createdAt, expiresAt } = await db.invitation.findFirstOrThrow({
      where: { accountId: user.id },
    });
    expect(expiresAt.getTime() - createdAt.getTime()).toBe(slipDays * 86_400_000);
    await admin.post(person, { intent: 'withdraw-link', invitationId: id });
    const { location } = await openBrowser().post(paths.activate(), { code });
    expect((await openBrowser().get(location ?? '')).status).toBe(410);
    expect((await admin.get(person)).text).toContain('Make a slip');
  });

  test.each([
    ['', 'Type the code on your slip.'],
    ['abc', 'A code has 16 letters and digits.'],
    ['AAAA-BBBB-CCCC-DDDD', 'No slip of this academy has this code.'],
  ])('the code %j is refused in words, and stays to be corrected', async (code, words) => {
    const page = await openBrowser().post(paths.activate(), { code });
    expect(page.status).toBe(400);
    expect(page.text).toContain(words);
    if (code) expect(page.html).toContain(`value="${code}"`);
  });
});

describe('what a person is known by', () => {
  const correct = (userId: string, fields: Record<string, string>) =>
    admin.post(paths.adminPerson(userId), {
      intent: 'correct-person',
      reason: 'As in HR',
      ...fields,
    });

  test('is corrected with a reason; the name of before is kept', async () => {
    const user = await createNumberedUser('607', { name: 'Eve Fox' });
    const fields = { name: 'Eve Gray', badgeNumber: '608', employeeNumber: 'E608', rank: 'Cadet' };
    expect((await correct(user.id, fields)).status).toBe(302);
    expect((await admin.get(paths.adminPerson(user.id))).text).toContain('before: Eve Fox');
    const { afterJson } = await db.auditEvent.findFirstOrThrow({
      where: { subjectId: user.id, action: 'correct-person' },
    });
    expect(JSON.parse(afterJson ?? '')).toEqual({ ...fields, reason: 'As in HR' });
    const same = await correct(user.id, fields);
    expect(same.text).toContain('Nothing was corrected.');
  });

  test('nobody is left without a way in, and no number is worn twice in an agency', async () => {
    await createNumberedUser('700', { name: 'Flo Han', agency: 'North PD' });
    const user = await createNumberedUser('701', { name: 'Gus Ito', agency: 'North PD' });
    const without = await correct(user.id, { name: 'Gus Ito' });
    expect(without.text).toContain('Nobody can sign in without an address and without a number.');
    const twice = { name: 'Gus Ito', badgeNumber: '700', agency: 'north pd' };
    const page = await correct(user.id, twice);
    expect(page.text).toContain('Flo Han has this badge number in the same agency.');
    expect(page.html).toContain('value="700"');
    expect((await correct(user.id, { ...twice, agency: 'South PD' })).status).toBe(302);
  });
});
