import { z } from 'zod';

/** `manifest.json`, the last file of a backup: what is in it, so that each part can be held to it. */

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.number().int().nonnegative();

export const manifestSchema = z.object({
  format: z.literal('rapport-backup'),
  formatVersion: z.literal(1),
  madeAt: z.iso.datetime(),
  /** The version of Rapport that made it. */
  madeBy: z.string(),
  provider: z.enum(['sqlite', 'postgresql']),
  /** Those that had made its tables, in order. */
  migrations: z.array(z.string()),
  /** The id of the account that was made first: two backups with the same one are of one academy. Null: no accounts. */
  firstAccount: z.string().nullable(),
  /** In the order in which they can be filled. `sha256` is over their lines. */
  tables: z.array(z.object({ name: z.string(), rows: count, sha256 })),
  /** Of the folder `data`. */
  files: z.array(z.object({ name: z.string(), bytes: count, sha256 })),
});

/** What a backup says of itself. */
export type Manifest = z.infer<typeof manifestSchema>;
