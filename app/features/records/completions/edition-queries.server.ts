import { join, readRows, sql, type Tx } from '#app/db/client.server.ts';
import { toNumber } from '#app/db/dialect.server.ts';
import type {
  PublishedCourse,
  PublishedLesson,
} from '#app/features/curriculum/courses/published-schema.ts';
import { type EditionStep, type NewerEdition, toNewerEditions } from './newer-edition-rules.ts';

/** Who completed a lesson at an edition that is not in force any more, and what has changed since. */

/** Users named in one statement: no database takes lists of any length. */
const batch = 500;

/** A published lesson, and after which changes its course asks for it again. */
export type EditionPlace = { lesson: PublishedLesson; rereadOn: PublishedCourse['rereadOn'] };

/** The lessons of a course as places of their editions. */
export function toEditionPlaces({ modules, rereadOn }: PublishedCourse): EditionPlace[] {
  return modules.flatMap(({ lessons }) => lessons.map((lesson) => ({ lesson, rereadOn })));
}

type StepRow = Omit<EditionStep, 'from' | 'edition'> & {
  from: number | bigint;
  edition: number | bigint;
};

/**
 * What has changed in these lessons, in substance or by law, since these users completed them. The callers have checked
 * who asks. No statement while every lesson is in its first edition.
 */
export async function listNewerEditions(
  userIds: readonly string[],
  places: readonly EditionPlace[],
  tx?: Tx,
): Promise<NewerEdition[]> {
  const raised = places.filter(({ lesson }) => lesson.edition > 1);
  if (raised.length === 0) return [];
  const steps: EditionStep[] = [];
  for (let from = 0; from < userIds.length; from += batch) {
    const rows = await readRows<StepRow[]>(
      sql`
        SELECT k."userId", k."lessonId", k."revisionId" AS "completedRevision",
          r."edition" AS "from", n."edition", n."change", p."revisionId" AS "openedRevision"
        FROM "Completion" k JOIN "ContentRevision" r ON r."id" = k."revisionId"
          JOIN "ContentRevision" n ON n."contentId" = k."lessonId" AND n."edition" > r."edition"
            AND n."change" IN ('substantive', 'legal')
          LEFT JOIN "LessonProgress" p ON p."userId" = k."userId" AND p."lessonId" = k."lessonId"
        WHERE k."userId" IN (${join(userIds.slice(from, from + batch))})
          AND k."lessonId" IN (${join(raised.map(({ lesson }) => lesson.id))})
          AND k."voidedAt" IS NULL
          AND NOT EXISTS (SELECT 1 FROM "Completion" l
            JOIN "ContentRevision" lr ON lr."id" = l."revisionId" WHERE l."userId" = k."userId"
              AND l."lessonId" = k."lessonId" AND l."voidedAt" IS NULL
              AND lr."edition" > r."edition")`,
      tx,
    );
    for (const row of rows)
      steps.push({ ...row, from: toNumber(row.from), edition: toNumber(row.edition) });
  }
  return toNewerEditions(steps, raised);
}
