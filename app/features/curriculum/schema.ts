import { z } from 'zod';

/**
 * The shapes of the curriculum: what authors write (frontmatter, sources, glossary) and what the compiler makes of it
 * (bodies for a cadet's browser, keys that stay on the server). Client-safe: no I/O here.
 */

/** A content id: stable and unique for ever; lower case, digits and hyphens. */
export const contentIdSchema = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'use lower-case letters, digits and single hyphens')
  .max(80);

const localDateSchema = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'write the date as YYYY-MM-DD')
  .refine((text) => {
    const day = new Date(`${text}T00:00:00Z`);
    // JavaScript takes 31 February for 3 March.
    return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
  }, 'this day does not exist');

/**
 * Frontmatter of `course.mdx`. `retired`: ids of lessons and quizzes withdrawn on purpose, so that a vanished id with
 * records behind it is known not to be a slip.
 */
export const courseFrontmatterSchema = z.strictObject({
  id: contentIdSchema,
  title: z.string().min(3).max(120),
  summary: z.string().min(10).max(400),
  standards: z.array(z.string()).default([]),
  retired: z.array(contentIdSchema).default([]),
  lastReviewed: localDateSchema,
  edition: z.number().int().min(1).default(1),
});

/** Frontmatter of `module.mdx`. `requiresQuiz`: its lessons are complete only once the module's quiz is passed. */
export const moduleFrontmatterSchema = z.strictObject({
  id: contentIdSchema,
  title: z.string().min(3).max(120),
  summary: z.string().min(10).max(400),
  requiresQuiz: z.boolean().default(false),
  edition: z.number().int().min(1).default(1),
});

/** One learning objective of a lesson; quiz items name it by `id`. */
export const objectiveSchema = z.strictObject({
  id: contentIdSchema,
  text: z.string().min(10).max(240),
});

/** Frontmatter of a lesson file. `minutes`: certified length online; `practiceMinutes`: role-play beside it. */
export const lessonFrontmatterSchema = z.strictObject({
  id: contentIdSchema,
  title: z.string().min(3).max(120),
  summary: z.string().min(10).max(400),
  minutes: z.number().int().min(1).max(480),
  practiceMinutes: z.number().int().min(0).max(480).default(0),
  objectives: z.array(objectiveSchema).min(1).max(6),
  sources: z.array(contentIdSchema).default([]),
  contentNotes: z.array(z.string()).default([]),
  standards: z.array(z.string()).default([]),
  lastReviewed: localDateSchema,
  authors: z.array(z.string()).default([]),
  reviewers: z.array(z.string()).default([]),
  edition: z.number().int().min(1).default(1),
});

/** When a cadet is shown option feedback and correct options of a finished attempt. */
export const releaseSchema = z.enum(['after-submit', 'after-pass', 'never']);

/** Rules of a quiz, enforced on the server. `passMark` in percent; `attempts` null = as many as needed. */
export const quizPolicySchema = z.strictObject({
  passMark: z.number().min(1).max(100).default(80),
  attempts: z.number().int().min(1).max(20).nullable().default(3),
  shuffle: z.boolean().default(true),
  feedback: releaseSchema.default('after-submit'),
  correctOptions: releaseSchema.default('after-pass'),
});

/** Frontmatter of `quiz.mdx`. */
export const quizFrontmatterSchema = quizPolicySchema.extend({
  id: contentIdSchema,
  title: z.string().min(3).max(120),
  summary: z.string().min(10).max(400),
  edition: z.number().int().min(1).default(1),
});

/** How strong the evidence in a source is. */
export const evidenceSchema = z.enum([
  'trial',
  'quasi',
  'observational',
  'review',
  'practice',
  'opinion',
]);

/** One record of `sources.yml`, keyed by its id. `limits`: what it does not show, in one sentence. */
export const sourceSchema = z.strictObject({
  authors: z.string().min(2),
  year: z.number().int().min(1800).max(2100).nullable(),
  title: z.string().min(3),
  publisher: z.string().optional(),
  url: z.url({ protocol: /^https?$/, error: 'write the full address, from https:// on' }),
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

const optionSchema = z.object({ id: z.string(), html: z.string() });

/** A selected-response item as a cadet may see it: no key, no feedback. `html` fields are sanitized HTML. */
export const itemSchema = z.object({
  id: contentIdSchema,
  type: z.enum(['single', 'multiple']),
  objective: contentIdSchema.nullable(),
  promptHtml: z.string(),
  options: z.array(optionSchema).min(2),
});

/** One piece of a compiled lesson, in reading order. */
export const blockSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('html'), html: z.string() }),
  z.object({ type: z.literal('check'), required: z.boolean(), item: itemSchema }),
  z.object({ type: z.literal('reflect'), id: contentIdSchema, promptHtml: z.string() }),
]);

