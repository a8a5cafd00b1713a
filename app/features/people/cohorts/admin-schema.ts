import { z } from 'zod';
import { toNameSchema, toSignInNameSchema } from '#app/names.ts';
import { checkCohortDates, isDay, isTimeZone } from './admin-rules.ts';
import { emptyList, parsePeople } from './roster-rules.ts';

/** What the pages of cohorts take from an administrator's browser. Client-safe: no I/O here. */

const idSchema = z.string().min(1).max(100);

/** A local day, as a date field sends it. */
export const daySchema = z
  .string({ error: 'Choose a day.' })
  .refine((text) => isDay(text), 'This is not a day of the calendar. Write it as YYYY-MM-DD.');

const optionalDaySchema = daySchema.nullish().transform((day) => day ?? null);

/** `pastMeant`: ticked once a past due day was asked about. */
const assignmentFields = {
  opensOn: optionalDaySchema,
  dueOn: optionalDaySchema,
  pastMeant: z.literal('on').optional(),
};

const cohortFields = {
  name: toNameSchema(
    { min: 2, max: 80 },
    {
      none: 'Give the cohort a name, such as “2027-A”.',
      short: 'Use at least 2 characters.',
      long: 'Shorten the name to 80 characters.',
    },
  ),
  timeZone: z
    .string({ error: 'Choose the time zone that the cohort lives in.' })
    .refine(
      isTimeZone,
      'This server knows no such zone. Choose one of the list, such as America/Halifax.',
    ),
  startsOn: daySchema,
  endsOn: optionalDaySchema,
};

function refuseDates(
  form: { startsOn: string; endsOn: string | null },
  context: z.RefinementCtx,
): void {
  for (const [field, messages] of Object.entries(checkCohortDates(form)))
    for (const message of messages) context.addIssue({ code: 'custom', path: [field], message });
}

const peopleSchema = z.string({ error: emptyList }).transform((text, context) => {
  const { people, problems } = parsePeople(text);
  for (const message of problems) context.addIssue({ code: 'custom', message });
  return people;
});

/** The list's page, from the URL. Whatever makes no sense counts as not set. */
export const cohortListSchema = z.object({
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
  archived: z.literal('1').optional().catch(undefined),
  removed: z.literal('1').optional().catch(undefined),
});

/** The form that makes a cohort. */
export const createCohortSchema = z
  .object({ intent: z.literal('create-cohort'), ...cohortFields })
  .superRefine(refuseDates);

/** The tabs of a cohort's page as an administrator has it, the first shown first. */
export const cohortTabs = ['cadets', 'courses', 'instructors', 'settings'] as const;
export type CohortTab = (typeof cohortTabs)[number];

/** Tab of a cohort's page, search and page of its cadets, from the URL. Whatever makes no sense counts as not set. */
export const cadetListSchema = z.object({
  tab: z.enum(cohortTabs).catch('cadets'),
  q: z.string().trim().catch(''),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
});
export type CadetListFilter = z.infer<typeof cadetListSchema>;

/** A form of a cohort's page. */
export const cohortFormSchema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('change-cohort'), ...cohortFields }).superRefine(refuseDates),
  z.object({
    intent: z.literal('add-instructor'),
    email: toSignInNameSchema('Type the e-mail address or badge number of an account.'),
  }),
  z.object({ intent: z.literal('remove-instructor'), userId: idSchema }),
  z.object({ intent: z.literal('enroll-cadets'), people: peopleSchema }),
  z.object({ intent: z.literal('enroll-again'), userId: idSchema }),
  z.object({ intent: z.literal('withdraw-cadet'), userId: idSchema }),
  z.object({
    intent: z.literal('assign-course'),
    courseId: z.string({ error: 'Choose a course.' }).max(100),
    ...assignmentFields,
  }),
  z.object({
    intent: z.literal('change-assignment'),
    assignmentId: idSchema,
    ...assignmentFields,
  }),
  z.object({ intent: z.literal('unassign-course'), assignmentId: idSchema }),
  z.object({ intent: z.literal('archive-cohort') }),
  z.object({ intent: z.literal('bring-back-cohort') }),
  z.object({ intent: z.literal('remove-cohort') }),
]);

export type CohortFields = Omit<z.infer<typeof createCohortSchema>, 'intent'>;
export type CohortForm = z.infer<typeof cohortFormSchema>;
export type CohortIntent = CohortForm['intent'];
