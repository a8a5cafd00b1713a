import { z } from 'zod';
import { choiceFields, choiceKeyFields } from './choice/schema.ts';
import { later } from './hash-schema.ts';
import { hotSpotFields } from './hot-spot/schema.ts';
import { contentIdSchema } from './id-schema.ts';
import { matchingFields } from './matching/schema.ts';
import { numericFields, numericKeyFields } from './numeric/schema.ts';
import { optionSchema } from './option-schema.ts';
import { textKeyFields } from './text/schema.ts';

/** Items and scenarios as a cadet may see them, and their keys, which stay on the server. Client-safe: no I/O here. */

/**
 * The types of item: the one list of them. What differs from one to the other stands in `itemTypes` and `itemInputs`,
 * which are errors to the type checker as long as one is left out.
 */
export const itemTypeSchema = z.enum([
  'single',
  'multiple',
  'true-false',
  'ordering',
  'matching',
  'numeric',
  'text',
  'rating',
  'hot-spot',
]);

/**
 * An item as a cadet may see it: no key, no feedback. `html` fields are sanitized HTML. `options`: what can be chosen;
 * of an ordering the entries and of a matching the left side, both in an order that tells nothing; of a rating the
 * labelled points from first to last, of a hot spot the names of its places; none of numeric and text. Fields of other types are empty or null.
 */
export const itemSchema = z.object({
  id: contentIdSchema,
  type: itemTypeSchema,
  objective: contentIdSchema.nullable(),
  tags: later(z.array(contentIdSchema).default([])),
  promptHtml: z.string(),
  options: z.array(optionSchema),
  ...choiceFields,
  ...matchingFields,
  ...numericFields,
  ...hotSpotFields,
});

/** A condition on one variable of a scenario. */
const conditionSchema = z.object({
  variable: z.string(),
  is: z.enum(['at least', 'at most', 'below', 'above']),
  value: z.number().int(),
});

/**
 * A choice of a scene. `to`: the scene it leads to. Offered when every condition holds. What it means is in the key.
 * `recordingHtml`: the player of its recording, or nothing.
 */
const choiceSchema = z.object({
  id: z.string(),
  html: z.string(),
  recordingHtml: later(z.string().default('')),
  to: z.string(),
  conditions: z.array(conditionSchema),
  effects: z.array(z.object({ variable: z.string(), by: z.number().int() })),
});

/** How a scenario ends: `safe` by stepping back, which is never wrong. */
export const endingSchema = z.enum(['good', 'mixed', 'poor', 'safe']);

/** A piece of a scene's text, shown when every condition holds as the reader enters the scene. */
const passageSchema = z.object({ conditions: z.array(conditionSchema), html: z.string() });

/**
 * A scene of a scenario; one without choices is an ending. `html`: its text, apart from what is shown only sometimes.
 * `passages`: all of its text in order where some of it is; empty where none is.
 */
const sceneSchema = z.object({
  id: contentIdSchema,
  title: z.string().nullable(),
  html: z.string(),
  passages: later(z.array(passageSchema).default([])),
  end: endingSchema.nullable(),
  choices: z.array(choiceSchema),
});

/**
 * A branching conversation. The first scene is the start. `note`: what a reader may want to know beforehand; with one,
 * the scenario may be skipped. A cadet's browser gets one scene at a time, never this whole.
 */
export const scenarioSchema = z.object({
  id: contentIdSchema,
  title: z.string(),
  note: z.string().nullable(),
  introHtml: z.string(),
  variables: z.array(z.object({ name: z.string(), start: z.number().int() })),
  scenes: z.array(sceneSchema).min(2),
});

/** What a choice was, told once it is made. `safety` is never wrong; `repair` mends a mistake aloud. */
export const choiceKindSchema = z.enum(['best', 'fair', 'weak', 'repair', 'safety']);

/**
 * The key of one item or scenario; server only. `explanation`: HTML for the whole item. `choices`: of a scenario, by
 * choice id. Fields of other types are empty or null.
 */
const itemKeySchema = z.object({
  ...choiceKeyFields,
  explanation: later(z.string().nullable().default(null)),
  ...numericKeyFields,
  ...textKeyFields,
  choices: later(
    z
      .record(
        z.string(),
        z.object({ kind: choiceKindSchema, residentHtml: z.string(), officerHtml: z.string() }),
      )
      .default({}),
  ),
});

/** Keys by item id: of a lesson's checks, or of a quiz's items. Server only. */
export const answerKeySchema = z.record(contentIdSchema, itemKeySchema);

export type Item = z.infer<typeof itemSchema>;
export type ItemType = z.infer<typeof itemTypeSchema>;
export type Scenario = z.infer<typeof scenarioSchema>;
export type Scene = z.infer<typeof sceneSchema>;
export type ScenarioChoice = z.infer<typeof choiceSchema>;
export type ChoiceKind = z.infer<typeof choiceKindSchema>;
export type ItemKey = z.infer<typeof itemKeySchema>;
export type AnswerKey = z.infer<typeof answerKeySchema>;
