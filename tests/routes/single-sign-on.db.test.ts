import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import type { Role } from '#app/auth/permissions.ts';
import { db, inTransaction } from '#app/db/client.server.ts';
import { toNetwork } from '#app/features/people/sign-in/network-rules.ts';
import { createLink } from '#app/features/people/users/link-mutations.server.ts';
import { paths } from '#app/paths.ts';
import { createCohort, createUser, enroll } from '#tests/factories/people.ts';
import { TestBrowser } from '#tests/support/app.ts';
import { SsoBrowser } from '#tests/support/sso-browser.ts';

/** Who is who, and what they may do here, by what a real identity provider says of them. */

const provider = await vi.hoisted(async () => {
  const { IdentityProvider } = await import('#tests/support/identity-provider.ts');
  const started = await IdentityProvider.start();
  Object.assign(
    process.env,
    started.variables({
      OIDC_ROLES: 'groups: teachers=instructor, directors=admin, recruits=cadet',
      OIDC_COHORTS: 'groups: class-a=Class A, class-b=Class B, class-z=Class Z',
    }),
  );
  return started;
});
afterAll(() => provider.goAway());
afterEach(() => provider.admit('http://localhost:3000'));

let nextPerson = 0;

/** Somebody at the provider, with an address of their own. */
function tellPerson(told: Record<string, unknown> = {}) {
  const sub = `person-${++nextPerson}`;
  const email = `${sub}@academy.test`;
  const person = { sub, email, name: `Person ${nextPerson} Lee`, ...told };
  provider.tell(person);
  return { ...person, email: String(person.email) };
}

const listRoles = async (userId: string) =>
  (await db.userRole.findMany({ where: { userId } })).map(({ role }) => role).sort();

const getUser = (email: string) => db.user.findUniqueOrThrow({ where: { email } });

/** What the log says of an account, without signing in. */
async function listEvents(subjectId: string) {
  const events = await db.auditEvent.findMany({ where: { subjectId }, orderBy: { id: 'asc' } });
  return events.map(({ action, actorId, afterJson }) => ({
    action,
    actorId,
    after: afterJson === null ? null : JSON.parse(afterJson),
  }));
}

