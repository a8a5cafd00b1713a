import { z } from 'zod';
import { daySchema } from './admin-schema.ts';

/** What is done with cadets who were ticked in the grid of their cohort. Client-safe: no I/O here. */

const deeds = ['extend', 'move', 'withdraw'] as const;
export type Deed = (typeof deeds)[number];

const why = 'Write why, in a few words: it stays on record.';

/** Why something is done, for those who teach. */
export const recordedReasonSchema = z
  .string({ error: why })
  .trim()
  .min(3, why)
  .max(1000, 'Shorten the reason to 1,000 characters.');

const idSchema = z.string().min(1).max(100);
const nobody = 'Nobody is ticked. Go back and tick whom it is about.';
const cadets = z.array(idSchema).min(1, nobody).max(2000);
const course = idSchema.optional();

/** To ask before it is done; to do it; to take back what was done at an instant (ms since the epoch). */
export const chosenFormSchema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('ask-chosen'), what: z.enum(deeds), course, cadet: cadets }),
  z.object({
    intent: z.literal('extend-chosen'),
    course: idSchema,
    cadet: cadets,
    dueOn: daySchema,
    reason: recordedReasonSchema,
    pastMeant: z.literal('on').optional(),
  }),
  z.object({
    intent: z.literal('move-chosen'),
    course,
    cadet: cadets,
    to: z.string({ error: 'Choose the cohort that they go to.' }).max(100),
  }),
  z.object({ intent: z.literal('withdraw-chosen'), course, cadet: cadets }),
  z.object({
    intent: z.literal('undo-chosen'),
    what: z.enum(deeds),
    at: z.string().regex(/^\d{1,15}$/),
    course,
    to: idSchema.optional(),
  }),
]);
export type ChosenForm = z.infer<typeof chosenFormSchema>;

/** What was just done, as an address carries it: 'extend-1764504000000'. `at`: the instant, in ms since the epoch. */
export type Done = { what: Deed; at: number };

/** Reads what `Done` says of an address; null when it makes no sense. */
export function parseDone(text: string | null): Done | null {
  const [what, at = ''] = text?.split('-') ?? [];
  const deed = deeds.find((one) => one === what);
  return deed && /^\d{1,15}$/.test(at) ? { what: deed, at: Number(at) } : null;
}

type SentValues = Readonly<Record<string, unknown>>;

/** What a form is about, also one that was refused: by `what`, else by its intent; setting a date if it says neither. */
export function toDeed({ what, intent }: SentValues): Deed {
  return deeds.find((deed) => deed === what || `${deed}-chosen` === intent) ?? 'extend';
}

/** The ids that a form carries, also one that was refused. */
export function toSentCadets({ cadet }: SentValues): string[] {
  const values = Array.isArray(cadet) ? cadet : [cadet];
  return values.filter((value) => typeof value === 'string').slice(0, 2000);
}
