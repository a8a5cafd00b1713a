import { beforeAll, describe, expect, test } from 'vitest';
import { db } from '#app/db/client.server.ts';
import type { User } from '#app/db/generated/sqlite/client.ts';
import { changeRoles, disableUser } from '#app/features/people/users/user-mutations.server.ts';
import { paths } from '#app/paths.ts';
import { createCohort, createUser, enroll } from '#tests/factories/people.ts';
import { fillIn, readControls } from '#tests/forms/form-controls.ts';
import { TestBrowser } from '#tests/support/app.ts';

let admin: User;
let browser: TestBrowser;
const users = paths.adminUsers();

beforeAll(async () => {
  admin = await createUser({ name: 'Wanda Achebe', email: 'wanda@a.test', roles: ['admin'] });
  browser = await TestBrowser.signedInAs(admin.id);
});

const rolesOf = async (userId: string) =>
  (await db.userRole.findMany({ where: { userId } })).map(({ role }) => role).sort();
const actionsOn = async (subjectId: string) =>
  (await db.auditEvent.findMany({ where: { subjectId }, orderBy: { id: 'asc' } })).map(
    ({ action }) => action,
  );

describe('the list', () => {
  test('searches names and addresses in any case, and takes signs as they are typed', async () => {
    await createUser({ name: 'Élodie 100% Roy', email: 'elodie@list.test', roles: ['author'] });
    await createUser({ name: 'Nils Berg', email: 'nils_berg@list.test' });
    await createUser({ name: 'Nils Other', email: 'nilsxberg@list.test' });
    const find = async (q: string) => (await browser.get(paths.adminUsers({ q }))).text;
    expect(await find('LIST.test')).toContain('Nils Berg');
    expect(await find('nils b')).toContain('Nils Berg');
    expect(await find('Élodie')).toContain('Élodie 100% Roy');
    expect(await find('100%')).toContain('Élodie 100% Roy');
    expect(await find('100%')).not.toContain('Nils');
    expect(await find('nils_b')).not.toContain('Nils Other');
    expect(await find("'; DROP TABLE x")).toContain('No account fits');
  });

  test('filters by role and pages by 50', async () => {
    const cohort = await createCohort({ name: 'Paged' });
    for (let number = 100; number < 160; number++) {
      const name = `Paged ${number}`;
      const user = await createUser({ name, email: `p${number}@paged.test` });
      if (number === 100) await enroll(cohort.id, user.id);
    }
    const first = await browser.get(paths.adminUsers({ q: 'paged.test' }));
    expect(first.text).toContain('Accounts 1 to 50 of 60');
    expect(first.text).toContain('Paged 149');
    expect(first.text).not.toContain('Paged 150');
    const next = paths.adminUsers({ q: 'paged.test', page: 2 });
    expect(first.html).toContain(next.replace('&', '&amp;'));
    expect((await browser.get(next)).text).toContain('Accounts 51 to 60 of 60');
    const beyond = await browser.get(paths.adminUsers({ q: 'paged.test', page: 99 }));
    expect(beyond.text).toContain('Accounts 51 to 60 of 60');
    const authors = await browser.get(paths.adminUsers({ role: 'author', q: 'paged.test' }));
    expect(authors.text).toContain('No account fits');
  });

  test('shows the active and the disabled on tabs of their own, both counted as searched', async () => {
    for (const [name, disabledAt] of [
      ['Tabs Here', null],
      ['Tabs Gone', new Date()],
    ] as const) {
      const { id } = await createUser({ name });
      await db.user.update({ where: { id }, data: { disabledAt } });
    }
    const open = async (show?: 'disabled') =>
      (await browser.get(paths.adminUsers({ show, q: 'tabs' }))).text;
    const [active, disabled] = [await open(), await open('disabled')];
    for (const text of [active, disabled]) {
      expect(text).toContain('Active (1)');
      expect(text).toContain('Disabled (1)');
    }
    expect([active.includes('Tabs Here'), active.includes('Tabs Gone')]).toEqual([true, false]);
    expect([disabled.includes('Tabs Here'), disabled.includes('Tabs Gone')]).toEqual([false, true]);
  });

  test('a query that makes no sense is as good as none', async () => {
    const page = await browser.get(`${users}?role=king&page=-3`);
    expect(page.status).toBe(200);
    expect(page.text).toContain('Accounts 1 to');
  });
});

