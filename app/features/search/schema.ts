import { z } from 'zod';
import type { Piece } from '#app/searched-words.ts';

/** What the search page takes from the address, and what it finds. Client-safe: no I/O here. */

/** The groups of results, in the order of the page. */
export const groupNames = ['people', 'cohorts', 'lessons', 'terms', 'notes'] as const;
export type GroupName = (typeof groupNames)[number];

/** Whatever makes no sense counts as not set. `in`: the one group that is shown, with more of it. */
export const searchSchema = z.object({
  q: z.string().catch(''),
  in: z.enum(groupNames).optional().catch(undefined),
});
export type SearchFilter = z.infer<typeof searchSchema>;

// `total`: all that were found in the group, as far as they are counted; `at`: the place in its order.
const found = { total: z.number(), at: z.number() };

const inJson = <Schema extends z.ZodType>(schema: Schema) =>
  z.string().transform((text) => schema.parse(JSON.parse(text)));

const cohortOfSchema = z.object({ id: z.string(), name: z.string(), left: z.number() });

/** A person. `cohortsJson`: those of the actor's that they are or were in (`left`: 1), as JSON. */
const personSchema = z.object({
  ...found,
  id: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  badgeNumber: z.string().nullable(),
  disabled: z.number(),
  cohortsJson: inJson(z.array(cohortOfSchema)),
});

const cohortSchema = z.object({
  ...found,
  id: z.string(),
  name: z.string(),
  startsOn: z.string(),
  archived: z.number(),
});

/** A passage of a lesson. `lessonAt`: the lesson's position in its course. */
const passageSchema = z.object({
  ...found,
  kind: z.enum(['lesson', 'section', 'term']),
  courseId: z.string(),
  lessonId: z.string(),
  lessonAt: z.number(),
  lessonTitle: z.string(),
  anchor: z.string(),
  heading: z.string(),
  body: z.string(),
});

const noteSchema = z.object({
  ...found,
  courseId: z.string(),
  lessonId: z.string(),
  lessonAt: z.number(),
  lessonTitle: z.string(),
  reflectId: z.string(),
  body: z.string(),
});

/** The rows of the one statement: each group is a JSON list in text. */
export const foundSchemas = {
  people: z.array(personSchema),
  cohorts: z.array(cohortSchema),
  lessons: z.array(passageSchema),
  terms: z.array(passageSchema),
  notes: z.array(noteSchema),
};

export type FoundPerson = z.output<typeof personSchema>;
export type FoundCohort = z.output<typeof cohortSchema>;
export type FoundPassage = z.output<typeof passageSchema>;
export type FoundNote = z.output<typeof noteSchema>;

/**
 * A result as the page shows it. `href`: null where it cannot be opened any more; `place`: what it belongs to, in words;
 * `text`: where the words stand.
 */
export type Result = {
  key: string;
  href: string | null;
  title: Piece[];
  place: Piece[];
  text: Piece[];
};

/** A group of results. Where `total` is beyond `mostCounted` there are more than that. */
export type Group = { name: GroupName; results: Result[]; total: number };

/** What a search found. `words`: what it looked for, folded; none where that was too short. `left`: more was typed. */
export type Found = { words: string[]; left: boolean; groups: Group[] };
