import { z } from 'zod';
import { daySchema } from '#app/features/people/cohorts/admin-schema.ts';
import { recordedReasonSchema } from '#app/features/people/cohorts/chosen-schema.ts';
import { reasonSchema } from '#app/features/records/gradings/decision-schema.ts';
import { extraTimeFactors } from '#app/features/records/gradings/time-rules.ts';

/** What the page of one cadet asks for. Client-safe: no I/O here. */

/** How a choice of extra time is sent: the factor as text; no limit, and none at all, by name. */
const extraTimeChoices = ['none', ...extraTimeFactors.map(toChoice)] as const;

/** A factor of extra time as its form sends it; `null`: no time limit. */
export function toChoice(factor: number | null): string {
  return factor === null ? 'no-limit' : String(factor);
}

const unknown = 'Choose one of the list.';

const completion = z.string().min(1).max(100);

const courseSchema = z.string().min(1).max(100);

/**
 * Changing a cadet's extra time, `factor` undefined: none; or their own due date; voiding one of their completions, or
 * accepting one of which hardly any time was measured, and taking that back.
 */
export const cadetFormSchema = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('set-extra-time'),
    factor: z
      .string({ error: unknown })
      .refine((choice) => extraTimeChoices.includes(choice), unknown)
      .transform((choice) => extraTimeFactors.find((factor) => toChoice(factor) === choice)),
  }),
  z.object({ intent: z.literal('void-completion'), completion, reason: reasonSchema }),
  z.object({ intent: z.literal('accept-completion'), completion, reason: recordedReasonSchema }),
  z.object({ intent: z.literal('unaccept-completion'), completion }),
  z.object({
    intent: z.literal('set-own-date'),
    course: courseSchema,
    dueOn: daySchema,
    reason: recordedReasonSchema,
    pastMeant: z.literal('on').optional(),
  }),
  z.object({ intent: z.literal('end-own-date'), course: courseSchema }),
]);
export type CadetForm = z.infer<typeof cadetFormSchema>;
