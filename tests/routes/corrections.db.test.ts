import { beforeAll, expect, test } from 'vitest';
import { db, inTransaction } from '#app/db/client.server.ts';
import type { User } from '#app/db/generated/sqlite/client.ts';
import { createLink } from '#app/features/people/users/link-mutations.server.ts';
import { paths } from '#app/paths.ts';
import { createCohort, createUser, enroll } from '#tests/factories/people.ts';
import { TestBrowser } from '#tests/support/app.ts';

let admin: User;
let browser: TestBrowser;

beforeAll(async () => {
  admin = await createUser({ name: 'Wanda Achebe', roles: ['admin'] });
  browser = await TestBrowser.signedInAs(admin.id);
});

const eventsOn = async (subjectId: string) =>
  (await db.auditEvent.findMany({ where: { subjectId }, orderBy: { id: 'asc' } })).map(
    ({ action, actorId, beforeJson, afterJson }) => [
      action,
      actorId === admin.id ? 'admin' : 'self',
      JSON.parse(beforeJson ?? 'null'),
      JSON.parse(afterJson ?? 'null'),
    ],
  );

const correct = (userId: string, fields: Record<string, string>) =>
  browser.post(paths.adminPerson(userId), { intent: 'correct-person', ...fields });

test('an administrator corrects a name and an address, with a reason that is on record', async () => {
  const password = 'a sentence to keep on using';
  const user = await createUser({ name: 'Batman', email: 'bat@fix.test', password });
  const theirs = await TestBrowser.signedInAs(user.id);
  const fields = { name: 'Bruno  Wáyne', email: 'Bruno@Fix.test', reason: 'As in the HR file' };
  const page = await correct(user.id, fields);
  expect(page.location).toBe(paths.adminPerson(user.id, 'correct-person'));
  expect((await browser.get(page.location ?? '')).text).toContain('Bruno Wáyne bruno@fix.test');
  expect((await theirs.get(paths.record())).text).toContain('Bruno Wáyne');
  const found = await browser.get(paths.adminUsers({ q: 'bruno wayne' }));
  expect(found.text).toContain('Accounts 1 to 1 of 1');
  const signIn = { email: 'bruno@fix.test', password };
  expect((await new TestBrowser().post(paths.login(), signIn)).status).toBe(302);
  const [event] = await eventsOn(user.id);
  expect(event).toEqual([
    'correct-person',
    'admin',
    { name: 'Batman', email: 'bat@fix.test' },
    { name: 'Bruno Wáyne', email: 'bruno@fix.test', reason: 'As in the HR file' },
  ]);
});

test('what cannot be corrected so is said at its field, and nothing typed is lost', async () => {
  await createUser({ email: 'taken@fix.test' });
  await inTransaction((tx) =>
    createLink(tx, { email: 'waits@fix.test', roles: ['cadet'], createdById: null, days: 1 }),
  );
  const user = await createUser({ name: 'Ann Able', email: 'ann@fix.test' });
  const same = { name: 'Ann Able', email: 'ann@fix.test', reason: 'none at all' };
  const say = async (change: Record<string, string>) => {
    const page = await correct(user.id, { ...same, ...change });
    expect(page.status).toBe(400);
    return page;
  };
  expect((await say({})).text).toContain('This is what the account says already.');
  const taken = await say({ email: 'taken@fix.test' });
  expect(taken.text).toContain('Another account has this address.');
  expect(taken.html).toContain('value="taken@fix.test"');
  expect(taken.html).toContain('value="none at all"');
  expect((await say({ email: 'waits@fix.test' })).text).toContain('waits to be accepted');
  expect((await say({ name: 'Ann\u200b Able' })).text).toContain('zero-width space, U+200B');
  expect((await say({ name: 'Anna Able', reason: '' })).text).toContain('Say why in a few words.');
  expect(await eventsOn(user.id)).toEqual([]);
  expect((await correct('nobody', { ...same, name: 'No Body' })).status).toBe(404);
});

