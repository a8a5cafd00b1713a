import { z } from 'zod';
import { later, timing } from '#app/features/curriculum/items/hash-schema.ts';
import { contentIdSchema } from '#app/features/curriculum/items/id-schema.ts';
import { localDateSchema } from './date-schema.ts';

/** Why an edition rose: `wording` asks nothing of those who completed the old one; the others may. */
export const changeClassSchema = z.enum(['wording', 'substantive', 'legal']);

/** An instant on the academy's clock, as authors write it: '2026-12-01T08:00'. */
const localInstantSchema = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, {
    error: 'write the time as YYYY-MM-DDTHH:MM',
    abort: true,
  })
  .refine((text) => {
    const at = new Date(`${text}:00Z`);
    return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
  }, 'this time does not exist');

// What every published file says of its edition. `change` is asked for once `edition` is above 1; `releaseAt` keeps the
// edition before it in force until then, and `draft` until that line is taken out.
const editionFields = {
  edition: z.number().int().min(1).default(1),
  change: changeClassSchema.optional(),
  releaseAt: timing(localInstantSchema.optional()),
  draft: timing(z.boolean().optional()),
};

/**
 * Frontmatter of `course.mdx`. `retired`: ids of lessons and quizzes withdrawn on purpose, so that a vanished id with
 * records behind it is known not to be a slip. `failedAttempts`: how many failed attempts a cadet has over all quizzes of
 * the course before an instructor must decide; null = no cap over the course. `leastTime`: percent of a lesson's minutes
 * that must have been measured before the lesson is complete; null = none. `rereadOn`:
 * after which changes those who completed a lesson are to read the new edition as well.
 */
export const courseFrontmatterSchema = z.strictObject({
  id: contentIdSchema,
  title: z.string().min(3).max(120),
  summary: z.string().min(10).max(400),
  standards: z.array(z.string()).default([]),
  retired: z.array(contentIdSchema).default([]),
  lastReviewed: localDateSchema,
  failedAttempts: later(z.number().int().min(1).max(100).nullable().default(null)),
  leastTime: later(z.number().int().min(1).max(100).nullable().default(null)),
  rereadOn: later(z.array(changeClassSchema.exclude(['wording'])).default([])),
  ...editionFields,
});

/** Frontmatter of `module.mdx`. `requiresQuiz`: its lessons are complete only once the module's quiz is passed. */
export const moduleFrontmatterSchema = z.strictObject({
  id: contentIdSchema,
  title: z.string().min(3).max(120),
  summary: z.string().min(10).max(400),
  requiresQuiz: z.boolean().default(false),
  ...editionFields,
});

/** One learning objective of a lesson; quiz items name it by `id`. */
const objectiveSchema = z.strictObject({
  id: contentIdSchema,
  text: z.string().min(10).max(240),
});

/** Who has read a lesson for the academy, when, and what of it. */
const reviewerSchema = z.strictObject({
  name: z.string().min(2).max(120),
  role: z.string().min(2).max(200),
  date: localDateSchema,
  read: z.string().min(3).max(300),
});

/** A reviewer of a lesson; a bare name in editions from before roles and dates were asked for. */
export type Reviewer = z.infer<typeof reviewerSchema> | string;

/**
 * Frontmatter of a lesson file. `minutes`: certified length online; `practiceMinutes`: role-play beside it. `needsRules`:
 * local rules in it without which no cadet gets the lesson, such as whom to call.
 */
export const lessonFrontmatterSchema = z.strictObject({
  id: contentIdSchema,
  title: z.string().min(3).max(120),
  summary: z.string().min(10).max(400),
  minutes: z.number().int().min(1).max(480),
  practiceMinutes: z.number().int().min(0).max(480).default(0),
  objectives: z.array(objectiveSchema).min(1).max(6),
  sources: z.array(contentIdSchema).default([]),
  contentNotes: z.array(z.string()).default([]),
  needsRules: later(z.array(contentIdSchema).default([])),
  standards: z.array(z.string()).default([]),
  lastReviewed: localDateSchema,
  authors: z.array(z.string()).default([]),
  reviewers: z.array(z.union([reviewerSchema, z.string().min(2)])).default([]),
  ...editionFields,
});

/** When a cadet is shown option feedback and correct options of a finished attempt. */
const releaseSchema = z.enum(['after-submit', 'after-pass', 'after-due', 'never']);

/**
 * One line of a blueprint: how many items an attempt draws of those with this objective or this tag. `measuredBy`: where
 * an objective that asks for doing is seen to be met, since to choose a line is not to say one.
 */
const blueprintLineSchema = z.union([
  z.strictObject({
    objective: contentIdSchema,
    items: z.number().int().min(1).max(200),
    measuredBy: z.enum(['practical', 'written']).optional(),
  }),
  z.strictObject({ tag: contentIdSchema, items: z.number().int().min(1).max(200) }),
]);

/**
 * A judge of the pass mark and what they expect of somebody who is just good enough, in percent of the points: the mean of
 * their sheet in a modified Angoff procedure (Angoff 1971, in Thorndike, Educational Measurement, 508-600). Real people only.
 */
