import { z } from 'zod';

/** What authors write in `waivers.yml`: findings that are right as they are, for a while. Client-safe: no I/O here. */

const daySchema = z.iso.date('write the date as YYYY-MM-DD');

/**
 * One waiver. `file`: relative to the content folder. `line`, or `text` (a few words that stand there), says which finding
 * of the rule is meant; without either, all of them in that file. `reason`: why it is right as it is. `by`: who decided.
 * `until`: the last day it holds.
 */
export const waiverSchema = z.strictObject({
  rule: z.string().min(2),
  file: z.string().min(1),
  line: z.number().int().min(1).optional(),
  text: z.string().min(3).optional(),
  reason: z.string().min(20),
  by: z.string().min(2),
  until: daySchema,
});

/** `waivers.yml`: a list of waivers. */
export const waiversFileSchema = z.array(waiverSchema);

export type Waiver = z.infer<typeof waiverSchema>;
