import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import type { ContentFile } from '#app/features/curriculum/compiler/files/course-folder.server.ts';
import { canonicalJson, sha256 } from '#app/features/curriculum/compiler/files/hash.server.ts';
import {
  type CourseShelf,
  isUnchanged,
} from '#app/features/curriculum/compiler/references/library.server.ts';
import {
  contentProblemSchema,
  courseBodySchema,
  lessonBodySchema,
  moduleBodySchema,
  practicalBodySchema,
  quizBodySchema,
  surveyBodySchema,
} from '#app/features/curriculum/courses/schema.ts';
import { answerKeySchema, itemTypeSchema } from '#app/features/curriculum/items/schema.ts';
import { makeFolder } from '#app/made-folder.server.ts';
import type { Compilation } from './compiler.server.ts';

const placeSchema = { line: z.number(), column: z.number() };

const entrySchema = z.object({
  lookups: z.record(z.string(), z.string()),
  output: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('course'), body: courseBodySchema, key: z.null() }),
    z.object({ kind: z.literal('module'), body: moduleBodySchema, key: z.null() }),
    z.object({ kind: z.literal('lesson'), body: lessonBodySchema, key: answerKeySchema }),
    z.object({ kind: z.literal('quiz'), body: quizBodySchema, key: answerKeySchema }),
    z.object({ kind: z.literal('practical'), body: practicalBodySchema, key: z.null() }),
    z.object({ kind: z.literal('survey'), body: surveyBodySchema, key: answerKeySchema }),
  ]),
  facts: z.object({
    anchors: z.array(z.string()),
    links: z.array(z.object({ path: z.string(), ...placeSchema })),
    anchorLinks: z.array(z.object({ path: z.string(), anchor: z.string(), ...placeSchema })),
    items: z.array(
      z.object({
        id: z.string(),
        objective: z.string().nullable(),
        tags: z.array(z.string()),
        type: itemTypeSchema,
        ...placeSchema,
      }),
    ),
    rubricLessons: z.array(z.object({ id: z.string(), ...placeSchema })),
    localRules: z.array(z.string()),
    voices: z.array(z.string()),
    sounds: z.array(z.string()),
    parts: z.array(z.object({ id: z.string(), ...placeSchema })),
    pieceLines: z.array(z.array(z.number())),
  }),
  problems: z.array(contentProblemSchema),
});

function entryPath(directory: string, file: ContentFile): string {
  const { kind, path, text } = file;
  return join(directory, `${sha256(canonicalJson({ kind, path, text }))}.json`);
}

/**
 * What a file was compiled to before by the code of this directory (`openCodeCache`), if neither the file nor anything it refers to (sources, terms, local rules, links,
 * the contents of pictures, films and transcripts) has changed since; else null.
 */
export async function readCompiled(
  directory: string,
  file: ContentFile,
  shelf: CourseShelf,
): Promise<Compilation | null> {
  let text: string;
  try {
    text = await readFile(entryPath(directory, file), 'utf8');
  } catch {
    return null;
  }
  const parsed = entrySchema.safeParse(safeJson(text));
  if (!parsed.success || !(await isUnchanged(shelf, parsed.data.lookups))) return null;
  const { output, facts, problems } = parsed.data;
  return { output, facts, problems };
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Keeps what a file was compiled to. Files with errors are not kept, and a cache that cannot be written is only slow. */
export async function keepCompiled(
  directory: string,
  file: ContentFile,
  compiled: Compilation & { lookups: Record<string, string> },
): Promise<void> {
  if (compiled.output === null) return;
  try {
    await makeFolder(directory);
    const path = entryPath(directory, file);
    await writeFileAtomic(path, JSON.stringify(compiled), { fsync: false });
  } catch {
    return;
  }
}
