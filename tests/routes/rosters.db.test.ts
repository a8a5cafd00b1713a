import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { db } from '#app/db/client.server.ts';
import { env } from '#app/env.server.ts';
import { clearRosters } from '#app/features/people/rosters/roster-mutations.server.ts';
import { keptHours, reportDays } from '#app/features/people/rosters/roster-schema.ts';
import { sizeLimit } from '#app/features/people/rosters/schema.ts';
import { endJobs } from '#app/jobs/background.server.ts';
import { paths } from '#app/paths.ts';
import { createCohort, createNumberedUser, createUser, enroll } from '#tests/factories/people.ts';
import { TestBrowser } from '#tests/support/app.ts';

let browser: TestBrowser;
let adminId: string;

beforeAll(async () => {
  adminId = (await createUser({ roles: ['admin'], name: 'Wanda Achebe' })).id;
  browser = await TestBrowser.signedInAs(adminId);
});

const hourMs = 3_600_000;
const heading = 'Badge,Last Name,First Name,Rank,Class,Status,DOB';
const toFile = (rows: readonly string[], name = 'class.csv', head = heading) =>
  new File([[head, ...rows].join('\n')], name, { type: 'text/csv' });

async function send(file: File, fields: Record<string, string> = {}): Promise<string> {
  const all = { intent: 'upload-roster', ...fields };
  const page = await browser.upload(paths.adminRosters(), all, file);
  expect(page.status, page.text).toBe(302);
  await endJobs();
  return page.location?.split('/').at(-1) ?? '';
}

const open = (id: string) => browser.get(paths.adminRoster(id));

async function step(id: string, fields: Record<string, string | readonly string[]>) {
  const page = await browser.post(paths.adminRoster(id), fields);
  await endJobs();
  return page;
}

async function apply(id: string, more: Record<string, string> = {}) {
  const { rowsHash } = await db.roster.findUniqueOrThrow({ where: { id } });
  return step(id, { intent: 'apply-roster', shown: rowsHash ?? '', ...more });
}

const listVerdicts = async (id: string) =>
  (await db.rosterRow.findMany({ where: { rosterId: id }, orderBy: { position: 'asc' } })).map(
    ({ verdict }) => verdict,
  );

const findByBadge = (badgeNumber: string) =>
  db.user.findFirstOrThrow({
    where: { badgeNumber },
    include: { roles: true, enrollments: { include: { cohort: true } } },
  });

const hasFile = (id: string) => existsSync(join(env.DATA_DIR, 'rosters', id));