describe('the first time', () => {
  test('opens the account with the verified address, whatever its case, and links it', async () => {
    const { sub, email } = tellPerson({ email: 'Ann.Lee@Academy.TEST' });
    const user = await createUser({ email: email.toLowerCase(), name: 'Ann d’Arc-Lee' });
    const browser = new SsoBrowser();
    const page = await browser.signIn(sub);
    expect([page.status, page.location]).toEqual([302, paths.learn()]);
    expect((await browser.get(paths.learn())).text).toContain('Ann d’Arc-Lee');
    expect(browser.sso.size).toBe(0);
    const linked = { issuer: provider.issuer, subject: sub, email: user.email };
    expect(await listEvents(user.id)).toEqual([
      { action: 'link-identity', actorId: user.id, after: linked },
      { action: 'sign-in', actorId: user.id, after: { by: 'single sign-on', secondFactor: false } },
    ]);

    // The second time the address no longer matters, and a name that was changed there stays as it is here.
    provider.tell({ sub, email: 'elsewhere@academy.test', email_verified: false, name: 'A. Lee' });
    expect((await new SsoBrowser().signIn(sub)).location).toBe(paths.learn());
    expect((await getUser(user.email)).name).toBe('Ann d’Arc-Lee');
    expect(await db.identity.count({ where: { userId: user.id } })).toBe(1);
  });

  test.each([
    ['does not vouch for your e-mail address', { email_verified: false }],
    ['does not vouch for your e-mail address', { email_verified: undefined }],
    ['does not tell your e-mail address', { email: undefined }],
  ])('%s: refused, whatever else it says', async (words, told) => {
    const { sub } = tellPerson({ groups: ['directors'] });
    const email = `${sub}@academy.test`;
    const user = await createUser({ email });
    provider.tell({ sub, email, groups: ['directors'], ...told });
    const browser = new SsoBrowser('198.51.100.7');
    for (const _ of [1, 2]) {
      const page = await browser.signIn(sub);
      expect([page.status, page.location]).toEqual([403, null]);
      expect(page.text).toContain(words);
      expect(browser.cookie).toBe('');
    }
    expect(await db.identity.count({ where: { userId: user.id } })).toBe(0);
    // Once for all tries of a quarter of an hour, where it is known whose account it would have been.
    const network = toNetwork('198.51.100.7');
    const after = { network, by: 'single sign-on', why: 'unverified' };
    expect(await listEvents(user.id)).toEqual(
      'email' in told ? [] : [{ action: 'refuse-sign-in', actorId: null, after }],
    );
  });

  test('uses up an open invitation of the address, with its name, roles and cohort', async () => {
    const { sub, email } = tellPerson({ name: 'A. Lee' });
    const cohort = await createCohort();
    const roles: Role[] = ['cadet', 'author'];
    const { id } = await inTransaction((tx) =>
      createLink(tx, {
        email,
        name: 'Ann Lee',
        roles,
        cohortId: cohort.id,
        createdById: null,
        days: 1,
      }),
    );
    const browser = new SsoBrowser();
    expect((await browser.signIn(sub)).location).toBe(paths.learn());
    const user = await getUser(email);
    expect([user.name, user.passwordHash]).toEqual(['Ann Lee', null]);
    expect(await listRoles(user.id)).toEqual(['author', 'cadet']);
    const enrollments = await db.enrollment.findMany({ where: { userId: user.id } });
    expect(enrollments.map(({ cohortId }) => cohortId)).toEqual([cohort.id]);
    expect((await db.invitation.findUniqueOrThrow({ where: { id } })).usedAt).not.toBeNull();
    const [accepted] = await listEvents(user.id);
    expect(accepted).toMatchObject({
      action: 'accept-invitation',
      after: { by: 'single sign-on' },
    });
    // What the invitation gave stays, though the provider never said so.
    await new SsoBrowser().signIn(sub);
    expect(await listRoles(user.id)).toEqual(['author', 'cadet']);
  });

  test.each([
    ['has run out', { expiresAt: new Date(0) }],
    ['was withdrawn', { withdrawnAt: new Date() }],
    ['was used', { usedAt: new Date() }],
  ])('an invitation that %s makes no account', async (_how, data) => {
    const { sub, email } = tellPerson();
    const { id } = await inTransaction((tx) =>
      createLink(tx, { email, roles: ['admin'], createdById: null, days: 1 }),
    );
    await db.invitation.update({ where: { id }, data });
    const page = await new SsoBrowser().signIn(sub);
    expect([page.status, page.text]).toEqual([
      403,
      expect.stringContaining('You have no account here yet'),
    ]);
    expect(await db.user.count({ where: { email } })).toBe(0);
  });

  test('makes an account for whom the provider gives a role, named as it says', async () => {
    const named = tellPerson({
      name: undefined,
      given_name: 'Ann',
      family_name: 'Lee',
      groups: ['teachers'],
    });
    expect((await new SsoBrowser().signIn(named.sub)).location).toBe(paths.teach());
    const user = await getUser(named.email);
    expect([user.name, user.foldedName]).toEqual(['Ann Lee', 'ann lee']);
    const [made] = await listEvents(user.id);
    const after = { email: named.email, name: 'Ann Lee', roles: ['instructor'] };
    expect(made).toEqual({ action: 'create-account', actorId: user.id, after });

    const hidden = tellPerson({ name: 'Ann\u202eLee', groups: 'recruits' });
    expect((await new SsoBrowser().signIn(hidden.sub)).location).toBe(paths.learn());
    expect((await getUser(hidden.email)).name).toBe(hidden.email);
  });

  test('at one instant in several tabs makes one account', async () => {
    const { sub, email } = tellPerson({ groups: ['recruits'] });
    const pages = await Promise.all([1, 2, 3].map(() => new SsoBrowser().signIn(sub)));
    expect(pages.map(({ status }) => status)).toEqual([302, 302, 302]);
    expect(await db.identity.count({ where: { user: { email } } })).toBe(1);
  });

  test('reads what is told by userinfo alone', async () => {
    provider.admit('http://localhost:3000', { inUserinfo: true });
    const { sub, email } = tellPerson({ groups: ['teachers'] });
    expect((await new SsoBrowser().signIn(sub)).location).toBe(paths.teach());
    expect(await listRoles((await getUser(email)).id)).toEqual(['instructor']);
  });
});

