import { paths } from '#app/paths.ts';
import { createCohort, createUser, enroll } from '#tests/factories/people.ts';
import type { Fields } from '#tests/support/fields.ts';
import { createRoster } from '#tests/support/roster.ts';
import type { MakeCase, PostCase } from './post-case.ts';

/** What administrators send of lists of people, and of slips for them. */

const admin = async () => (await createUser({ roles: ['admin'] })).id;

async function onRoster(fields: Fields, state: 'read' | 'applied' = 'read'): Promise<PostCase> {
  const path = paths.adminRoster(await createRoster(state));
  return { sender: await admin(), path, fields };
}

export const rosterCases: Record<string, MakeCase> = {
  'admin.rosters._index upload-roster': async () => ({
    sender: await admin(),
    path: paths.adminRosters(),
    fields: { intent: 'upload-roster' },
    taken: 400,
    storesNothing: true,
  }),
  'admin.rosters.$roster._index read-columns': () =>
    onRoster({ intent: 'read-columns', columns: ['employee'] }),
  'admin.rosters.$roster._index answer-rows': () =>
    onRoster({ intent: 'answer-rows', answers: ['1 take'] }),
  'admin.rosters.$roster._index apply-roster': () =>
    onRoster({ intent: 'apply-roster', shown: 'of these rows' }),
  'admin.rosters.$roster._index read-again': () => onRoster({ intent: 'read-again' }),
  'admin.rosters.$roster._index drop-roster': () => onRoster({ intent: 'drop-roster' }),
  'admin.rosters.$roster._index make-slips': () => onRoster({ intent: 'make-slips' }, 'applied'),
  'admin.users.$user make-slip': async () => {
    const path = paths.adminPerson((await createUser()).id);
    return { sender: await admin(), path, fields: { intent: 'make-slip' } };
  },
  'admin.cohorts.$cohort enroll-again': async () => {
    const [cohort, cadet] = [await createCohort(), await createUser()];
    await enroll(cohort.id, cadet.id, { withdrawnAt: new Date() });
    const fields = { intent: 'enroll-again', userId: cadet.id };
    return { sender: await admin(), path: paths.adminCohort(cohort.id), fields };
  },
};
