import { z } from 'zod';
import { later } from '#app/features/curriculum/items/hash-schema.ts';
import { contentIdSchema } from '#app/features/curriculum/items/id-schema.ts';
import { optionSchema } from '#app/features/curriculum/items/option-schema.ts';
import { itemSchema, scenarioSchema } from '#app/features/curriculum/items/schema.ts';
import {
  courseFrontmatterSchema,
  lessonFrontmatterSchema,
  moduleFrontmatterSchema,
  practicalFrontmatterSchema,
  quizFrontmatterSchema,
  sourceSchema,
  surveyFrontmatterSchema,
} from './frontmatter-schema.ts';
import { kitFileSchema, standardsFileSchema } from './kit-schema.ts';

/** What the compiler makes of a file: bodies for a cadet's browser. Client-safe: no I/O here. */

/** One piece of a compiled lesson, in reading order. */
const blockSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('html'), html: z.string() }),
  z.object({ type: z.literal('check'), required: z.boolean(), item: itemSchema }),
  z.object({ type: z.literal('reflect'), id: contentIdSchema, promptHtml: z.string() }),
  z.object({ type: z.literal('scenario'), required: z.boolean(), scenario: scenarioSchema }),
]);

/** An entry of the in-page outline; `id` is the anchor, `depth` 2 or 3. */
const outlineEntrySchema = z.object({ id: z.string(), text: z.string(), depth: z.number() });

/** A numbered reference at the end of a lesson. */
const referenceSchema = sourceSchema.extend({
  number: z.number().int(),
  id: contentIdSchema,
});

/** A compiled lesson, safe for a cadet's browser. `openRules`: those it needs (`needsRules`) and its academy has not written. */
export const lessonBodySchema = z.object({
  frontmatter: lessonFrontmatterSchema,
  blocks: z.array(blockSchema),
  outline: z.array(outlineEntrySchema),
  references: z.array(referenceSchema),
  terms: z.array(z.object({ id: contentIdSchema, term: z.string(), meaning: z.string() })),
  words: z.number().int(),
  openRules: later(z.array(contentIdSchema).default([])),
});

/** A compiled quiz, safe for a cadet's browser. */
export const quizBodySchema = z.object({
  frontmatter: quizFrontmatterSchema,
  introHtml: z.string(),
  items: z.array(itemSchema).min(1),
});

/** A rubric of a practical: criteria by levels 0, 1, 2. `critical`: a 0 there means repeat, whatever the total. */
const rubricSchema = z.object({
  id: contentIdSchema,
  title: z.string(),
  lesson: contentIdSchema,
  pass: z.number().int(),
  levels: z.tuple([z.string(), z.string(), z.string()]),
  criteria: z.array(
    z.object({
      id: z.string(),
      html: z.string(),
      critical: z.boolean(),
      levels: z.tuple([z.string(), z.string(), z.string()]),
    }),
  ),
});

/** A compiled practical. */
export const practicalBodySchema = z.object({
  frontmatter: practicalFrontmatterSchema,
  blocks: z.array(
    z.discriminatedUnion('type', [
      z.object({ type: z.literal('html'), html: z.string() }),
      z.object({ type: z.literal('rubric'), rubric: rubricSchema }),
    ]),
  ),
  outline: z.array(outlineEntrySchema),
});

/**
 * A compiled survey. A `scale` asks every statement with the survey's answers; a `rank` asks to order its replies. Which
 * statements are scored in reverse is in the key (`correct` of the scale's id).
 */
export const surveyBodySchema = z.object({
  frontmatter: surveyFrontmatterSchema,
  blocks: z.array(
    z.discriminatedUnion('type', [
      z.object({ type: z.literal('html'), html: z.string() }),
      z.object({
        type: z.literal('scale'),
        id: contentIdSchema,
        title: z.string(),
        statements: z.array(optionSchema),
      }),
      z.object({
        type: z.literal('rank'),
        id: contentIdSchema,
        promptHtml: z.string(),
        replies: z.array(optionSchema),
      }),
    ]),
  ),
});

/** A compiled module page. */
export const moduleBodySchema = z.object({
  frontmatter: moduleFrontmatterSchema,
  html: z.string(),
});

/** A compiled course page. `kit`, by lesson, and `standards`: for those who teach, never for a cadet's browser. */
export const courseBodySchema = z.object({
  frontmatter: courseFrontmatterSchema,
  html: z.string(),
  kit: later(kitFileSchema.default({})),
  standards: later(standardsFileSchema.default({})),
});

/** The kinds of content, with what each is compiled to. */
export const bodySchemas = {
  course: courseBodySchema,
  module: moduleBodySchema,
  lesson: lessonBodySchema,
  quiz: quizBodySchema,
  practical: practicalBodySchema,
  survey: surveyBodySchema,
};

/** A thing wrong in a content file, in the author's words. `line` and `column` are 1-based; 0 = the whole file. */
export const contentProblemSchema = z.object({
  file: z.string(),
  line: z.number().int(),
  column: z.number().int(),
  rule: z.string(),
  level: z.enum(['error', 'warning']),
  message: z.string(),
});

export type ContentKind = keyof typeof bodySchemas;
export type ContentProblem = z.infer<typeof contentProblemSchema>;
export type Block = z.infer<typeof blockSchema>;
export type Rubric = z.infer<typeof rubricSchema>;
export type PracticalBody = z.infer<typeof practicalBodySchema>;
export type SurveyBody = z.infer<typeof surveyBodySchema>;
export type LessonBody = z.infer<typeof lessonBodySchema>;
export type QuizBody = z.infer<typeof quizBodySchema>;
export type ModuleBody = z.infer<typeof moduleBodySchema>;
export type CourseBody = z.infer<typeof courseBodySchema>;
export type Reference = z.infer<typeof referenceSchema>;
