import { z } from 'zod';
import { sentIdSchema } from '#app/features/curriculum/items/id-schema.ts';
import { lessonFormSchema } from '#app/features/records/completions/schema.ts';

/** What the lesson page takes from a conversation played in it. Client-safe: no I/O here. */

const scenarioId = sentIdSchema;
const runNumber = z.coerce.number().int().min(1).max(1_000_000);

/**
 * A reply: `step` (1-based) and `run` (1-based) say where the page stood that it was given on, and `revision` what the
 * page was made from, so that a page left open, sent twice or gone stale cannot answer something it did not show.
 */
const chooseReplySchema = z.object({
  intent: z.literal('choose-reply'),
  scenario: scenarioId,
  run: runNumber,
  step: z.coerce.number().int().min(1).max(1000),
  revision: z.string().max(200),
  choice: z.string().max(200).default(''),
});

/** Begins the run of this number; one that is still open is left where it stands. */
const startScenarioSchema = z.object({
  intent: z.literal('start-scenario'),
  scenario: scenarioId,
  run: runNumber,
});

/** Skips the conversation in the run of this number. */
const skipScenarioSchema = z.object({
  intent: z.literal('skip-scenario'),
  scenario: scenarioId,
  run: runNumber,
});

/** A form of the lesson page: of the lesson itself, or of a conversation in it. */
export const lessonPageFormSchema = z.discriminatedUnion('intent', [
  ...lessonFormSchema.options,
  chooseReplySchema,
  startScenarioSchema,
  skipScenarioSchema,
]);

export type LessonPageForm = z.infer<typeof lessonPageFormSchema>;
export type ChooseReply = z.infer<typeof chooseReplySchema>;
export type StartScenario = z.infer<typeof startScenarioSchema>;
export type SkipScenario = z.infer<typeof skipScenarioSchema>;
