import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { db } from '#app/db/client.server.ts';
import { type AnswerKey, answerKeySchema } from '#app/features/curriculum/items/schema.ts';
import { logger } from '#app/http/logger.server.ts';
import {
  type CourseBody,
  courseBodySchema,
  type LessonBody,
  lessonBodySchema,
  type ModuleBody,
  moduleBodySchema,
  type PracticalBody,
  practicalBodySchema,
  type QuizBody,
  quizBodySchema,
  type SurveyBody,
  surveyBodySchema,
} from './schema.ts';

/** A revision as published: its body and, apart from it, its key. Never changes once it is there. */
export type Revision =
  | { kind: 'course'; body: CourseBody }
  | { kind: 'module'; body: ModuleBody }
  | { kind: 'lesson'; body: LessonBody; key: AnswerKey }
  | { kind: 'quiz'; body: QuizBody; key: AnswerKey }
  | { kind: 'practical'; body: PracticalBody }
  | { kind: 'survey'; body: SurveyBody; key: AnswerKey };

type Row = { id: string; kind: string; bodyJson: string; keyJson: string | null };

const kindSchema = z.enum(['course', 'module', 'lesson', 'quiz', 'practical', 'survey']);

function toRevision({ kind: text, bodyJson, keyJson }: Row): Revision {
  const kind = kindSchema.parse(text);
  const body: unknown = JSON.parse(bodyJson);
  const key = () => answerKeySchema.parse(JSON.parse(keyJson ?? '{}'));
  switch (kind) {
    case 'course':
      return { kind, body: courseBodySchema.parse(body) };
    case 'module':
      return { kind, body: moduleBodySchema.parse(body) };
    case 'lesson':
      return { kind, body: lessonBodySchema.parse(body), key: key() };
    case 'quiz':
      return { kind, body: quizBodySchema.parse(body), key: key() };
    case 'practical':
      return { kind, body: practicalBodySchema.parse(body) };
    case 'survey':
      return { kind, body: surveyBodySchema.parse(body), key: key() };
  }
}

/** As many as were read from so much text. What pages make of a body (`oncePer`) is kept as long, and takes about as much. */
const parsed = new LRUCache<string, Revision>({ maxSize: 16 * 1024 * 1024 });

/** Revisions by id; those that do not exist or cannot be read are absent. */
export async function readRevisions(ids: readonly string[]): Promise<Map<string, Revision>> {
  const found = new Map<string, Revision>();
  const missing: string[] = [];
  for (const id of ids) {
    const revision = parsed.get(id);
    if (revision === undefined) missing.push(id);
    else found.set(id, revision);
  }
  if (missing.length > 0) {
    const rows = await db.contentRevision.findMany({
      where: { id: { in: missing } },
      select: { id: true, kind: true, bodyJson: true, keyJson: true },
    });
    for (const row of rows) {
      // One damaged row must not take every page down.
      try {
        const revision = toRevision(row);
        const size = row.bodyJson.length + (row.keyJson?.length ?? 0);
        parsed.set(row.id, revision, { size });
        found.set(row.id, revision);
      } catch (error) {
        logger.error({ err: error, revisionId: row.id }, 'a content revision cannot be read');
      }
    }
  }
  return found;
}