const judgeSchema = z.strictObject({
  name: z.string().min(2).max(80),
  role: z.string().min(2).max(80),
  date: localDateSchema,
  expects: z.number().min(0).max(100),
});

/**
 * Rules of a quiz, enforced on the server. `passMark` in percent; `attempts` null = as many as needed. `practice`: counts
 * for nothing. `waitHours`: from the end of one attempt to the start of the next. `timeLimitMinutes` null = no limit;
 * extra time is the cadet's, not the quiz's. `draw`: so many items of the whole pool; `blueprint`: so many of each part;
 * without either an attempt has every item. `unseenFirst`: a retake draws items the cadet has not met yet first.
 * `remediation`: lessons to read to the end again between a failed attempt and the next. `afterDue`: whether attempts
 * start, and open ones go on, once the assignment is due. `judges`: who set the pass mark; without any, its authors did.
 */
export const quizPolicySchema = z.strictObject({
  passMark: z.number().min(1).max(100).default(80),
  attempts: z.number().int().min(1).max(20).nullable().default(3),
  practice: later(z.boolean().default(false)),
  waitHours: later(
    z
      .number()
      .min(0)
      .max(24 * 60)
      .default(0),
  ),
  timeLimitMinutes: later(z.number().int().min(1).max(480).nullable().default(null)),
  draw: later(z.number().int().min(1).max(200).nullable().default(null)),
  blueprint: later(z.array(blueprintLineSchema).min(1).nullable().default(null)),
  shuffle: z.boolean().default(true),
  unseenFirst: later(z.boolean().default(false)),
  remediation: later(z.array(contentIdSchema).default([])),
  afterDue: later(z.enum(['open', 'closed']).default('open')),
  judges: later(z.array(judgeSchema).default([])),
  feedback: releaseSchema.default('after-submit'),
  correctOptions: releaseSchema.default('after-pass'),
});

/** Frontmatter of `quiz.mdx`. */
export const quizFrontmatterSchema = quizPolicySchema.extend({
  id: contentIdSchema,
  title: z.string().min(3).max(120),
  summary: z.string().min(10).max(400),
  ...editionFields,
});

/**
 * Frontmatter of `practical.mdx`: the role-plays of a module. `lessons`: what they practise. `rubric`: when cadets are shown
 * the rater's sheets and the rubrics; `after-due`: once the assignment is due for them, so never without a due date.
 */
export const practicalFrontmatterSchema = z.strictObject({
  id: contentIdSchema,
  title: z.string().min(3).max(120),
  summary: z.string().min(10).max(400),
  minutes: z.number().int().min(1).max(960),
  lessons: z.array(contentIdSchema).min(1),
  contentNotes: z.array(z.string()).default([]),
  rubric: later(z.enum(['before', 'after-due', 'never']).default('before')),
  ...editionFields,
});

/**
 * Frontmatter of a survey in `surveys/`. `answers`: the labelled points of its scale, from lowest to highest. `when`:
 * occasions on which it is asked.
 */
export const surveyFrontmatterSchema = z.strictObject({
  id: contentIdSchema,
  title: z.string().min(3).max(120),
  summary: z.string().min(10).max(400),
  minutes: z.number().int().min(1).max(60),
  answers: z.array(z.string().min(1).max(60)).min(2).max(10),
  when: z.array(z.string().min(2).max(80)).default([]),
  ...editionFields,
});

/** How strong the evidence in a source is. */
const evidenceSchema = z.enum(['trial', 'quasi', 'observational', 'review', 'practice', 'opinion']);

/**
 * One record of `sources.yml`, keyed by its id. `url`: a DOI or the publisher's page; left out where neither was found.
 * `verified`: somebody has read what the lesson rests on. `limits`: what it does not show, in one sentence.
 */
export const sourceSchema = z.strictObject({
  authors: z.string().min(2),
  year: z.number().int().min(1800).max(2100).nullable(),
  title: z.string().min(3),
  publisher: z.string().optional(),
  url: z
    .url({ protocol: /^https?$/, error: 'write the full address, from https:// on' })
    .optional(),
  accessed: localDateSchema,
  evidence: evidenceSchema,
  verified: z.boolean(),
  limits: z.string().min(10),
  correctionNote: z.string().optional(),
});

/** `sources.yml`: source id to record. */
export const sourcesFileSchema = z.record(contentIdSchema, sourceSchema);

/** One record of `glossary.yml`, keyed by its id: the term and its plain-words meaning. */
export const termSchema = z.strictObject({
  term: z.string().min(2),
  meaning: z.string().min(10).max(400),
});

/** `glossary.yml`: term id to record. */
export const glossaryFileSchema = z.record(contentIdSchema, termSchema);

export type ChangeClass = z.infer<typeof changeClassSchema>;
export type QuizPolicy = z.infer<typeof quizPolicySchema>;
export type Source = z.infer<typeof sourceSchema>;
export type Term = z.infer<typeof termSchema>;
