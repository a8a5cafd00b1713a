import { z } from 'zod';

/** A day as authors write it: YYYY-MM-DD, and one that exists. */
export const localDateSchema = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, { error: 'write the date as YYYY-MM-DD', abort: true })
  .refine((text) => {
    const day = new Date(`${text}T00:00:00Z`);
    // JavaScript takes 31 February for 3 March.
    return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
  }, 'this day does not exist');
