import { expect, test } from 'vitest';
import { db } from '#app/db/client.server.ts';
import { assignCourse, createCohort, createUser, enroll } from '#tests/factories/people.ts';
import { getCohort } from '../cohorts/queries.server.ts';
import { listUsers } from './queries.server.ts';
import { foldNames } from './user-mutations.server.ts';

const names = ['Class of 2026, spring', 'The "night" class', 'two\nlines', '🚓 é'];

test('an account lists its roles and its cohorts by name, whatever the names hold', async () => {
  const { id } = await createUser({ name: 'Many Cohorts', roles: ['admin', 'cadet'] });
  for (const name of names.toReversed()) await enroll((await createCohort({ name })).id, id);
  const left = await createCohort();
  await enroll(left.id, id, { withdrawnAt: new Date() });
  const taught = await createUser({ name: 'Many Not', roles: ['instructor'] });
  await createCohort({ name: 'Taught', instructorIds: [taught.id] });
  const { users } = await listUsers({ q: 'Many', page: 1 });
  expect(users.map(({ cohorts, teaches, roles }) => ({ cohorts, teaches, roles }))).toEqual([
    { cohorts: names, teaches: [], roles: ['cadet', 'admin'] },
    { cohorts: [], teaches: ['Taught'], roles: ['instructor'] },
  ]);
});

test('a cohort lists its courses by their ids, with the days that are set', async () => {
  const admin = await createUser({ roles: ['admin'] });
  const { id } = await createCohort({ name: 'Dates, and none' });
  const actor = { ...admin, roles: ['admin' as const] };
  await assignCourse((await createCohort()).id, 'bee');
  expect((await getCohort(actor, id)).assignments).toEqual([]);
  await assignCourse(id, 'zebra');
  await assignCourse(id, 'ant', { opensOn: '2026-03-01', dueOn: '2026-04-01' });
  const timeZone = 'America/Halifax';
  expect((await getCohort(actor, id)).assignments).toEqual([
    { courseId: 'ant', opensOn: '2026-03-01', dueOn: '2026-04-01', timeZone },
    { courseId: 'zebra', opensOn: null, dueOn: null, timeZone },
  ]);
});

const people = [
  ['Nguyễn Văn Đạt', 'dat@fold.test'],
  ['Simona ŠIMŮNKOVÁ', 's1@fold.test'],
  ['Łucja O’Brien', 'l@fold.test'],
  ['علی\u200cرضا', 'ali@fold.test'],
  ['_Zed 100%', 'zed@fold.test'],
] as const;

test.each([
  ['nguyen van dat', 'dat@fold.test'],
  ['NGUYỄN', 'dat@fold.test'],
  ['šimůnková', 's1@fold.test'],
  ['SIMUNK', 's1@fold.test'],
  ["lucja o'brien", 'l@fold.test'],
  ['علیرضا', 'ali@fold.test'],
  ['\u200bALI@FOLD.test', 'ali@fold.test'],
  ['100%', 'zed@fold.test'],
])('“%s” finds who is meant', async (q, email) => {
  for (const [name, address] of people)
    if (!(await db.user.findUnique({ where: { email: address } })))
      await createUser({ name, email: address });
  const { users } = await listUsers({ q, page: 1 });
  expect(users.map((user) => user.email)).toEqual([email]);
});

test('accounts stand in one order on every database, and a start folds names that came in otherwise', async () => {
  const names = ['Zoë Sort', 'ábel Sort', 'Bo Sort', 'Abel Sort'];
  for (const name of names) await createUser({ name });
  const where = { name: { endsWith: ' Sort' } };
  await db.user.updateMany({ where, data: { foldedName: '' } });
  expect((await listUsers({ q: 'sort', page: 1 })).total).toBe(0);
  expect(await foldNames()).toBe(names.length);
  expect(await foldNames()).toBe(0);
  const { users } = await listUsers({ q: 'sort', page: 1 });
  expect(
    users.map(({ name }) => name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()),
  ).toEqual(['abel sort', 'abel sort', 'bo sort', 'zoe sort']);
});

test('a badge number finds who wears it, in capitals or not', async () => {
  const { id } = await createUser({ name: 'Badge Wearer' });
  await db.user.update({ where: { id }, data: { badgeNumber: 'BX-00417' } });
  for (const q of ['bx-00417', '00417', 'BX-'])
    expect((await listUsers({ q, page: 1 })).users).toMatchObject([
      { id, badgeNumber: 'BX-00417' },
    ]);
});
