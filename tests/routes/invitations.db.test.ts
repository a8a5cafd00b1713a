import { describe, expect, test } from 'vitest';
import { db, inTransaction } from '#app/db/client.server.ts';
import { createFirstAdministratorLink } from '#app/features/people/users/invitation-mutations.server.ts';
import { createLink } from '#app/features/people/users/link-mutations.server.ts';
import { paths } from '#app/paths.ts';
import { createCohort, createUser } from '#tests/factories/people.ts';
import { TestBrowser } from '#tests/support/app.ts';

const secret = 'a sentence that I chose';

type Given = {
  email?: string | null;
  name?: string;
  roles?: ('cadet' | 'admin')[];
  cohortId?: string;
  days?: number;
};

/** The path of a new invitation. */
async function invite(given: Given = {}): Promise<string> {
  const { email = null, name, roles = ['cadet'], cohortId, days = 1 } = given;
  const { link } = await inTransaction((tx) =>
    createLink(tx, { email, name, roles, cohortId, createdById: null, days }),
  );
  return new URL(link).pathname;
}

const toForm = (email: string, change: Record<string, string> = {}) => ({
  name: 'Bo Chen',
  email,
  password: secret,
  passwordAgain: secret,
  ...change,
});

test('the first administrator: a link on an empty database, none once there is someone', async () => {
  const first = await createFirstAdministratorLink();
  const second = await createFirstAdministratorLink();
  expect(second).not.toBeNull();
  const browser = new TestBrowser();
  expect((await browser.get(new URL(first ?? '').pathname)).status).toBe(404);
  const path = new URL(second ?? '').pathname;
  expect((await browser.get(path)).text).toContain('as admin');
  const page = await browser.post(path, toForm('first@academy.test'));
  expect([page.status, page.location]).toEqual([302, paths.adminUsers()]);
  expect((await browser.get(paths.adminUsers())).status).toBe(200);
  expect(await createFirstAdministratorLink()).toBeNull();
});

describe('an invitation', () => {
  test('makes the account it names, enrolls it and signs it in', async () => {
    const cohort = await createCohort({ name: 'Winter 2027' });
    const path = await invite({ email: 'bo@academy.test', cohortId: cohort.id });
    const browser = new TestBrowser();
    const form = await browser.get(path);
    expect(form.text).toContain('as cadet, in the cohort Winter 2027');
    expect(form.html).toMatch(/value="bo@academy.test"/);
    expect(form.html).toMatch(/readonly=""/i);

    const page = await browser.post(path, toForm('someone-else@academy.test'));
    expect([page.status, page.location]).toEqual([302, paths.learn()]);
    const user = await db.user.findUniqueOrThrow({
      where: { email: 'bo@academy.test' },
      include: { roles: true, enrollments: true, auditEvents: true },
    });
    expect(user.name).toBe('Bo Chen');
    expect(user.passwordHash).toMatch(/^\$argon2id\$/);
    expect(user.roles.map(({ role }) => role)).toEqual(['cadet']);
    expect(user.enrollments.map(({ cohortId }) => cohortId)).toEqual([cohort.id]);
    expect(user.auditEvents.map(({ action }) => action).sort()).toEqual([
      'accept-invitation',
      'enroll-cadet',
    ]);
    expect((await browser.get(paths.record())).status).toBe(200);
  });

  test('works once, also in two tabs at once', async () => {
    const path = await invite();
    const [one, two] = await Promise.all(
      ['one@academy.test', 'two@academy.test'].map((email) =>
        new TestBrowser().post(path, toForm(email)),
      ),
    );
    expect([one?.status, two?.status].sort()).toEqual([302, 410]);
    const emails = { in: ['one@academy.test', 'two@academy.test'] };
    expect(await db.user.count({ where: { email: emails } })).toBe(1);
    const late = await new TestBrowser().get(path);
    expect(late.status).toBe(410);
    expect(late.text).toContain('This link was used already');
    expect(late.text).toContain('Sign in with the e-mail address and password of it');
    expect(late.html).toContain(`href="${paths.login()}"`);
  });

  test('that ran out says so, and one that never was is nowhere', async () => {
    const old = await invite({ days: -1 });
    const pages = await Promise.all([
      new TestBrowser().get(old),
      new TestBrowser().post(old, toForm('late@academy.test')),
    ]);
    expect(pages.map(({ status }) => status)).toEqual([410, 410]);
    for (const { text } of pages) expect(text).toContain('This link has run out');
    expect(await db.user.count({ where: { email: 'late@academy.test' } })).toBe(0);
    const unknown = await new TestBrowser().get(paths.invitation('no-such-token'));
    expect(unknown.status).toBe(404);
    expect(unknown.text).toContain('Copy the whole link, or ask for a new one.');
  });

  test('carries the academy’s name; another one is asked for, not taken', async () => {
    const name = 'Zoë Ng';
    const path = await invite({ email: 'zoe@academy.test', name });
    const form = await new TestBrowser().get(path);
    expect(form.html).toContain(`value="${name}"`);
    expect(form.text).toContain('your academy is asked first');
    const browser = new TestBrowser();
    const typed = toForm('zoe@academy.test', { name: '=Batman' });
    expect((await browser.post(path, typed)).status).toBe(302);
    const user = await db.user.findUniqueOrThrow({
      where: { email: 'zoe@academy.test' },
      include: { corrections: true },
    });
    expect([user.name, user.foldedName]).toEqual([name, 'zoe ng']);
    expect(user.corrections.map((one) => one.name)).toEqual(['=Batman']);
    const account = await browser.get(paths.account());
    expect(account.text).toContain('Waits for a decision');

    const same = await invite({ email: 'same@academy.test', name });
    await new TestBrowser().post(same, toForm('same@academy.test', { name: ' Zoë\u00a0 Ng' }));
    const other = await db.user.findUniqueOrThrow({
      where: { email: 'same@academy.test' },
      include: { corrections: true },
    });
    expect([other.name, other.corrections]).toEqual([name, []]);
  });

  test('answers at the fields and keeps what was typed, but no password', async () => {
    const path = await invite();
    const browser = new TestBrowser();
    const wrong = { name: 'B', password: 'short', passwordAgain: 'shorter' };
    const page = await browser.post(path, toForm('not an address', wrong));
    expect(page.status).toBe(400);
    expect(page.text).toContain('Write the full name.');
    expect(page.text).toContain('is not an e-mail address. Write it as name@example.org.');
    expect(page.html).toContain('value="not an address"');
    expect(page.html).not.toMatch(/value="shorte?r?"/);
    const differ = await browser.post(path, toForm('bo2@academy.test', { passwordAgain: 'other' }));
    expect(differ.text).toContain('The two passwords differ.');
  });

  test('says when the address has an account, and can still be used with another', async () => {
    await createUser({ email: 'taken@academy.test' });
    const path = await invite();
    const browser = new TestBrowser();
    const page = await browser.post(path, toForm('taken@academy.test'));
    expect(page.status).toBe(400);
    expect(page.text).toContain('An account with this address is here already.');
    expect((await browser.post(path, toForm('free@academy.test'))).status).toBe(302);
  });
});