/** An entry of the in-page outline; `id` is the anchor, `depth` 2 or 3. */
export const outlineEntrySchema = z.object({ id: z.string(), text: z.string(), depth: z.number() });

/** A numbered reference at the end of a lesson. */
export const referenceSchema = sourceSchema.extend({
  number: z.number().int(),
  id: contentIdSchema,
});

/** A compiled lesson, safe for a cadet's browser. */
export const lessonBodySchema = z.object({
  frontmatter: lessonFrontmatterSchema,
  blocks: z.array(blockSchema),
  outline: z.array(outlineEntrySchema),
  references: z.array(referenceSchema),
  terms: z.array(z.object({ id: contentIdSchema, term: z.string(), meaning: z.string() })),
  words: z.number().int(),
});

/** The key of one item: correct option ids, feedback HTML and misconception text by option id. Server only. */
export const itemKeySchema = z.object({
  correct: z.array(z.string()).min(1),
  feedback: z.record(z.string(), z.string()),
  misconceptions: z.record(z.string(), z.string()),
});

/** Keys by item id: of a lesson's checks, or of a quiz's items. Server only. */
export const answerKeySchema = z.record(contentIdSchema, itemKeySchema);

/** A compiled quiz, safe for a cadet's browser. */
export const quizBodySchema = z.object({
  frontmatter: quizFrontmatterSchema,
  introHtml: z.string(),
  items: z.array(itemSchema).min(1),
});

/** A compiled module page. */
export const moduleBodySchema = z.object({
  frontmatter: moduleFrontmatterSchema,
  html: z.string(),
});

/** A compiled course page. */
export const courseBodySchema = z.object({
  frontmatter: courseFrontmatterSchema,
  html: z.string(),
});

export type Block = z.infer<typeof blockSchema>;
export type Item = z.infer<typeof itemSchema>;
export type ItemKey = z.infer<typeof itemKeySchema>;
export type AnswerKey = z.infer<typeof answerKeySchema>;
export type LessonBody = z.infer<typeof lessonBodySchema>;
export type QuizBody = z.infer<typeof quizBodySchema>;
export type QuizPolicy = z.infer<typeof quizPolicySchema>;
export type ModuleBody = z.infer<typeof moduleBodySchema>;
export type CourseBody = z.infer<typeof courseBodySchema>;
export type Source = z.infer<typeof sourceSchema>;
export type Term = z.infer<typeof termSchema>;
export type Reference = z.infer<typeof referenceSchema>;

/** What kind of thing a revision is of. */
export type ContentKind = 'course' | 'module' | 'lesson' | 'quiz';

/** A thing wrong in a content file, in the author's words. `line` and `column` are 1-based; 0 = the whole file. */
export const contentProblemSchema = z.object({
  file: z.string(),
  line: z.number().int(),
  column: z.number().int(),
  rule: z.string(),
  level: z.enum(['error', 'warning']),
  message: z.string(),
});

export type ContentProblem = z.infer<typeof contentProblemSchema>;

/** A lesson in the published tree. `number` is its place for readers, such as '1.2'. */
export type PublishedLesson = {
  id: string;
  number: string;
  title: string;
  summary: string;
  minutes: number;
  practiceMinutes: number;
  revisionId: string;
  requiredChecks: string[];
  blockCount: number;
};

/** A quiz in the published tree. */
export type PublishedQuiz = {
  id: string;
  title: string;
  summary: string;
  revisionId: string;
  policy: QuizPolicy;
  itemCount: number;
};

/** A module in the published tree, lessons in order. */
export type PublishedModule = {
  id: string;
  number: number;
  title: string;
  summary: string;
  html: string;
  revisionId: string;
  requiresQuiz: boolean;
  lessons: PublishedLesson[];
  quiz: PublishedQuiz | null;
};

/** A course as published now, modules in order. `minutes` is the sum over its lessons. */
export type PublishedCourse = {
  id: string;
  title: string;
  summary: string;
  html: string;
  revisionId: string;
  minutes: number;
  modules: PublishedModule[];
};
