import { z } from 'zod';
import { later } from '../hash-schema.ts';

/**
 * `correct`: the ids of the right options; an ordering's are all of its entries in the right order, a matching's are
 * 'left=right' pairs; none where nothing is chosen. `feedback` HTML and `misconceptions` text by option id.
 */
export const choiceKeyFields = {
  correct: z.array(z.string()),
  feedback: z.record(z.string(), z.string()),
  misconceptions: z.record(z.string(), z.string()),
};

/**
 * `choosing`: how several options are chosen: `most` of them, or as many as apply (null). Null on items of other types,
 * and on those that are older than the rule that guessing gains nothing.
 */
export const choiceFields = {
  choosing: later(
    z
      .object({ most: z.number().int().min(2).nullable() })
      .nullable()
      .default(null),
  ),
};
