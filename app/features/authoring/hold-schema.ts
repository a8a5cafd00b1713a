import { z } from 'zod';
import { sentIdSchema } from '#app/features/curriculum/items/id-schema.ts';
import { reasonLimit } from '#app/features/records/gradings/decision-schema.ts';

const why =
  'Write why, in a few words: it stays on record, and those who teach the lesson read it.';

/** What administrators send about lessons that wait for local rules. */
export const heldLessonFormSchema = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('open-lesson'),
    lesson: sentIdSchema,
    reason: z
      .string({ error: why })
      .trim()
      .min(3, why)
      .max(reasonLimit, 'Shorten the reason to 1,000 characters.'),
  }),
  z.object({ intent: z.literal('hold-lesson-back'), lesson: sentIdSchema }),
]);
