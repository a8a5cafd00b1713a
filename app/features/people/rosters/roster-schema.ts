import { z } from 'zod';
import type { Field } from './heading-rules.ts';
import { columnLimit, type Verdict } from './schema.ts';

/** What the pages of lists take from an administrator's browser. Client-safe: no I/O here. */

/** How many rows of a list a page shows. */
export const rowsPerPage = 100;
/** For how many hours a list that is not applied is kept, and its file. */
export const keptHours = 24;
/** For how many days the report of a list that was applied can be had. */
export const reportDays = 30;

/** The verdicts, in the order in which they are told. */
export const verdicts = [
  'ask',
  'error',
  'create',
  'update',
  'withdraw',
  'unchanged',
  'skip',
] as const satisfies readonly Verdict[];

/** What a column may be said to be; what nobody needs is not among them. */
export const columnWords = {
  badge: 'Badge number',
  employee: 'Employee number',
  name: 'Whole name',
  given: 'Given name',
  middle: 'Middle name',
  family: 'Family name',
  suffix: 'Name suffix',
  preferred: 'Preferred name',
  previous: 'Previous name',
  email: 'E-mail address',
  rank: 'Rank',
  agency: 'Agency',
  class: 'Class (cohort)',
  status: 'Status',
  role: 'Role',
  username: 'User name elsewhere',
  sourcedId: 'OneRoster id',
  otherIds: 'Other ids',
  date: 'Date, only checked',
} as const satisfies Partial<Record<Field, string>>;

const choices = Object.keys(columnWords) as (keyof typeof columnWords)[];
const columnSchema = z.enum(['none', ...choices]);

const idSchema = z.string().min(1).max(100);

/** The form that sends a list in; the file stands beside it. */
export const uploadRosterSchema = z
  .object({
    intent: z.literal('upload-roster'),
    cohortId: idSchema.optional(),
    whole: z.literal('on').optional(),
  })
  .refine((form) => form.cohortId !== undefined || form.whole === undefined, {
    path: ['whole'],
    error: 'Choose the cohort first that the list is all of.',
  });

/** The forms of the page of a list. */
export const rosterFormSchema = z.discriminatedUnion('intent', [
  z
    .object({
      intent: z.literal('read-columns'),
      columns: z.array(columnSchema).max(columnLimit).default([]),
    })
    .superRefine(({ columns }, context) => {
      for (const choice of choices) {
        if (choice === 'date' || columns.filter((column) => column === choice).length < 2) continue;
        const message = `Two columns are read as ${columnWords[choice].toLowerCase()}. Leave one of them out.`;
        context.addIssue({ code: 'custom', path: ['columns'], message });
      }
    }),
  z.object({
    intent: z.literal('answer-rows'),
    // The position of a row, and what is said to it; one without an answer says the position alone.
    answers: z
      .array(z.string().regex(/^\d{1,7}( (take|leave))?$/))
      .max(rowsPerPage)
      .default([]),
  }),
  z.object({
    intent: z.literal('apply-roster'),
    shown: z.string().max(100),
    leaving: z.literal('on').optional(),
  }),
  z.object({ intent: z.literal('read-again') }),
  z.object({ intent: z.literal('drop-roster') }),
  z.object({ intent: z.literal('make-slips'), renew: z.literal('on').optional() }),
]);

export type RosterForm = z.infer<typeof rosterFormSchema>;

/** Which rows are shown, from the URL. Whatever makes no sense counts as not set. */
export const rosterListSchema = z.object({
  show: z.enum(verdicts).optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
  saved: z.string().max(40).catch(''),
});

export type RosterFilter = z.infer<typeof rosterListSchema>;

/** The columns of a list and what they are read as, as they are stored. */
export const columnsSchema = z.array(
  z.object({ heading: z.string(), field: z.string().nullable() }),
);

export const problemsSchema = z.array(z.object({ line: z.number(), message: z.string() }));

/** What the page shows of a person, of all that a row is kept with. */
export const shownPersonSchema = z.object({
  name: z.string(),
  email: z.string().nullish(),
  badgeNumber: z.string().nullish(),
  employeeNumber: z.string().nullish(),
  agency: z.string().nullish(),
  cohorts: z.array(z.string()).default([]),
});