describe('roles', () => {
  test('are changed at once and recorded, and the list is shown as it was filtered', async () => {
    const user = await createUser({ name: 'Rita Role' });
    const theirs = await TestBrowser.signedInAs(user.id);
    const closed = await theirs.get(paths.author());
    expect(closed.status).toBe(403);
    expect(closed.text).toContain(
      `This page is for authors and administrators. You are signed in as ${user.email}, a cadet.`,
    );
    const fields = { intent: 'change-roles', userId: user.id, roles: ['author', 'instructor'] };
    const page = await browser.post(paths.adminUsers({ q: 'rita' }), fields);
    expect(page.location).toBe(paths.adminUsers({ q: 'rita', page: 1, changed: user.id }));
    expect(await rolesOf(user.id)).toEqual(['author', 'instructor']);
    expect((await theirs.get(paths.author())).status).toBe(200);
    const shown = await browser.get(page.location ?? '');
    expect(shown.text).toContain('Saved: Rita Role Roles: instructor, author.');
    await browser.post(users, fields);
    expect(await actionsOn(user.id)).toEqual(['change-roles']);
  });

  test('can all be taken away, and unknown ones are refused', async () => {
    const user = await createUser();
    await browser.post(users, { intent: 'change-roles', userId: user.id });
    expect(await rolesOf(user.id)).toEqual([]);
    const bad = { intent: 'change-roles', userId: user.id, roles: ['king'] };
    expect((await browser.post(users, bad)).status).toBe(400);
    expect(await rolesOf(user.id)).toEqual([]);
  });
});

describe('accounts', () => {
  test('disabling ends every session; enabling brings none back', async () => {
    const user = await createUser({ name: 'Dora Disabled' });
    const theirs = await TestBrowser.signedInAs(user.id);
    await browser.post(users, { intent: 'disable-user', userId: user.id });
    expect(await db.session.count({ where: { userId: user.id } })).toBe(0);
    expect((await theirs.get(paths.record())).status).toBe(302);
    await browser.post(users, { intent: 'enable-user', userId: user.id });
    expect((await theirs.get(paths.record())).status).toBe(302);
    const again = await TestBrowser.signedInAs(user.id);
    expect((await again.get(paths.record())).status).toBe(200);
    expect(await actionsOn(user.id)).toEqual(['disable-user', 'enable-user']);
  });

  test('an administrator cannot shut themselves out', async () => {
    const disable = await browser.post(users, { intent: 'disable-user', userId: admin.id });
    expect(disable.status).toBe(400);
    expect(disable.text).toContain('You cannot disable your own account.');
    const fields = { intent: 'change-roles', userId: admin.id, roles: ['author'] };
    const demote = await browser.post(users, fields);
    expect(demote.text).toContain('You cannot take the admin role from yourself.');
    expect(await rolesOf(admin.id)).toEqual(['admin']);
  });

  test('two administrators cannot shut each other out at once', async () => {
    await db.userRole.deleteMany({ where: { role: 'admin', userId: { not: admin.id } } });
    const other = await createUser({ roles: ['admin'] });
    const by = (user: User) => ({ actor: { ...user, roles: ['admin' as const] } });
    const outcomes = await Promise.all([
      disableUser(by(admin), other.id),
      changeRoles(by(other), { userId: admin.id, roles: [] }),
    ]);
    expect(outcomes.filter((outcome) => outcome === null).length).toBe(1);
    expect(outcomes.find(Boolean)?.messages['']?.join()).toContain('last administrator');
    const left = { role: 'admin', user: { disabledAt: null } };
    expect(await db.userRole.count({ where: left })).toBe(1);
    await db.user.update({ where: { id: admin.id }, data: { roles: { deleteMany: {} } } });
    await db.userRole.create({ data: { userId: admin.id, role: 'admin' } });
  });

  test('that do not exist, and forms that are not ours', async () => {
    const send = async (fields: Record<string, string>) =>
      (await browser.post(users, fields)).status;
    expect(await send({ intent: 'disable-user', userId: 'nobody' })).toBe(404);
    expect(await send({ intent: 'enable-user', userId: 'nobody' })).toBe(404);
    expect(await send({ intent: 'change-roles', userId: 'nobody' })).toBe(404);
    expect(await send({ intent: 'withdraw-invitation', invitationId: 'none' })).toBe(404);
    expect(await send({ intent: 'renew-link', invitationId: 'none' })).toBe(404);
    expect(await send({ intent: 'make-king' })).toBe(400);
    expect(await send({})).toBe(400);
  });
});