describe('a list without addresses', () => {
  const rows = [
    '1001,Able,Ann,Recruit,Spring 1,Active,1999-01-02',
    '1002,Baker,Bo,Recruit,Spring 1,Active,1998-03-04',
    '1003,=cmd|X,Cy,Recruit,Spring 1,Active,1997-03-04',
  ];
  let id: string;

  beforeAll(async () => {
    await createCohort({ name: 'Spring 1' });
    id = await send(toFile(rows));
  });

  test('says what each row would do, and does nothing', async () => {
    const page = await open(id);
    expect(page.text).toContain('Make 3 accounts');
    expect(page.text).toContain('new account: 3');
    expect(await db.user.count({ where: { badgeNumber: '1001' } })).toBe(0);
    expect(hasFile(id)).toBe(true);
  });

  test('keeps and shows nothing of a column that nobody needs', async () => {
    const { html } = await open(id);
    expect(html).not.toContain('1999-01-02');
    expect(html).toContain('never read');
    const kept = await db.rosterRow.findMany({ where: { rosterId: id } });
    expect(JSON.stringify(kept)).not.toContain('1999');
  });

  test('is applied whole: accounts with their numbers, in their cohort, each with its events', async () => {
    expect((await apply(id)).location).toBe(paths.adminRoster(id));
    const ann = await findByBadge('1001');
    expect(ann).toMatchObject({
      name: 'Ann Able',
      email: null,
      givenName: 'Ann',
      familyName: 'Able',
      foldedName: 'ann able',
      rank: 'Recruit',
      passwordHash: null,
      roles: [{ role: 'cadet' }],
    });
    expect(ann.enrollments.map(({ cohort }) => cohort.name)).toEqual(['Spring 1']);
    const events = await db.auditEvent.findMany({
      where: { OR: [{ subjectId: ann.id }, { subjectId: id }] },
      orderBy: { id: 'asc' },
    });
    expect(events.map(({ action, actorId }) => [action, actorId])).toEqual([
      ['import-account', adminId],
      ['apply-roster', adminId],
    ]);
    expect(hasFile(id)).toBe(false);
    const { text } = await open(id);
    expect(text).toContain('account made: 3');
    expect(text).toContain('3 people of it cannot sign in yet');
  });

  test('leaves a report that a spreadsheet opens as text', async () => {
    const report = await browser.get(paths.adminRosterReport(id));
    expect(report.headers.get('Content-Disposition')).toContain('report-class.csv');
    expect(report.html).toContain('2,account made,,Ann Able,1001');
    expect(report.html).not.toMatch(/(^|,)=/m);
  });

  test('gives slips to those who have no password, and new ones only when asked', async () => {
    const made = await step(id, { intent: 'make-slips' });
    expect(made.location).toBe(paths.adminSlips());
    const slips = await browser.get(paths.adminSlips());
    expect(slips.text).toContain('3 slips to print and cut apart');
    expect(slips.text).toContain('sign in with 1002');
    const again = await step(id, { intent: 'make-slips' });
    expect(again.text).toContain('Everybody of this list has a password, or a slip that works.');
    await step(id, { intent: 'make-slips', renew: 'on' });
    const user = await findByBadge('1002');
    const links = await db.invitation.findMany({ where: { accountId: user.id } });
    expect(links.filter(({ withdrawnAt }) => withdrawnAt !== null)).toHaveLength(1);
    expect(links).toHaveLength(2);
  });

  test('changes nothing when it comes again', async () => {
    const again = await send(toFile(rows));
    expect(await listVerdicts(again)).toEqual(['unchanged', 'unchanged', 'unchanged']);
    expect((await open(again)).text).toContain('It would change nothing.');
  });

  test('is not applied twice', async () => {
    expect((await apply(id)).status).toBe(409);
  });
});

describe('somebody who is known already', () => {
  test('is changed, keeps the name of before, and comes back to the cohort that they left', async () => {
    const cohort = await createCohort({ name: 'Spring 2' });
    const user = await createNumberedUser('2001', { name: 'Dee Old' });
    await enroll(cohort.id, user.id, { withdrawnAt: new Date() });
    const id = await send(toFile(['2001,New,Dee,Officer,Spring 2,Active,']));
    expect(await listVerdicts(id)).toEqual(['update']);
    await apply(id);
    const after = await findByBadge('2001');
    expect(after).toMatchObject({
      name: 'Dee New',
      rank: 'Officer',
      previousNamesJson: '["Dee Old"]',
    });
    expect(after.enrollments.map(({ withdrawnAt }) => withdrawnAt)).toEqual([null]);
    const event = await db.auditEvent.findFirstOrThrow({
      where: { subjectId: user.id, action: 'correct-person' },
    });
    expect(JSON.parse(event.beforeJson ?? '')).toMatchObject({ name: 'Dee Old', rank: null });
  });

  test('leaves their cohort where the list says that they left', async () => {
    const cohort = await createCohort({ name: 'Spring 3' });
    const user = await createNumberedUser('2101', { name: 'Ed Fox' });
    await enroll(cohort.id, user.id);
    const id = await send(toFile(['2101,Fox,Ed,,Spring 3,Withdrawn,']));
    expect(await listVerdicts(id)).toEqual(['withdraw']);
    expect((await apply(id)).text).toContain('Tick that these people leave');
    await apply(id, { leaving: 'on' });
    const [enrollment] = (await findByBadge('2101')).enrollments;
    expect(enrollment?.withdrawnAt).not.toBeNull();
  });

  test('who has an invitation that waits gets the account, and the invitation ends', async () => {
    await browser.post(paths.adminUsers(), {
      intent: 'invite-people',
      people: 'Flo Gray <flo@lists.test>',
      roles: 'cadet',
    });
    const id = await send(
      toFile(['2201,Gray,Flo,flo@lists.test'], 'mail.csv', 'Badge,Last,First,Email'),
    );
    expect((await open(id)).text).toContain(
      'An invitation to this address waits: it is withdrawn.',
    );
    await apply(id);
    expect(await findByBadge('2201')).toMatchObject({ email: 'flo@lists.test' });
    const link = await db.invitation.findFirstOrThrow({ where: { email: 'flo@lists.test' } });
    expect(link.withdrawnAt).not.toBeNull();
  });
});

