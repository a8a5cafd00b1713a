import { z } from 'zod';

/** Something to choose: its id and its words, as sanitized HTML. */
export const optionSchema = z.object({ id: z.string(), html: z.string() });

export type Option = z.infer<typeof optionSchema>;