describe('inviting', () => {
  /** The paths of the links that this session shows, by address. */
  async function linksNow(): Promise<Map<string, string>> {
    const { html } = await browser.get(paths.adminLinks());
    const [, lines = ''] = /<textarea[^>]*>([^<]*)</.exec(html) ?? [];
    return new Map(
      lines.split('\n').map((line) => {
        const [, email = '', link = ''] = line.split('\t');
        return [email, link && new URL(link).pathname];
      }),
    );
  }
  const open = async (path = '') => (await new TestBrowser().get(path)).status;

  test('leads to the links, which this session is shown again and another one is not', async () => {
    const cohort = await createCohort({ name: 'Invited 2027' });
    const page = await browser.post(users, {
      intent: 'invite-people',
      people: 'Cleo Dunn <Cleo@new.test>\n\ndave@new.test',
      roles: ['cadet', 'author'],
      cohortId: cohort.id,
    });
    expect(page.status).toBe(302);
    expect(page.location).toBe(paths.adminLinks({ made: 2, kept: 0, twice: 0 }));
    const shown = await browser.get(page.location ?? '');
    expect(shown.text).toContain('2 new invitations');
    expect(shown.text).toContain('Rapport does not mail these links');
    expect(shown.text).toContain('Cleo Dunn cleo@new.test cadet, author Invited 2027');
    const path = (await linksNow()).get('cleo@new.test') ?? '';
    expect((await browser.get(page.location ?? '')).html).toContain(path);
    const invitation = await new TestBrowser().get(path);
    expect(invitation.text).toContain('as cadet and author, in the cohort Invited 2027');
    const list = await browser.get(paths.adminUsers({ show: 'invited' }));
    expect(list.text).toContain('Waiting to be accepted');
    expect(list.text).toContain('Cleo Dunn, cleo@new.test');
    expect(list.html).not.toContain(path);
    const elsewhere = await TestBrowser.signedInAs(admin.id);
    expect((await elsewhere.get(paths.adminLinks())).text).toContain('No link to show');
    const rows = await db.invitation.findMany({ where: { email: 'cleo@new.test' } });
    const token = path.split('/').at(-1) ?? '';
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(await actionsOn(rows[0]?.id ?? '')).toEqual(['create-invitation']);
    await db.invitation.updateMany({ data: { sealedUntil: new Date(Date.now() - 1) } });
    expect((await browser.get(paths.adminLinks())).text).toContain('No link to show');
    expect(await open(path)).toBe(200);
  });

  test('again asks first: the link of before is kept, or withdrawn by name for a new one', async () => {
    const people = 'Eve One <eve@new.test>\nFinn Two <finn@new.test>\ngus@new.test';
    const fields = { intent: 'invite-people', people, roles: ['cadet'] };
    await browser.post(users, { ...fields, people: people.replace('\ngus@new.test', '') });
    const before = await linksNow();
    const asked = await browser.post(users, fields);
    expect(asked.status).toBe(400);
    expect(asked.text).toContain('These have a link that works.');
    expect(asked.text).toContain('Eve One, eve@new.test Made');
    expect(asked.text).toContain('by Wanda Achebe, works until');
    expect(asked.html).toContain('gus@new.test</textarea>');
    // Of two elements with one id a label leads to the first.
    const ids = [...asked.html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(await linksNow()).toEqual(before);

    const answer = { ...fields, asked: ['eve@new.test', 'finn@new.test'], renew: 'finn@new.test' };
    // What was answered stays in a form that comes back for something else.
    const unfit = { ...answer, roles: [] };
    const controls = readControls((await browser.post(users, unfit)).html, unfit);
    expect(controls).toEqual(fillIn(controls, unfit));
    expect(controls.map(({ name }) => name)).toContain('renew');
    const page = await browser.post(users, answer);
    expect(page.location).toBe(paths.adminLinks({ made: 2, kept: 1, twice: 0 }));
    const after = await linksNow();
    const finn = 'finn@new.test';
    expect(after.get('eve@new.test')).toBe(before.get('eve@new.test'));
    expect(await open(after.get('eve@new.test'))).toBe(200);
    expect([await open(before.get(finn)), await open(after.get(finn))]).toEqual([410, 200]);
    const withdrawn = await db.invitation.findFirstOrThrow({
      where: { email: finn, withdrawnAt: { not: null } },
    });
    expect(await actionsOn(withdrawn.id)).toEqual(['create-invitation', 'withdraw-invitation']);
  });

  test('a link is withdrawn, or renewed, by name; one that was used is not', async () => {
    await browser.post(users, {
      intent: 'invite-people',
      people: 'hal@new.test',
      roles: ['cadet'],
    });
    const path = (await linksNow()).get('hal@new.test');
    const row = await db.invitation.findFirstOrThrow({ where: { email: 'hal@new.test' } });
    const withdraw = { intent: 'withdraw-invitation', invitationId: row.id };
    const page = await browser.post(users, withdraw);
    expect((await browser.get(page.location ?? '')).text).toContain('The link is withdrawn');
    expect(await open(path)).toBe(410);
    await browser.post(users, withdraw);
    expect(await actionsOn(row.id)).toEqual(['create-invitation', 'withdraw-invitation']);
    const renew = { intent: 'renew-link', invitationId: row.id };
    expect((await browser.post(users, renew)).location).toBe(paths.adminLinks());
    const renewed = (await linksNow()).get('hal@new.test') ?? '';
    expect(await open(renewed)).toBe(200);
    const password = 'a sentence that I chose';
    const form = { name: 'Hal Hue', email: 'hal@new.test', password, passwordAgain: password };
    await new TestBrowser().post(renewed, form);
    const used = await db.invitation.findFirstOrThrow({
      where: { email: 'hal@new.test', usedAt: { not: null } },
    });
    const refused = await browser.post(users, { intent: 'renew-link', invitationId: used.id });
    expect(refused.text).toContain('The link for hal@new.test was used meanwhile.');
    expect((await linksNow()).has('hal@new.test')).toBe(false);
    expect(await db.invitation.count({ where: { email: 'hal@new.test' } })).toBe(2);
  });

  test('nobody is invited while one line is wrong, and everything typed is kept', async () => {
    await createUser({ email: 'here@new.test' });
    const people = 'fay@new.test\nnot an address\nFay f@new.test\nGil f@new.test';
    const page = await browser.post(users, { intent: 'invite-people', people });
    expect(page.status).toBe(400);
    expect(page.text).toContain('Line 2, “not an address”: no e-mail address stands here.');
    expect(page.text).toContain('Line 4: f@new.test stands on line 3 already, for Fay.');
    expect(page.text).toContain('Tick at least one role.');
    expect(page.html).toContain(people);
    const known = await browser.post(users, {
      intent: 'invite-people',
      roles: ['cadet'],
      cohortId: 'no-such-cohort',
      people: 'fay@new.test\nhere@new.test',
    });
    expect(known.text).toContain('Line 2: here@new.test has an account already.');
    expect(known.text).toContain('make a password link for it');
    expect(known.text).toContain('This cohort is not there any more.');
    const wrongPlace = await browser.post(users, {
      intent: 'invite-people',
      people: 'fay@new.test',
      roles: ['author'],
      cohortId: 'x',
    });
    expect(wrongPlace.text).toContain('A cohort takes cadets.');
    expect(await db.invitation.count({ where: { email: 'fay@new.test' } })).toBe(0);
  });
});