describe('an account that is not theirs to open', () => {
  test('a disabled one: refused, and told in the log; so it is when disabled later', async () => {
    const { sub, email } = tellPerson();
    const user = await createUser({ email });
    const disabledAt = new Date();
    const refused = async () => {
      const browser = new SsoBrowser();
      const page = await browser.signIn(sub);
      expect([page.status, browser.cookie]).toEqual([403, '']);
      expect(page.text).toContain('Your account here is disabled');
    };
    await db.user.update({ where: { id: user.id }, data: { disabledAt } });
    await refused();
    await db.user.update({ where: { id: user.id }, data: { disabledAt: null } });
    expect((await new SsoBrowser().signIn(sub)).status).toBe(302);
    await db.user.update({ where: { id: user.id }, data: { disabledAt } });
    await refused();
    const refusals = (await listEvents(user.id)).filter(
      ({ action }) => action === 'refuse-sign-in',
    );
    expect(refusals.map(({ after }) => after.why)).toEqual(['disabled']);
  });

  test('one that is linked to somebody else there: until an administrator unlinks it', async () => {
    const first = tellPerson();
    const user = await createUser({ email: first.email });
    const browser = new SsoBrowser();
    await browser.signIn(first.sub);
    const byPassword = await TestBrowser.signedInAs(user.id);
    const second = tellPerson({ email: first.email });
    const page = await new SsoBrowser().signIn(second.sub);
    expect([page.status, page.text]).toEqual([
      403,
      expect.stringContaining('belongs to another sign-in there'),
    ]);

    const admin = await createUser({ roles: ['admin'] });
    const office = await TestBrowser.signedInAs(admin.id);
    const path = paths.adminPerson(user.id);
    expect((await office.get(path)).text).toContain(`${first.email} at localhost`);
    const { id: identityId } = await db.identity.findFirstOrThrow({ where: { userId: user.id } });
    const form = { intent: 'unlink-identity', identityId };
    const unsaid = await office.post(path, { ...form, reason: '' });
    expect([unsaid.status, unsaid.text]).toEqual([400, expect.stringContaining('Say why')]);
    const reason = 'The provider made the account anew.';
    const done = await office.post(path, { ...form, reason });
    expect([done.status, done.location]).toEqual([302, paths.adminPerson(user.id, form.intent)]);
    expect((await office.post(path, { ...form, reason })).status).toBe(302);
    expect((await listEvents(user.id)).at(-1)).toEqual({
      action: 'unlink-identity',
      actorId: admin.id,
      after: { reason, sessionsEnded: 1 },
    });
    expect((await browser.get(paths.account())).status).toBe(302);
    expect((await byPassword.get(paths.account())).status).toBe(200);
    expect((await new SsoBrowser().signIn(second.sub)).status).toBe(302);
    expect((await new SsoBrowser().signIn(first.sub)).status).toBe(403);
  });
});

