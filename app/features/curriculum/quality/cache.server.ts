import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import { contentProblemSchema } from '#app/features/curriculum/courses/schema.ts';
import { choiceKindSchema, itemTypeSchema } from '#app/features/curriculum/items/schema.ts';
import { makeFolder } from '#app/made-folder.server.ts';
import type { FileQuality } from './file.server.ts';

const placeShape = { line: z.number(), column: z.number() };

const entrySchema: z.ZodType<FileQuality> = z.object({
  problems: z.array(contentProblemSchema),
  read: z.boolean(),
  facts: z.object({
    cited: z.array(z.object({ id: z.string(), ...placeShape })),
    causes: z.array(z.object({ word: z.string(), sources: z.array(z.string()), ...placeShape })),
    tellsOfCorrection: z.boolean(),
    items: z.array(
      z.object({
        objective: z.string().nullable(),
        rests: z.array(z.string()),
        tags: z.array(z.string()),
        type: itemTypeSchema,
        choice: z
          .object({ key: z.number(), options: z.array(z.string()), opening: z.string() })
          .nullable(),
        ...placeShape,
      }),
    ),
    runs: z.array(
      z.object({
        words: z.array(z.string()),
        lines: z.array(z.number()),
        columns: z.array(z.number()),
      }),
    ),
    hasScenario: z.boolean(),
    decisions: z.array(z.array(choiceKindSchema)),
  }),
});

/** What was found in a file before, by its key; null if it is not kept or cannot be read. */
export async function readKnownQuality(
  directory: string,
  key: string,
): Promise<FileQuality | null> {
  try {
    const value: unknown = JSON.parse(await readFile(join(directory, `${key}.json`), 'utf8'));
    return entrySchema.safeParse(value).data ?? null;
  } catch {
    return null;
  }
}

/** Keeps what was found in a file. A cache that cannot be written is only slow. */
export async function keepQuality(
  directory: string,
  key: string,
  quality: FileQuality,
): Promise<void> {
  try {
    await makeFolder(directory);
    const path = join(directory, `${key}.json`);
    await writeFileAtomic(path, JSON.stringify(quality), { fsync: false });
  } catch {
    return;
  }
}