test('a person asks, an administrator decides, and both are on record', async () => {
  const user = await createUser({ name: 'Mia Muster', email: 'mia@fix.test' });
  const theirs = await TestBrowser.signedInAs(user.id);
  const ask = (fields: Record<string, string>) =>
    theirs.post(paths.account(), { intent: 'ask-correction', ...fields });
  const wish = { name: 'Mia Lund', email: 'mia@fix.test', reason: 'Married in May' };
  expect((await ask({ ...wish, name: 'Mia Muster' })).text).toContain('says already');
  expect((await ask(wish)).location).toBe(paths.account('ask-correction'));
  const waits = await theirs.get(paths.account());
  expect(waits.text).toContain('for the name “Mia Lund”: Married in May');
  expect(waits.text).not.toContain('Ask for the correction');
  expect((await ask({ ...wish, name: 'Mia Other' })).text).toContain('You have asked already.');
  expect((await theirs.get(paths.record())).text).toContain('Mia Muster');

  const people = await browser.get(paths.adminUsers());
  expect(people.text).toContain('Asked to be corrected');
  expect(people.html).toContain(paths.adminPerson(user.id));
  const page = await browser.get(paths.adminPerson(user.id));
  expect(page.html).toContain('value="Mia Lund"');
  const decline = { intent: 'decline-correction', reason: 'Bring the certificate first' };
  await browser.post(paths.adminPerson(user.id), decline);
  // As from another tab.
  const late = await browser.post(paths.adminPerson(user.id), { ...decline, reason: 'Too late' });
  expect([late.status, late.text]).toEqual([409, expect.stringContaining('decided elsewhere')]);
  expect(late.text).toContain('It has changed in the meantime');
  expect((await theirs.get(paths.account())).text).toContain(
    'Wanda Achebe: Bring the certificate first',
  );
  const learn = async () => (await theirs.get(paths.learn())).text;
  expect(await learn()).toMatch(/was not corrected It stays .* Bring the certificate first/);
  expect((await learn()).split('was not corrected')).toHaveLength(2);
  const { id: notice } = await db.notice.findFirstOrThrow({ where: { userId: user.id } });
  await theirs.post(paths.learn(), { intent: 'dismiss-notice', notice });
  expect(await learn()).not.toContain('corrected');
  await ask(wish);
  await correct(user.id, { name: 'Mia Lund', email: 'mia@fix.test', reason: 'Certificate seen' });
  expect(await learn()).toMatch(
    /was corrected, as you asked Every page and record says Mia Lund now; you sign in with mia@fix\.test\. .* Certificate seen/,
  );
  const after = await theirs.get(paths.account());
  expect(after.text).toContain('Name Mia Lund');
  expect(after.text).toContain('Corrected: it stands now as Mia Lund, mia@fix.test Asked');
  expect((await browser.get(paths.adminUsers())).text).not.toContain('Asked to be corrected');
  const none = { name: 'Mia Lund', email: null };
  expect((await eventsOn(user.id)).map(([action, by]) => [action, by])).toEqual([
    ['ask-correction', 'self'],
    ['decline-correction', 'admin'],
    ['ask-correction', 'self'],
    ['correct-person', 'admin'],
  ]);
  expect((await eventsOn(user.id))[1]).toEqual([
    'decline-correction',
    'admin',
    none,
    { answer: 'Bring the certificate first' },
  ]);
  const bystander = await createUser();
  expect((await browser.post(paths.adminPerson(bystander.id), decline)).status).toBe(404);
});

