import { z } from 'zod';
import { contentIdSchema } from '#app/features/curriculum/schema.ts';
import { fieldNames, maxSequence, sameChoice } from './answer-rules.ts';

/**
 * The shapes of assessment: attempts, responses, gradings, and the forms that change them. Client-safe: no I/O here,
 * and nothing here holds an answer key.
 */

/** How an attempt stands. `expired` and `voided` are written by rules that come with deadlines and regrading. */
export const attemptStatusSchema = z.enum(['open', 'submitted', 'expired', 'voided']);
export type AttemptStatus = z.infer<typeof attemptStatusSchema>;

/** The value of a response: ids of the chosen options, in the order of the item; empty = answer taken back. */
export const responseValueSchema = z.array(z.string().max(80)).max(50);
export type ResponseValue = z.infer<typeof responseValueSchema>;

/** How an item came out. */
export const outcomeSchema = z.enum(['right', 'partly', 'wrong', 'unanswered']);
export type Outcome = z.infer<typeof outcomeSchema>;

/** `Grading.detailJson`: item id to points (0..1), outcome, and the option ids that were graded. */
export const gradingDetailSchema = z.record(
  contentIdSchema,
  z.object({ points: z.number(), outcome: outcomeSchema, chosen: responseValueSchema }),
);
export type GradingDetail = z.infer<typeof gradingDetailSchema>;

/** What an attempt earned. Points as numbers for showing and averaging; `passed` was decided in whole numbers. */
export type GradedAttempt = {
  points: number;
  maxPoints: number;
  score: number;
  passed: boolean;
  detail: GradingDetail;
};

/** One answer on its way to the database. `seq`: see `toSequence` in answer-rules.ts. */
export type Answer = { itemId: string; value: ResponseValue; seq: number };

// Made once: building a schema costs more than using it, and every save uses this one.
const answerSchema = z.object({
  itemId: z.string().min(1).max(80),
  value: responseValueSchema,
  seq: z.coerce.number().int().min(1).max(maxSequence),
});

/** What the quiz page's form asks for. */
export const quizIntentSchema = z.object({ intent: z.literal('start-attempt') });

/** What the attempt page's form asks for. `confirm-submit`: submit with unanswered items. */
export const attemptIntentSchema = z.object({
  intent: z.enum(['save-responses', 'submit-attempt', 'confirm-submit']),
});

function valuesByItem(form: FormData, prefix: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [name, value] of form) {
    if (!name.startsWith(prefix) || typeof value !== 'string') continue;
    const itemId = name.slice(prefix.length);
    found.set(itemId, [...(found.get(itemId) ?? []), value]);
  }
  return found;
}

/**
 * The answers in a save request: one for each `seq.<item>` field, chosen options from `item.<item>`.
 * Null when a sequence number is missing or not a whole number, or a value is out of bounds.
 */
export function readAnswers(form: FormData): Answer[] | null {
  const values = valuesByItem(form, fieldNames.item(''));
  const sequences = valuesByItem(form, fieldNames.sequence(''));
  for (const itemId of values.keys()) if (!sequences.has(itemId)) return null;
  const answers = [...sequences].map(([itemId, [seq]]) =>
    answerSchema.safeParse({ itemId, value: values.get(itemId) ?? [], seq }),
  );
  const read = answers.flatMap(({ data }) => (data ? [data] : []));
  return read.length === answers.length && read.length > 0 ? read : null;
}

/**
 * The answers in the page's form that differ from what the page was made with: only these are this page's doing, so
 * that saving a stale page cannot undo an answer given elsewhere. Null when a value is out of bounds.
 */
export function readChangedAnswers(form: FormData): Omit<Answer, 'seq'>[] | null {
  const values = valuesByItem(form, fieldNames.item(''));
  const before = valuesByItem(form, fieldNames.before(''));
  const changed: Omit<Answer, 'seq'>[] = [];
  for (const itemId of new Set([...values.keys(), ...before.keys()])) {
    const value = responseValueSchema.safeParse(values.get(itemId) ?? []);
    if (!value.success || itemId.length > 80) return null;
    const was = before.get(itemId)?.[0];
    if (was === undefined || !sameChoice(value.data, was.split(' ').filter(Boolean))) {
      changed.push({ itemId, value: value.data });
    }
  }
  return changed;
}
