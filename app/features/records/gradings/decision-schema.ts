import { z } from 'zod';
import { contentIdSchema, sentIdSchema } from '#app/features/curriculum/items/id-schema.ts';

/** What the forms of regrading, reading answers, voiding and reopening ask for. Client-safe: no I/O here. */

/** How a fixed key treats an item, see `ItemPolicy`. */
const itemPolicySchema = z.enum(['new-key', 'accept-both', 'drop']);

/** `Regrade.policiesJson`: item id to policy. */
export const policiesSchema = z.record(contentIdSchema, itemPolicySchema);
export type Policies = z.infer<typeof policiesSchema>;

/** The most characters of a reason. */
export const reasonLimit = 1000;

/** Why something is done, for the record and for the cadet. */
export const reasonSchema = z
  .string({ error: 'Write why, in a few words: it stays on record, and the cadets read it.' })
  .trim()
  .min(3, 'Write why, in a few words: it stays on record, and the cadets read it.')
  .max(reasonLimit, 'Shorten the reason to 1,000 characters.');

/** The names of the fields of the page's address. */
export const regradeFields = { policy: (itemId: string) => `policy.${itemId}`, lower: 'lower' };

/** What a regrade page's address asks for; items that it says nothing of have the policy they would have anyway. */
export type RegradeQuery = { policies: Policies; neverLower: boolean };

/** Reads the page's address. Whatever makes no sense counts as not said. */
export function readRegradeQuery(query: URLSearchParams): RegradeQuery {
  const policies: Policies = {};
  const prefix = regradeFields.policy('');
  for (const [name, value] of query) {
    const policy = itemPolicySchema.safeParse(value);
    const itemId = contentIdSchema.safeParse(name.slice(prefix.length));
    if (name.startsWith(prefix) && policy.success && itemId.success)
      policies[itemId.data] = policy.data;
  }
  return { policies, neverLower: query.get(regradeFields.lower) !== 'allow' };
}

/** The fields of the address that say a query. */
export function writeRegradeQuery({ policies, neverLower }: RegradeQuery): Record<string, string> {
  const fields = Object.entries(policies).map(([id, policy]) => [regradeFields.policy(id), policy]);
  return { ...Object.fromEntries(fields), ...(!neverLower && { [regradeFields.lower]: 'allow' }) };
}

/** Applying a regrade. `preview`: the fingerprint of what was shown. */
export const applyRegradeSchema = z.object({
  intent: z.literal('apply-regrade'),
  preview: z.string().min(1).max(200),
  reason: reasonSchema,
});

const pointsSchema = (steps: readonly number[]) =>
  z
    .string({ error: 'Choose the points.' })
    .refine((text) => steps.map(String).includes(text), 'Choose the points.')
    .transform(Number);

/** The points an answer that was read can get. */
export const answerPoints = [1, 0.5, 0] as const;

/** The points an item can get on appeal. */
export const appealPoints = [1, 0.75, 0.5, 0.25, 0] as const;

const idsSchema = z
  .array(z.string().min(1).max(100))
  .max(1000)
  .default([])
  .refine((ids) => ids.length > 0, 'Choose at least one cadet.');

/** The form of an answer that waits to be read, given by one cadet or by several. `text`: as `normalizeText` makes it. */
export const gradeAnswerSchema = z.object({
  intent: z.literal('grade-answer'),
  item: sentIdSchema,
  text: z.string().max(2000),
  attempt: idsSchema,
  points: pointsSchema(answerPoints),
  reason: reasonSchema,
});

/** The forms of an attempt's page, for those who teach. */
export const attemptReviewSchema = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('decide-appeal'),
    item: sentIdSchema,
    points: pointsSchema(appealPoints),
    reason: reasonSchema,
  }),
  gradeAnswerSchema.omit({ attempt: true }),
  z.object({ intent: z.literal('void-attempt'), reason: reasonSchema }),
  z.object({
    intent: z.literal('reopen-attempt'),
    minutes: z.coerce
      .number({ error: 'Write the minutes as a whole number.' })
      .int('Write the minutes as a whole number.')
      .min(1, 'Give at least one minute.')
      .max(10_080, 'Give at most a week: 10080 minutes.')
      .optional(),
    reason: reasonSchema,
  }),
]);
export type AttemptReviewForm = z.infer<typeof attemptReviewSchema>;
