import { z } from 'zod';
import { contentIdSchema } from '#app/features/curriculum/items/id-schema.ts';
import { outcomeSchema } from '#app/features/curriculum/items/outcome-schema.ts';
import { sameChoice } from '#app/features/curriculum/items/value-rules.ts';
import { fieldNames, maxSequence, splitValue } from './answer-rules.ts';

/**
 * The shapes of assessment: attempts, responses, gradings, and the forms that change them. Client-safe: no I/O here,
 * and nothing here holds an answer key.
 */

/** How an attempt stands. `expired`: closed by its deadline. `voided`: does not count, by an instructor's decision. */
export const attemptStatusSchema = z.enum(['open', 'submitted', 'expired', 'voided']);
export type AttemptStatus = z.infer<typeof attemptStatusSchema>;

/**
 * The value of a response, a set of texts; empty = answer taken back. Ids of the chosen options; of an ordering
 * 'option=position' (1-based) and of a matching 'option=target' for each entry that was placed; of a numeric or text
 * item what was typed. How long that may be is the item's rule, whose words leave the text where it is.
 */
export const responseValueSchema = z.array(z.string()).max(50);
export type ResponseValue = z.infer<typeof responseValueSchema>;

/** Why there is a grading: the attempt was closed, its key was fixed, or an instructor read or reconsidered an answer. */
export const gradingKindSchema = z.enum(['original', 'key-fix', 'manual', 'appeal']);
export type GradingKind = z.infer<typeof gradingKindSchema>;

/** `Grading.detailJson`: item id to points (0..1), outcome, and the value graded. `decided`: by an instructor. */
export const gradingDetailSchema = z.record(
  contentIdSchema,
  z.object({
    points: z.number(),
    outcome: outcomeSchema,
    chosen: responseValueSchema,
    decided: z.literal(true).optional(),
  }),
);
export type GradingDetail = z.infer<typeof gradingDetailSchema>;

/**
 * What an attempt earned. Points as numbers for showing and averaging; `passed` was decided in whole numbers. `pending`:
 * how many texts an instructor has to read before this is final.
 */
export type GradedAttempt = {
  points: number;
  maxPoints: number;
  score: number;
  passed: boolean;
  pending: number;
  detail: GradingDetail;
};

/** `Attempt.drawnJson`: ids of the items that an attempt has. */
export const drawnSchema = z.array(contentIdSchema);

/**
 * One answer on its way to the database. `seq`: see `toSequence` in answer-rules.ts. `spentMs`: how long the item was in
 * view so far, if the browser said.
 */
export type Answer = { itemId: string; value: ResponseValue; seq: number; spentMs?: number };

// Made once: building a schema costs more than using it, and every save uses this one.
const answerSchema = z.object({
  itemId: z.string().min(1).max(80),
  value: responseValueSchema,
  seq: z.coerce.number().int().min(1).max(maxSequence),
  // A measurement, never worth losing an answer for.
  spentMs: z.coerce.number().int().min(0).max(maxSequence).optional().catch(undefined),
});

/** What the quiz page's form asks for. */
export const quizIntentSchema = z.object({ intent: z.literal('start-attempt') });

/** What the attempt page's form asks for. `confirm-submit`: submit with unanswered items. */
export const attemptIntentSchema = z.enum(['save-responses', 'submit-attempt', 'confirm-submit']);

function valuesByItem(form: FormData, prefix: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [name, value] of form) {
    if (!name.startsWith(prefix) || typeof value !== 'string') continue;
    const itemId = name.slice(prefix.length);
    found.set(itemId, [...(found.get(itemId) ?? []), value]);
  }
  return found;
}

// What is left empty, an entry without a place for one, is not part of the answer.
function readValues(form: FormData): Map<string, string[]> {
  const values = valuesByItem(form, fieldNames.item(''));
  for (const [itemId, value] of values)
    values.set(
      itemId,
      value.map((part) => part.trim()).filter((part) => part !== ''),
    );
  return values;
}

/**
 * The answers in a save request: one for each `seq.<item>` field, its value from `item.<item>`, the time from `ms.<item>`.
 * Null when a sequence number is missing or not a whole number, or a value is out of bounds.
 */
export function readAnswers(form: FormData): Answer[] | null {
  const values = readValues(form);
  const spent = valuesByItem(form, fieldNames.spent(''));
  const sequences = valuesByItem(form, fieldNames.sequence(''));
  for (const itemId of values.keys()) if (!sequences.has(itemId)) return null;
  const answers = [...sequences].map(([itemId, [seq]]) =>
    answerSchema.safeParse({
      itemId,
      value: values.get(itemId) ?? [],
      seq,
      spentMs: spent.get(itemId)?.[0],
    }),
  );
  const read = answers.flatMap(({ data }) => (data ? [data] : []));
  return read.length === answers.length && read.length > 0 ? read : null;
}

/** What the attempt page's form asks for, see `attemptIntentSchema`, and the answers that it changes. */
export type AttemptForm = {
  intent: z.infer<typeof attemptIntentSchema>;
  changed: Omit<Answer, 'seq'>[];
};

/**
 * Reads the attempt page's form. Null when it asks for nothing known, or a value is out of bounds. Taking one answer back
 * saves the others as they are.
 */
export function readAttemptForm(form: FormData): AttemptForm | null {
  const cleared = form.get(fieldNames.clear);
  if (typeof cleared === 'string') {
    form.delete(fieldNames.item(cleared));
    form.set('intent', 'save-responses');
  }
  const intent = attemptIntentSchema.safeParse(form.get('intent'));
  const changed = readChangedAnswers(form);
  return intent.success && changed ? { intent: intent.data, changed } : null;
}

/**
 * The answers in the page's form that differ from what the page was made with: only these are this page's doing, so
 * that saving a stale page cannot undo an answer given elsewhere. Null when a value is out of bounds.
 */
function readChangedAnswers(form: FormData): Omit<Answer, 'seq'>[] | null {
  const values = readValues(form);
  const before = valuesByItem(form, fieldNames.before(''));
  const changed: Omit<Answer, 'seq'>[] = [];
  for (const itemId of new Set([...values.keys(), ...before.keys()])) {
    const value = responseValueSchema.safeParse(values.get(itemId) ?? []);
    if (!value.success || itemId.length > 80) return null;
    const was = before.get(itemId)?.[0];
    if (was === undefined || !sameChoice(value.data, splitValue(was))) {
      changed.push({ itemId, value: value.data });
    }
  }
  return changed;
}
