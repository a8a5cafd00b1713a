import { beforeAll, describe, expect, test } from 'vitest';
import { db } from '#app/db/client.server.ts';
import { createCohort, createUser, enroll } from '#tests/factories/people.ts';
import { checkRoster } from './queries.server.ts';

const heading = 'Badge,Employee ID,Last Name,First Name,Email,Rank,Agency,Class,Status\n';
const check = async (...rows: string[]) =>
  (await checkRoster(new TextEncoder().encode(heading + rows.join('\n')))).rows;
const verdicts = async (...rows: string[]) => (await check(...rows)).map(({ verdict }) => verdict);

beforeAll(async () => {
  const ann = await createUser({ name: 'Ann Poe', email: 'ann@academy.test' });
  await db.user.update({
    where: { id: ann.id },
    data: {
      badgeNumber: '000123',
      rank: 'Recruit',
      agency: 'North PD',
      givenName: 'Ann',
      familyName: 'Poe',
    },
  });
  await db.externalId.create({ data: { userId: ann.id, system: 'employee', value: 'E77' } });
  const bo = await createUser({ name: 'Bo Li', email: 'bo@academy.test' });
  await db.user.update({
    where: { id: bo.id },
    data: { badgeNumber: '555', givenName: 'Bo', familyName: 'Li' },
  });
  const cohort = await createCohort({ name: 'Class 9' });
  await enroll(cohort.id, ann.id);
});

const ann = '000123,E77,Poe,Ann,ann@academy.test,Recruit,North PD,Class 9,Active';

describe('a row and who is known', () => {
  test('what is known already changes nothing, twice', async () => {
    expect(await verdicts(ann)).toEqual(['unchanged']);
    expect(await verdicts(ann)).toEqual(['unchanged']);
    expect(await check(ann, ann)).toMatchObject([
      { verdict: 'unchanged', reason: null },
      { verdict: 'skip', reason: 'Line 2 says the same of this person already.' },
    ]);
  });

  test('capitals, accents, empty cells and zeros that were lost change nothing', async () => {
    expect(await verdicts('123,,POE,Ánn,ANN@academy.test,,,,')).toEqual(['unchanged']);
  });

  test.each([
    ['000123,,Poe,Ann,ann@academy.test,Officer,,,', 'update', /rank Recruit becomes Officer/],
    ['000123,,Roe,Ann,ann@academy.test,,,,', 'update', /“Ann Poe” becomes “Ann Roe”/],
    [',E77,Poe,Ann,new@academy.test,,,,', 'update', /ann@academy\.test becomes new@/],
    [
      ',,Li,Bo,bo@academy.test,Cadet,,Class 9,',
      'update',
      /rank Cadet is added; is enrolled in Class 9/,
    ],
    [',555,Li,Bo,,,,,', 'update', /employee number 555 is added/],
    ['000123,,Poe,Ann,,,,,Withdrawn', 'withdraw', /Ann Poe leaves Class 9/],
    ['555,,Li,Bo,,,,,Withdrawn', 'unchanged', /in no cohort/],
    ['999,,New,Nia,nia@academy.test,,,,', 'create', null],
    ['998,,Old,Ole,,,,,Resigned', 'withdraw', /no account is made/],
    ['000123,,Other,Zed,zed@academy.test,,,,', 'ask', /another name/],
    ['777,,Poe,Ann,ann@academy.test,,,,', 'ask', /another badge number/],
    ['555,E77,Li,Bo,,,,,', 'ask', /that of Ann Poe.*that of Bo Li/],
    ['000123,,Far,Finn,,,South PD,,', 'create', null],
    [',,Poe,Ann,,,,,', 'ask', /neither a number nor an e-mail/],
  ])('%s: %s', async (row, verdict, reason) => {
    const [read] = await check(row);
    expect(read?.verdict).toBe(verdict);
    if (reason) expect(read?.reason).toMatch(reason);
  });

  test('a file that contradicts itself is asked about, and the first line stands', async () => {
    const rows = await check(
      '31,,Doe,Jane,jane@academy.test,,,,',
      '31,,Doe,Jane,other@academy.test,,,,',
      '32,,Doe,Jane,JANE@academy.test,,,,',
      '33,,Ek,Di,di@academy.test,,,,',
      '33,,Fu,Ed,ed@academy.test,,,,',
    );
    expect(rows.map(({ verdict }) => verdict)).toEqual(['create', 'ask', 'ask', 'create', 'ask']);
    expect(rows[2]?.reason).toMatch(/stands on line 2 too, with another badge number/);
  });

  test('nothing is written', async () => {
    const before = await db.user.count();
    await check('999,,New,Nia,nia@academy.test,,,,');
    expect(await db.user.count()).toBe(before);
  });
});
