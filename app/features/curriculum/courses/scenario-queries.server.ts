import type { ItemKey, Scenario } from '#app/features/curriculum/items/schema.ts';
import type { PublishedCourse, PublishedLesson } from './published-schema.ts';
import { getCourse } from './queries.server.ts';
import { readRevisions } from './revision-bodies.server.ts';

/** Scenarios of lessons, whole and with what is said of each choice. Server only: a cadet's page gets one scene at a time. */

/** A scenario as it was at a revision of its lesson. `judgements` by choice id. */
export type ScenarioEdition = {
  revisionId: string;
  edition: number;
  required: boolean;
  scenario: Scenario;
  judgements: ItemKey['choices'];
};

/** A scenario of a course as published now, with the lesson it belongs to. */
export type PlacedScenario = ScenarioEdition & { lesson: PublishedLesson };

/** The scenarios of these lesson revisions, in reading order; revisions that cannot be read have none. */
export async function listScenarioEditions(
  revisionIds: readonly string[],
): Promise<ScenarioEdition[]> {
  const revisions = await readRevisions(revisionIds);
  return revisionIds.flatMap((revisionId) => {
    const revision = revisions.get(revisionId);
    if (revision?.kind !== 'lesson') return [];
    const { body, key } = revision;
    return body.blocks.flatMap((block) =>
      block.type === 'scenario'
        ? {
            revisionId,
            edition: body.frontmatter.edition,
            required: block.required,
            scenario: block.scenario,
            judgements: key[block.scenario.id]?.choices ?? {},
          }
        : [],
    );
  });
}

/**
 * The scenarios of a published course, in its order.
 * @throws 404 Response when there is no such course.
 */
export async function listCourseScenarios(
  courseId: string,
): Promise<{ course: PublishedCourse; scenarios: PlacedScenario[] }> {
  const course = await getCourse(courseId);
  const lessons = course.modules.flatMap((module) => module.lessons);
  const editions = await listScenarioEditions(lessons.map(({ revisionId }) => revisionId));
  const byRevision = new Map(lessons.map((lesson) => [lesson.revisionId, lesson]));
  const scenarios = editions.flatMap((edition) => {
    const lesson = byRevision.get(edition.revisionId);
    return lesson ? { ...edition, lesson } : [];
  });
  return { course, scenarios };
}
