import { db, sql } from '#app/db/client.server.ts';
import {
  listCourseScenarios,
  type PlacedScenario,
} from '#app/features/curriculum/courses/scenario-queries.server.ts';
import type { ChoiceKind } from '#app/features/curriculum/items/schema.ts';
import { type Walk, walk } from '#app/features/learning/scenarios/rules.ts';
import { inBatches } from './rows.ts';

/** How often one of a scene's choices is made beside the others, by its kind. */
const weights: Record<ChoiceKind, number> = { best: 6, fair: 3, weak: 2, repair: 4, safety: 1 };

const minute = 60_000;

/** A way through the scenario to one of its endings, drawn by the kinds of its choices. */
function wander(random: () => number, { scenario, judgements }: PlacedScenario): Walk | null {
  const path: string[] = [];
  let here = walk(scenario, path);
  while (here && !here.finished) {
    const lots = here.offered.map(({ id }) => weights[judgements[id]?.kind ?? 'fair']);
    let lot = random() * lots.reduce((sum, one) => sum + one, 0);
    const drawn = lots.findIndex((one) => {
      lot -= one;
      return lot < 0;
    });
    path.push(here.offered[drawn]?.id ?? '');
    here = walk(scenario, path);
  }
  return here;
}

/**
 * The conversations behind the histories: a finished run for everyone who is on record as having played a scenario of
 * the course.
 */
export async function addConversations(courseId: string, random: () => number): Promise<void> {
  const { scenarios } = await listCourseScenarios(courseId);
  for (const placed of scenarios) {
    const { lesson, scenario, revisionId } = placed;
    const where = { lessonId: lesson.id, checkId: scenario.id };
    const played = await db.checkAnswer.findMany({ where, orderBy: { userId: 'asc' } });
    const runs = played.flatMap(({ userId, answeredAt }) => {
      const way = wander(random, placed);
      return way ? [{ id: `run-${userId}-${scenario.id}`, userId, endedAt: answeredAt, way }] : [];
    });
    await inBatches(runs, (piece) =>
      db.scenarioRun.createMany({
        data: piece.map(({ id, userId, endedAt, way }) => ({
          id,
          userId,
          lessonId: lesson.id,
          scenarioId: scenario.id,
          revisionId,
          number: 1,
          startedAt: new Date(endedAt.getTime() - (way.steps.length + 1) * minute),
          endedAt,
          endingId: way.scene.id,
        })),
      }),
    );
    const choices = runs.flatMap(({ id, endedAt, way }) =>
      way.steps.map(({ scene, choice }, index) => ({
        runId: id,
        step: index + 1,
        sceneId: scene.id,
        choiceId: choice.id,
        toScene: choice.to,
        chosenAt: new Date(endedAt.getTime() - (way.steps.length - 1 - index) * minute),
      })),
    );
    await inBatches(choices, (data) => db.scenarioChoice.createMany({ data }));
    await db.$executeRaw(sql`
      UPDATE "CheckAnswer" SET "correct" = ${true},
        "valueJson" = '["run-' || "userId" || '-' || "checkId" || '"]'
      WHERE "lessonId" = ${lesson.id} AND "checkId" = ${scenario.id}`);
  }
}