describe('a list that is all of a cohort', () => {
  test('names who is missing; they leave once that is ticked, and nobody where lines cannot be read', async () => {
    const cohort = await createCohort({ name: 'Summer 1' });
    for (const [badge, name] of [
      ['3001', 'Gil Hay'],
      ['3002', 'Ida Jax'],
    ] as const)
      await enroll(cohort.id, (await createNumberedUser(badge, { name })).id);
    const chosen = { cohortId: cohort.id, whole: 'on' };
    const broken = await send(toFile(['3001,Hay,Gil,,,,', '3.00E+03,Jax,Ida,,,,']), chosen);
    expect(await listVerdicts(broken)).toEqual(['update', 'error', 'ask']);
    await step(broken, { intent: 'drop-roster' });

    const id = await send(toFile(['3001,Hay,Gil,,,,', '3003,Kay,Lou,,,,']), chosen);
    expect(await listVerdicts(id)).toEqual(['update', 'create', 'withdraw']);
    expect((await open(id)).text).toContain('Ida Jax is in Summer 1, and this list');
    await apply(id, { leaving: 'on' });
    const there = await db.enrollment.findMany({
      where: { cohortId: cohort.id, withdrawnAt: null },
      include: { user: true },
    });
    expect(there.map(({ user }) => user.name).sort()).toEqual(['Gil Hay', 'Lou Kay']);
  });

  test('needs the cohort that it is all of', async () => {
    const page = await browser.upload(
      paths.adminRosters(),
      { intent: 'upload-roster', whole: 'on' },
      toFile(['1,A B,C,,,,']),
    );
    expect(page.status).toBe(400);
    expect(page.text).toContain('Choose the cohort first');
  });
});

describe('a row that asks', () => {
  test('is answered there, and the answer counts for that question alone', async () => {
    const user = await createNumberedUser('4002', { name: 'Max Nye' });
    const id = await send(toFile(['4002,Oak,Pat,Officer,,,']));
    expect(await listVerdicts(id)).toEqual(['ask']);
    const page = await open(id);
    expect(page.text).toContain('Say whether this is one person.');
    expect(page.text).toContain('It would change nothing.');

    await step(id, { intent: 'answer-rows', answers: ['1 leave'] });
    expect(await listVerdicts(id)).toEqual(['skip']);
    await step(id, { intent: 'answer-rows', answers: ['1 take'] });
    expect(await listVerdicts(id)).toEqual(['update']);
    await step(id, { intent: 'answer-rows', answers: ['1'] });
    expect(await listVerdicts(id)).toEqual(['ask']);

    await step(id, { intent: 'answer-rows', answers: ['1 take'] });
    await db.user.update({
      where: { id: user.id },
      data: { name: 'Quin Ray', foldedName: 'quin ray' },
    });
    const refused = await apply(id);
    expect(refused.status).toBe(302);
    expect((await open(id)).text).toContain(
      'People or cohorts were changed since these rows were shown',
    );
    expect(await listVerdicts(id)).toEqual(['ask']);
    expect((await findByBadge('4002')).rank).toBeNull();
  });
});

