import { z } from 'zod';
import { later } from '../hash-schema.ts';

/** `unit`: what the number is counted in, for the reader. */
export const numericFields = { unit: later(z.string().nullable().default(null)) };

/** `range`: what the number may be, ends included. */
export const numericKeyFields = {
  range: later(z.object({ min: z.number(), max: z.number() }).nullable().default(null)),
};