describe('roles', () => {
  test('are given and taken as the provider says; what was given here stays', async () => {
    const { sub, email } = tellPerson({ groups: ['teachers'] });
    const user = await createUser({ email, roles: ['author'] });
    await createUser({ roles: ['admin'] });
    const seen: string[][] = [];
    for (const groups of [['teachers'], ['directors', 'others'], [], ['teachers']]) {
      provider.tell({ sub, email, groups });
      await new SsoBrowser().signIn(sub);
      seen.push(await listRoles(user.id));
    }
    expect(seen).toEqual([
      ['author', 'instructor'],
      ['admin', 'author'],
      ['author'],
      ['author', 'instructor'],
    ]);
    const changes = (await listEvents(user.id)).filter(({ action }) => action === 'change-roles');
    expect(changes.map(({ actorId }) => actorId)).toEqual([null, null, null, null]);
    expect(changes[1]?.after).toEqual({ roles: ['author', 'admin'], by: 'single sign-on' });
  });

  test('stay where the provider says that there are too many groups to tell', async () => {
    const { sub, email } = tellPerson({ groups: ['teachers'] });
    await new SsoBrowser().signIn(sub);
    provider.tell({ sub, email, _claim_names: { groups: 'elsewhere' } });
    await new SsoBrowser().signIn(sub);
    expect(await listRoles((await getUser(email)).id)).toEqual(['instructor']);
  });

  test('the last administrator stays one', async () => {
    const { sub, email } = tellPerson({ groups: ['directors'] });
    await new SsoBrowser().signIn(sub);
    const { id } = await getUser(email);
    await db.userRole.deleteMany({ where: { role: 'admin', userId: { not: id } } });
    provider.tell({ sub, email, groups: ['teachers'] });
    expect((await new SsoBrowser().signIn(sub)).status).toBe(302);
    expect(await listRoles(id)).toEqual(['admin', 'instructor']);
  });
});

describe('cohorts', () => {
  test('enroll cadets, once and for all: who was withdrawn stays so, and nobody is withdrawn', async () => {
    const [a, b] = [
      await createCohort({ name: 'Class A' }),
      await createCohort({ name: 'Class B' }),
    ];
    const { sub, email } = tellPerson({ groups: ['recruits', 'class-a', 'class-z'] });
    const find = async () =>
      (await db.enrollment.findMany({ where: { user: { email } } })).map(
        ({ cohortId, withdrawnAt }) => [cohortId, withdrawnAt === null],
      );
    await new SsoBrowser().signIn(sub);
    expect(await find()).toEqual([[a.id, true]]);
    const { id: userId } = await getUser(email);
    const event = await db.auditEvent.findFirstOrThrow({
      where: { actorId: userId, action: 'enroll-cadet' },
    });
    expect(JSON.parse(event.afterJson ?? '')).toEqual({ cohortId: a.id, userId });

    await db.enrollment.updateMany({ where: { userId }, data: { withdrawnAt: new Date() } });
    await db.cohort.update({ where: { id: b.id }, data: { archivedAt: new Date() } });
    provider.tell({ sub, email, groups: ['recruits', 'class-a', 'class-b'] });
    await new SsoBrowser().signIn(sub);
    expect(await find()).toEqual([[a.id, false]]);
    await db.cohort.update({ where: { id: b.id }, data: { archivedAt: null } });
    await new SsoBrowser().signIn(sub);
    provider.tell({ sub, email, groups: ['recruits'] });
    await new SsoBrowser().signIn(sub);
    expect((await find()).sort()).toEqual(
      [
        [a.id, false],
        [b.id, true],
      ].sort(),
    );

    const teacher = tellPerson({ groups: ['teachers', 'class-a'] });
    await new SsoBrowser().signIn(teacher.sub);
    expect(await db.enrollment.count({ where: { user: { email: teacher.email } } })).toBe(0);
  });

  test('leave alone who is enrolled already', async () => {
    const { sub, email } = tellPerson({ groups: ['class-a'] });
    const { id } = await createUser({ email });
    const cohort = await db.cohort.findUniqueOrThrow({ where: { name: 'Class A' } });
    await enroll(cohort.id, id);
    expect((await new SsoBrowser().signIn(sub)).status).toBe(302);
    expect(await db.auditEvent.count({ where: { actorId: id, action: 'enroll-cadet' } })).toBe(0);
  });
});
