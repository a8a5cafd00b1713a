import { z } from 'zod';
import { contentIdSchema } from '#app/features/curriculum/items/id-schema.ts';
import { localDateSchema } from './date-schema.ts';

/** What authors write for those who teach in a room: `kit.yml` and `standards.yml`. Client-safe: no I/O here. */

/** What an hour counts as: of a basic academy's programme, beside it, of in-service training, or nothing. */
export const creditClassSchema = z.enum(['basic', 'supplemental', 'in-service', 'none']);

/**
 * One record of `standards.yml`, keyed by its id: a body of standards that objectives are compared with. `codes`: what
 * may be claimed of it, each with our own words for it; `note`: what was read, and what was not.
 */
export const standardSchema = z.strictObject({
  title: z.string().min(3).max(120),
  publisher: z.string().min(2).max(160),
  url: z
    .url({ protocol: /^https?$/, error: 'write the full address, from https:// on' })
    .optional(),
  accessed: localDateSchema,
  note: z.string().min(20).max(600),
  codes: z
    .record(
      z
        .string()
        .regex(/^[^,()]{2,60}$/, 'a code has 2 to 60 characters, without commas and brackets'),
      z.string().min(3).max(200),
    )
    .default({}),
});

/** `standards.yml`: id to record. */
export const standardsFileSchema = z.record(contentIdSchema, standardSchema);

const lines = (least: number, most: number) =>
  z.array(z.string().min(3).max(300)).min(least).max(most);

/**
 * One record of `kit.yml`, keyed by a lesson's id: what its instructor needs that the lesson does not say. `safety`: the
 * safety plan, a line each; `listenFor`: what to listen for in the room; `field`: tasks for field training; `credit`:
 * what its two kinds of minutes count as; `crosswalk`: objective to standard to claims (`readClaims`).
 */
export const kitEntrySchema = z.strictObject({
  room: z.string().min(5).max(400),
  kit: lines(1, 12),
  safety: lines(1, 8),
  listenFor: lines(2, 8),
  field: lines(1, 6),
  credit: z.strictObject({ online: creditClassSchema, practice: creditClassSchema }),
  crosswalk: z.record(contentIdSchema, z.record(contentIdSchema, z.string().min(2).max(300))),
});

/** `kit.yml`: lesson id to record. */
export const kitFileSchema = z.record(contentIdSchema, kitEntrySchema);

export type CreditClass = z.infer<typeof creditClassSchema>;
export type Standard = z.infer<typeof standardSchema>;
export type KitEntry = z.infer<typeof kitEntrySchema>;
