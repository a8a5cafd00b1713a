import { expect, test } from 'vitest';
import { assignCourse, createCohort, createUser, enroll } from '#tests/factories/people.ts';
import { getCohort } from '../cohorts/queries.server.ts';
import { listUsers } from './queries.server.ts';

const names = ['Class of 2026, spring', 'The "night" class', 'two\nlines', '🚓 é'];

test('an account lists its roles and its cohorts by name, whatever the names hold', async () => {
  const { id } = await createUser({ name: 'Many Cohorts', roles: ['admin', 'cadet'] });
  for (const name of names.toReversed()) await enroll((await createCohort({ name })).id, id);
  const left = await createCohort();
  await enroll(left.id, id, { withdrawnAt: new Date() });
  await createUser({ name: 'Many Not', roles: [] });
  const { users } = await listUsers({ q: 'Many', page: 1 });
  expect(users.map(({ cohorts, roles }) => ({ cohorts, roles }))).toEqual([
    { cohorts: names, roles: ['cadet', 'admin'] },
    { cohorts: [], roles: [] },
  ]);
});

test('a cohort lists its courses by their ids, with the days that are set', async () => {
  const admin = await createUser({ roles: ['admin'] });
  const { id } = await createCohort({ name: 'Dates, and none' });
  const actor = { ...admin, roles: ['admin' as const] };
  expect((await getCohort(actor, id)).assignments).toEqual([]);
  await assignCourse(id, 'zebra');
  await assignCourse(id, 'ant', { opensOn: '2026-03-01', dueOn: '2026-04-01' });
  const timeZone = 'America/Halifax';
  expect((await getCohort(actor, id)).assignments).toEqual([
    { courseId: 'ant', opensOn: '2026-03-01', dueOn: '2026-04-01', timeZone },
    { courseId: 'zebra', opensOn: null, dueOn: null, timeZone },
  ]);
});
