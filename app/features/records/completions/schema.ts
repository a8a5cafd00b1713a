import { z } from 'zod';
import { sentIdSchema } from '#app/features/curriculum/items/id-schema.ts';
import { whyTooLong } from './note-rules.ts';

/** What the learning pages take from a browser, and the shapes of a cadet's progress. Client-safe: no I/O here. */

/** The most active time one report may claim, in seconds. */
export const beatLimitSeconds = 60;

const noteSchema = z
  .string()
  .default('')
  .superRefine((text, context) => {
    const message = whyTooLong(text);
    if (message) context.addIssue({ code: 'custom', message });
  });

// What is left empty, a place that was not chosen for one, is not part of the answer; Conform reads it as undefined.
const optionsSchema = z
  .array(z.string().default(''))
  .max(50)
  .default([])
  .transform((parts) => parts.map((part) => part.trim()).filter((part) => part !== ''));

const answerCheckSchema = z.object({
  intent: z.literal('answer-check'),
  check: sentIdSchema,
  option: optionsSchema,
});

const saveReflectionSchema = z.object({
  intent: z.literal('save-reflection'),
  reflect: sentIdSchema,
  body: noteSchema,
});

/** A form of the lesson page. */
export const lessonFormSchema = z.discriminatedUnion('intent', [
  answerCheckSchema,
  saveReflectionSchema,
  // `unscripted`: the page had no script to measure the time.
  z.object({ intent: z.literal('finish-reading'), unscripted: z.stringbool().optional() }),
]);

const blockIndexSchema = z.coerce.number().int().min(0).max(100_000);
const lessonPlace = { course: sentIdSchema, lesson: sentIdSchema };

/**
 * What the reader's script reports while a lesson is open. `block` is the furthest block seen and `lastBlock` the one
 * on screen, both 0-based; `seconds` the active time since the last report that was acknowledged.
 */
const saveProgressSchema = z.object({
  intent: z.literal('save-progress'),
  ...lessonPlace,
  block: blockIndexSchema,
  lastBlock: blockIndexSchema,
  reachedEnd: z.stringbool().default(false),
  /** The end was reached in this visit, whatever was read before; said once. */
  endSeen: z.stringbool().optional(),
  seconds: z.coerce.number().min(0).max(86_400).default(0),
});

/** What scripts send to the progress route: a report, or a note to save. */
export const progressFormSchema = z.discriminatedUnion('intent', [
  saveProgressSchema,
  saveReflectionSchema.extend(lessonPlace),
]);

/** The stored answer to a check: ids of the options chosen. */
export const checkValueSchema = z.array(z.string());

/** Ids of the checks of a lesson that were answered, as queries list them. */
export const checkIdsSchema = z.array(z.string());

/** The rule as it stood when a completion was written. */
export const completionRuleSchema = z.object({
  reachedEnd: z.boolean(),
  checks: z.array(z.string()),
  quiz: z.string().nullable(),
  leastMinutes: z.number().int().optional(),
});

/** How a lesson stands for a cadet. `waiting`: read to the end, while a check or the quiz is still open. */
export type LessonState = 'open' | 'under-way' | 'waiting' | 'done' | 'overdue';

/** One part of the completion rule: whether it is met, and a sentence that says so to the cadet. */
export type RuleLine = {
  rule: 'reached-end' | 'time-measured' | 'checks-answered' | 'quiz-passed';
  met: boolean;
  text: string;
  /** The first check still to answer, for a link. */
  check?: string;
};

export type SaveProgress = z.infer<typeof saveProgressSchema>;
export type LessonForm = z.infer<typeof lessonFormSchema>;
export type CompletionRule = z.infer<typeof completionRuleSchema>;
