import { z } from 'zod';

/**
 * `correct`: the ids of the right options; an ordering's are all of its entries in the right order, a matching's are
 * 'left=right' pairs; none where nothing is chosen. `feedback` HTML and `misconceptions` text by option id.
 */
export const choiceKeyFields = {
  correct: z.array(z.string()),
  feedback: z.record(z.string(), z.string()),
  misconceptions: z.record(z.string(), z.string()),
};
