import { paths } from '#app/paths.ts';
import { createCohort, createUser } from '#tests/factories/people.ts';
import type { Fields } from '#tests/support/fields.ts';
import { publishTeachingCourse } from '#tests/support/teaching-course.ts';
import type { MakeCase, PostCase } from './post-case.ts';

const reason = 'The flu: "out" for <two> weeks & more.';
const day = '2027-03-01';

/** A cadet who was ticked in the grid of a cohort, and an administrator. */
async function onChosen(
  fields: (made: Awaited<ReturnType<typeof publishTeachingCourse>>) => Promise<Fields> | Fields,
  more: Partial<PostCase> = {},
): Promise<PostCase> {
  const made = await publishTeachingCourse();
  const { id: cadet } = await made.addCadet('Ann Lee');
  return {
    sender: (await createUser({ roles: ['admin'] })).id,
    page: paths.cohort(made.cohort.id),
    path: paths.chosen(made.cohort.id),
    fields: { course: made.course, cadet, ...(await fields(made)) },
    ...more,
  };
}

/** What is done with cadets who were ticked in the grid. */
export const chosenCases: Record<string, MakeCase> = {
  'teach.cohorts.$cohort.chosen ask-chosen': () =>
    onChosen(() => ({ intent: 'ask-chosen', what: 'withdraw' }), {
      taken: 200,
      storesNothing: true,
    }),
  'teach.cohorts.$cohort.chosen extend-chosen': () =>
    onChosen(() => ({ intent: 'extend-chosen', dueOn: day, reason }), { typed: [reason] }),
  'teach.cohorts.$cohort.chosen move-chosen': () =>
    onChosen(async () => ({ intent: 'move-chosen', to: (await createCohort()).id })),
  'teach.cohorts.$cohort.chosen withdraw-chosen': () =>
    onChosen(() => ({ intent: 'withdraw-chosen' })),
  'teach.cohorts.$cohort.chosen undo-chosen': () =>
    onChosen(() => ({ intent: 'undo-chosen', what: 'withdraw', at: '1' }), { storesNothing: true }),
};
