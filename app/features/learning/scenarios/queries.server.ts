import type { Actor } from '#app/auth/permissions.ts';
import { empty, readRows, sql, type Tx } from '#app/db/client.server.ts';
import { toBoolean, toDate } from '#app/db/dialect.server.ts';
import { getLesson } from '#app/features/curriculum/courses/queries.server.ts';
import { listScenarioEditions } from '#app/features/curriculum/courses/scenario-queries.server.ts';
import { type Edition, type StageView, type StoredRun, toStage } from './stage-rules.ts';

/** The conversations of a lesson as the actor left them. */

type RunRow = Omit<StoredRun, 'endedAt' | 'skipped' | 'open' | 'path'> & {
  endedAt: Date | string | null;
  skipped: boolean | number;
  openKey: string | null;
  sceneId: string | null;
  choiceId: string | null;
};

/** How many runs back a page looks. */
const lookBack = 12;

/**
 * The actor's newest runs of a lesson's scenarios (or of one of them) with the choices made in each, newest first.
 * Pass the transaction when a change depends on it.
 */
export async function listRuns(
  actor: Pick<Actor, 'id'>,
  lessonId: string,
  scenarioId?: string,
  tx?: Tx,
): Promise<StoredRun[]> {
  const rows = await readRows<RunRow[]>(
    sql`
    SELECT r."id", r."scenarioId", r."revisionId", r."number", r."endedAt", r."endingId",
      r."skipped", r."openKey", c."sceneId", c."choiceId"
    FROM "ScenarioRun" r LEFT JOIN "ScenarioChoice" c ON c."runId" = r."id"
    WHERE r."userId" = ${actor.id} AND r."lessonId" = ${lessonId}
      ${scenarioId === undefined ? empty : sql`AND r."scenarioId" = ${scenarioId}`}
      AND r."number" + ${lookBack} > (SELECT MAX(m."number") FROM "ScenarioRun" m
        WHERE m."userId" = r."userId" AND m."lessonId" = r."lessonId"
          AND m."scenarioId" = r."scenarioId")
    ORDER BY r."number" DESC, r."scenarioId", c."step"`,
    tx,
  );
  const runs = new Map<string, StoredRun & { path: { sceneId: string; choiceId: string }[] }>();
  for (const { sceneId, choiceId, openKey, skipped, endedAt, ...row } of rows) {
    const known = runs.get(row.id);
    const run = known ?? {
      ...row,
      endedAt: toDate(endedAt),
      skipped: toBoolean(skipped),
      open: openKey !== null,
      path: [],
    };
    if (!known) runs.set(row.id, run);
    if (sceneId !== null && choiceId !== null) run.path.push({ sceneId, choiceId });
  }
  return [...runs.values()];
}

/**
 * The stages of a lesson's scenarios, by scenario id: one statement, and none in a lesson without a scenario. Only what
 * the actor may see of each. Whether the lesson is theirs at all is for the caller to have asked.
 * @throws 404 Response when there is no such lesson.
 */
export async function getStages(
  actor: Actor,
  place: { course: string; lesson: string },
): Promise<Record<string, StageView>> {
  const { lesson } = await getLesson(place.course, place.lesson);
  const published = await listScenarioEditions([lesson.revisionId]);
  if (published.length === 0) return {};
  const runs = await listRuns(actor, lesson.id);
  const older = new Set(runs.map(({ revisionId }) => revisionId));
  older.delete(lesson.revisionId);
  const editions = [...published, ...(await listScenarioEditions([...older]))];
  return Object.fromEntries(
    published.map((edition) => {
      const { id } = edition.scenario;
      const own = runs.filter(({ scenarioId }) => scenarioId === id);
      return [id, toStage(edition, own, (revisionId) => findEdition(editions, revisionId, id))];
    }),
  );
}

/** The scenario at a revision among these editions, or null. */
export function findEdition(
  editions: readonly Edition[],
  revisionId: string,
  scenarioId: string,
): Edition | null {
  return (
    editions.find((one) => one.revisionId === revisionId && one.scenario.id === scenarioId) ?? null
  );
}