test('what nobody asked for is told to who learns here, with what was changed and why', async () => {
  const cadet = await createUser({ name: 'Unasked', email: 'unasked@fix.test' });
  const theirs = await TestBrowser.signedInAs(cadet.id);
  const page = await browser.get(paths.adminPerson(cadet.id));
  expect(page.text).toContain('A cadet reads this; it stands in the audit log.');
  const reason = 'As in the HR file';
  await correct(cadet.id, { name: 'Una Sked', email: 'una@fix.test', badgeNumber: '0042', reason });
  const learn = async () => (await theirs.get(paths.learn())).text;
  expect(await learn()).toMatch(
    /Your name, e-mail address and badge number were corrected Every page and record says Una Sked now; you sign in with una@fix\.test\. You did not ask for it\. .* Wanda Achebe writes: As in the HR file\./,
  );
  const { id: notice, subjectType } = await db.notice.findFirstOrThrow({
    where: { userId: cadet.id },
  });
  expect(subjectType).toBe('user');
  await theirs.post(paths.learn(), { intent: 'dismiss-notice', notice });
  expect(await learn()).not.toContain('corrected');
  const rest = { email: 'una@fix.test', badgeNumber: '0042', reason };
  await correct(cadet.id, { name: 'Una Sked', rank: 'Recruit', ...rest });
  expect(await learn()).toContain('Your rank was corrected');
});

test('who does not learn here gets no notice, and reads what was decided in their account', async () => {
  const author = await createUser({ name: 'Arno', roles: ['author'] });
  const theirs = await TestBrowser.signedInAs(author.id);
  const wish = { intent: 'ask-correction', name: 'Arno Au', email: author.email };
  await theirs.post(paths.account(), { ...wish, reason: 'Whole' });
  await correct(author.id, { name: 'Arno Au', email: author.email, reason: 'Seen' });
  expect((await theirs.get(paths.account())).text).toContain('Corrected: it stands now as Arno Au');
  await correct(author.id, { name: 'Arno A. Au', email: author.email, reason: 'Seen again' });
  expect(await db.notice.count({ where: { userId: author.id } })).toBe(0);
});

test('only an administrator corrects or declines', async () => {
  const user = await createUser({ name: 'Own Name', roles: ['instructor', 'author', 'cadet'] });
  const theirs = await TestBrowser.signedInAs(user.id);
  const fields = { name: 'New Name', email: user.email, reason: 'because' };
  for (const intent of ['correct-person', 'decline-correction'])
    expect((await theirs.post(paths.adminPerson(user.id), { intent, ...fields })).status).toBe(403);
  const stored = await db.user.findUniqueOrThrow({ where: { id: user.id } });
  expect(stored.name).toBe('Own Name');
});

test('a correction that is not the one asked for says what stands instead', async () => {
  const user = await createUser({ name: 'Ida Muster', email: 'ida@fix.test' });
  const theirs = await TestBrowser.signedInAs(user.id);
  const wish = { name: 'Ida Lund', email: 'ida@fix.test', reason: 'Married in May' };
  await theirs.post(paths.account(), { intent: 'ask-correction', ...wish });
  const page = await browser.get(paths.adminPerson(user.id));
  expect(page.text).toContain('The person reads this; it stands in the audit log.');
  await correct(user.id, { ...wish, name: 'Ida Muster-Lund', reason: 'As in the certificate' });
  const learn = await theirs.get(paths.learn());
  expect(learn.text).toContain('was corrected Every page and record says Ida Muster-Lund now');
  expect(learn.text).not.toContain('as you asked');
  const account = await theirs.get(paths.account());
  expect(account.text).toContain('Corrected: it stands now as Ida Muster-Lund, ida@fix.test');
});

test('who left their only cohort still reads times on its clock, and is told whose it is', async () => {
  const user = await createUser({ name: 'Vic West' });
  const cohort = await createCohort({ timeZone: 'America/Vancouver' });
  await enroll(cohort.id, user.id, { withdrawnAt: new Date() });
  const theirs = await TestBrowser.signedInAs(user.id);
  const wish = { name: 'Victor West', email: user.email, reason: 'In full' };
  await theirs.post(paths.account(), { intent: 'ask-correction', ...wish });
  expect((await theirs.get(paths.account())).text).toMatch(/Asked \S.*, Vancouver time for the/);
  await correct(user.id, wish);
  expect((await theirs.get(paths.learn())).text).toContain(', Vancouver time');
  expect((await theirs.get(paths.record())).text).toContain('Times are Vancouver time.');
});