describe('the columns', () => {
  const head = 'Badge,Who,Rank of officer,SSN';
  const rows = ['5001,Ray Sun,Recruit,900-11-2222', '5002,Tia Uhl,Recruit,900-11-3333'];

  test('are changed, remembered for the same headings, and no word reads what nobody needs', async () => {
    const first = await send(toFile(rows, 'odd.csv', head));
    const columns = ['badge', 'name', 'none', 'none'];
    await step(first, { intent: 'read-columns', columns });
    expect((await open(first)).text).toContain('Columns: 2 of 4 columns read');
    const again = await send(toFile(rows, 'odd-again.csv', head));
    expect(await listVerdicts(again)).toEqual(['create', 'create']);
    const kept = await db.rosterRow.findMany({ where: { rosterId: again } });
    expect(kept.map(({ personJson }) => personJson).join()).toMatch(/"badgeNumber":"5001"/);
    expect(JSON.stringify(kept)).not.toMatch(/900-11|Recruit/);
    await step(again, { intent: 'read-columns', columns: ['badge', 'name', 'none', 'employee'] });
    expect(
      JSON.stringify(await db.rosterRow.findMany({ where: { rosterId: again } })),
    ).not.toContain('900-11');
  });

  test('of which two are the same are refused in words', async () => {
    const id = await send(toFile(rows, 'odd.csv', head));
    const columns = ['badge', 'badge', 'none', 'none'];
    const page = await step(id, { intent: 'read-columns', columns });
    expect(page.status).toBe(400);
    expect(page.text).toContain('Two columns are read as badge number.');
  });
});

describe('what cannot be read', () => {
  test.each([
    ['an empty file', new File([''], 'empty.csv'), 'This file is empty.'],
    ['headings alone', toFile([]), 'nobody below them'],
    [
      '200 columns',
      toFile(['1'], 'wide.csv', `Badge,Name,${Array.from({ length: 198 }, (_, at) => `c${at}`)}`),
      'This table has 200 columns.',
    ],
    ['a picture', new File([new Uint8Array([137, 80, 78, 71, 0, 0])], 'a.png'), 'cannot be read'],
  ])('%s is told in a sentence', async (_what, file, words) => {
    const id = await send(file);
    const { text } = await open(id);
    expect(text).toContain('This list cannot be read');
    expect(text).toContain(words);
    expect(text).toContain('Drop the list');
  });

  test('no file is asked for, and a file too large is not read at all', async () => {
    const none = await browser.post(paths.adminRosters(), { intent: 'upload-roster' });
    expect([none.status, none.text.includes('Choose the file of the list.')]).toEqual([400, true]);
    const before = readdirSync(join(env.DATA_DIR, 'rosters')).length;
    const page = await browser.announce(paths.adminRosters(), 1024 ** 3);
    expect(page.status).toBe(413);
    expect(page.text).toContain(
      `This file has 1024 MB, and a file for this page at most ${sizeLimit / 1024 ** 2} MB.`,
    );
    expect(readdirSync(join(env.DATA_DIR, 'rosters'))).toHaveLength(before);
  });
});

describe('what is kept', () => {
  test('goes when the list is dropped', async () => {
    const id = await send(toFile(['6001,A,Bo,,,,']));
    expect((await step(id, { intent: 'drop-roster' })).location).toBe(paths.adminRosters());
    expect(hasFile(id)).toBe(false);
    expect((await open(id)).status).toBe(404);
    expect(await db.rosterRow.count({ where: { rosterId: id } })).toBe(0);
  });

  test('goes by itself: what nobody applied after hours, a report after a month', async () => {
    const waiting = await send(toFile(['6101,Ash,Bo,,,,']));
    const applied = await send(toFile(['6102,Elm,Cy,,,,']));
    await apply(applied);
    await clearRosters();
    expect([hasFile(waiting), await listVerdicts(applied)]).toEqual([true, ['create']]);
    await clearRosters(new Date(Date.now() + (keptHours + 1) * hourMs));
    expect(hasFile(waiting)).toBe(false);
    expect((await open(waiting)).status).toBe(404);
    expect(await listVerdicts(applied)).toEqual(['create']);
    await clearRosters(new Date(Date.now() + (reportDays * 24 + 1) * hourMs));
    expect(await listVerdicts(applied)).toEqual([]);
    expect((await open(applied)).status).toBe(200);
  });
});

test('a list that is applied asks once more who its administrator is', async () => {
  const id = await send(toFile(['7001,Fir,Di,,,,']));
  await db.session.updateMany({
    where: { userId: adminId },
    data: { createdAt: new Date(Date.now() - hourMs), confirmedAt: null },
  });
  expect((await apply(id)).status).toBe(401);
  expect(await db.user.count({ where: { badgeNumber: '7001' } })).toBe(0);
});
