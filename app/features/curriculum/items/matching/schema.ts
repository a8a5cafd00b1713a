import { z } from 'zod';
import { later } from '../hash-schema.ts';
import { optionSchema } from '../option-schema.ts';

/** What a matching has beside its left side. `targets`: the right side; `columns`: the headings of both. */
export const matchingFields = {
  targets: later(z.array(optionSchema).default([])),
  columns: later(z.tuple([z.string(), z.string()]).nullable().default(null)),
};
