import { z } from 'zod';

/** What authors write at the top of a file, in `sources.yml` and in `glossary.yml`. Client-safe: no I/O here. */

/** A content id: stable and unique for ever; lower case, digits and hyphens. */
export const contentIdSchema = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, {
    error: 'use lower-case letters, digits and single hyphens',
    abort: true,
  })
  .max(80, 'use at most 80 characters')
  // What is kept by id in an object would be found there before anything was put in.
  .refine((id) => !(id in Object.prototype), 'the program itself uses this word; choose another');

/** A content id that a form carries where nobody types it: without words for a person. */
export const sentIdSchema = z.string().refine((id) => contentIdSchema.safeParse(id).success);
