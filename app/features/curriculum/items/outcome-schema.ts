import { z } from 'zod';

/**
 * How an item came out. `pending`: a typed text that an instructor has to read; no points yet. `noted`: an answer that is
 * not scored. `dropped`: taken out of the scoring when a key was fixed.
 */
export const outcomeSchema = z.enum([
  'right',
  'partly',
  'wrong',
  'unanswered',
  'pending',
  'noted',
  'dropped',
]);

export type ItemOutcome = z.infer<typeof outcomeSchema>;
