import { z } from 'zod';
import { later } from '../hash-schema.ts';

/** A place in a picture, in whole percent of its width and height, from the top left corner. */
const areaSchema = z.object({
  left: z.number(),
  top: z.number(),
  width: z.number(),
  height: z.number(),
});

/** `width`, `height`: in CSS pixels. `srcset`: its files in several widths (HTML). `alt`: its words. `areas`: where the options are, by their ids and in their order. */
const pictureSchema = z.object({
  url: z.string(),
  srcset: later(z.string().nullable().default(null)),
  alt: z.string(),
  width: z.number(),
  height: z.number(),
  areas: z.array(areaSchema.extend({ id: z.string() })),
});

/** What a hot spot has beside its options: the picture that they are places in. */
export const hotSpotFields = { picture: later(pictureSchema.nullable().default(null)) };

export type Area = z.infer<typeof areaSchema>;
export type Picture = z.infer<typeof pictureSchema>;
