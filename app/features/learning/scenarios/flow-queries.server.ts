import type { Actor } from '#app/auth/permissions.ts';
import { join, readRows, type Sql, sql } from '#app/db/client.server.ts';
import { toNumber } from '#app/db/dialect.server.ts';
import { listCourses } from '#app/features/curriculum/courses/queries.server.ts';
import {
  listCourseScenarios,
  listScenarioEditions,
  type PlacedScenario,
  type ScenarioEdition,
} from '#app/features/curriculum/courses/scenario-queries.server.ts';
import { chooseCourse } from '#app/features/people/cohorts/course-choice-queries.server.ts';
import { getCohort, mayTeach } from '#app/features/people/cohorts/queries.server.ts';
import { notFound } from '#app/http/errors.ts';
import { drawnCount, type Flow, leastShown, shownWords, toFlow } from './flow-rules.ts';
import { drawGraph } from './graph-queries.server.ts';
import { type DrawnCount, toDrawn } from './graph-rules.ts';
import { isSameScenario } from './stage-rules.ts';

/**
 * How a cohort plays its conversations. Only first finished runs count, of cadets who are enrolled now: later runs are
 * for trying things out, and nobody is told who chose what.
 */

/** SQL: runs `r` of enrollments `e` of a cohort that came to an end and were the first of their cadet to do so. */
function firstFinished(actor: Actor, cohortId: string): Sql {
  return sql`
    "Enrollment" e JOIN "ScenarioRun" r ON r."userId" = e."userId" AND r."endingId" IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM "ScenarioRun" b WHERE b."userId" = r."userId"
        AND b."lessonId" = r."lessonId" AND b."scenarioId" = r."scenarioId"
        AND b."endingId" IS NOT NULL AND b."number" < r."number")
    WHERE e."cohortId" = ${cohortId} AND e."withdrawnAt" IS NULL
      AND ${mayTeach(actor, sql`e."cohortId"`)}`;
}

async function countCadets(actor: Actor, cohortId: string): Promise<number> {
  const rows = await readRows<{ n: number | bigint }[]>(sql`
    SELECT COUNT(*) AS "n" FROM "Enrollment" e WHERE e."cohortId" = ${cohortId}
      AND e."withdrawnAt" IS NULL AND ${mayTeach(actor, sql`e."cohortId"`)}`);
  return Number(rows[0]?.n ?? 0);
}

async function getPlace(actor: Actor, cohortId: string, courseId: string | null) {
  const [cohort, published] = await Promise.all([getCohort(actor, cohortId), listCourses()]);
  const { courses, chosen } = chooseCourse(cohort, published, courseId);
  const course = chosen?.course ?? null;
  const { scenarios } = course ? await listCourseScenarios(course.id) : { scenarios: [] };
  const cadets = await countCadets(actor, cohortId);
  return {
    cohort,
    courses,
    course: course && { id: course.id, title: course.title },
    scenarios,
    cadets,
  };
}

const toHead = ({ scenario, lesson, required }: PlacedScenario) => ({
  id: scenario.id,
  title: scenario.title,
  required,
  lesson: { id: lesson.id, number: lesson.number, title: lesson.title },
});

/**
 * The conversations of a cohort's course, with how many cadets have finished each.
 * @param courseId null: the first course that is published
 * @throws 404 Response when the cohort is not the actor's, or does not have the course.
 */
export async function getCohortScenarios(actor: Actor, cohortId: string, courseId: string | null) {
  const { scenarios, ...place } = await getPlace(actor, cohortId, courseId);
  const rows = await readRows<{ lessonId: string; scenarioId: string; n: number | bigint }[]>(sql`
    SELECT r."lessonId", r."scenarioId", COUNT(*) AS "n" FROM ${firstFinished(actor, cohortId)}
    GROUP BY r."lessonId", r."scenarioId"`);
  const finishedOf = (lessonId: string, scenarioId: string) =>
    rows.find((row) => row.lessonId === lessonId && row.scenarioId === scenarioId)?.n ?? 0;
  return {
    ...place,
    scenarios: scenarios.map((one) => ({
      ...toHead(one),
      finished: Number(finishedOf(one.lesson.id, one.scenario.id)),
    })),
  };
}

/** A version of a scenario: what its words were over one or more revisions of the lesson. `runs` counts first ones. */
export type ScenarioVersion = {
  revisionId: string;
  edition: number;
  since: Date;
  current: boolean;
  runs: number;
};

/**
 * The ways of a cohort's first finished runs through one scenario, in one version of it. `flow` is null while fewer than
 * five cadets have finished that version.
 * @param query `course`: null for the first one published; `revision`: null for the newest version with enough runs
 * @throws 404 Response when the cohort is not the actor's, or there is no such course, scenario or version.
 */
export async function getScenarioFlow(
  actor: Actor,
  cohortId: string,
  scenarioId: string,
  query: { course: string | null; revision: string | null },
) {
  const { scenarios, ...place } = await getPlace(actor, cohortId, query.course);
  const published = scenarios.find(({ scenario }) => scenario.id === scenarioId);
  if (!published) throw notFound();
  const ofScenario = sql`r."lessonId" = ${published.lesson.id} AND r."scenarioId" = ${scenarioId}`;
  const totals = await readRows<{ revisionId: string; n: number | bigint }[]>(sql`
    SELECT r."revisionId", COUNT(*) AS "n" FROM ${firstFinished(actor, cohortId)} AND ${ofScenario}
    GROUP BY r."revisionId"`);
  const runsBy = new Map(totals.map(({ revisionId, n }) => [revisionId, Number(n)]));
  const groups = await listVersions(published, runsBy);
  const wanted = query.revision;
  const chosen = wanted
    ? groups.find(({ revisionIds }) => revisionIds.includes(wanted))
    : (groups.find(({ version }) => version.runs >= leastShown) ?? groups[0]);
  if (!chosen) throw notFound();
  const { version, revisionIds, edition } = chosen;
  const counts = await readRows<{ choiceId: string; n: number | bigint }[]>(sql`
    SELECT c."choiceId", COUNT(*) AS "n" FROM "ScenarioChoice" c WHERE c."runId" IN (
      SELECT r."id" FROM ${firstFinished(actor, cohortId)} AND ${ofScenario}
        AND r."revisionId" IN (${join(revisionIds)}))
    GROUP BY c."choiceId"`);
  const { scenario, judgements } = edition;
  const enough = version.runs >= leastShown;
  const byChoice = new Map(counts.map(({ choiceId, n }) => [choiceId, toNumber(n)]));
  const flow = enough ? toFlow(scenario, judgements, byChoice) : null;
  return {
    ...place,
    ...toHead(published),
    version,
    versions: groups.map((group) => group.version),
    unfinished: place.cadets - [...runsBy.values()].reduce((all, n) => all + n, 0),
    flow,
    /** Its picture, with `flow`. */
    graph: flow && (await drawGraph(toDrawn(scenario), toCounts(flow, version.runs))),
  };
}

/** Per choice, what its way is labelled with and how broad it is drawn. */
function toCounts({ rows }: Flow, runs: number): Record<string, DrawnCount> {
  return Object.fromEntries(
    rows.map(({ choiceId, count }) => [
      choiceId,
      {
        weight: drawnCount(count) / Math.max(1, runs),
        text: count.kind === 'few' ? `under ${leastShown}` : shownWords(count).replace(' to ', '–'),
        few: count.kind === 'few',
      },
    ]),
  );
}

/** The flow page's data. */
export type ScenarioFlow = Awaited<ReturnType<typeof getScenarioFlow>>;

type Group = { version: ScenarioVersion; revisionIds: string[]; edition: ScenarioEdition };

/** Revisions with runs and the published one, newest first; neighbours with the same scenario are one version. */
async function listVersions(
  published: PlacedScenario,
  runsBy: ReadonlyMap<string, number>,
): Promise<Group[]> {
  const ids = [...new Set([published.revisionId, ...runsBy.keys()])];
  const [editions, rows] = await Promise.all([
    listScenarioEditions(ids),
    readRows<{ id: string; createdAt: Date }[]>(
      sql`SELECT "id", "createdAt" FROM "ContentRevision" WHERE "id" IN (${join(ids)})`,
    ),
  ]);
  const sinceOf = new Map(rows.map(({ id, createdAt }) => [id, createdAt]));
  const timeOf = (id: string) =>
    id === published.revisionId ? Number.MAX_SAFE_INTEGER : (sinceOf.get(id)?.getTime() ?? 0);
  const own = editions
    .filter(({ scenario }) => scenario.id === published.scenario.id)
    .sort((a, b) => timeOf(b.revisionId) - timeOf(a.revisionId));
  const groups: Group[] = [];
  for (const edition of own) {
    const { revisionId } = edition;
    const runs = runsBy.get(revisionId) ?? 0;
    const since = sinceOf.get(revisionId) ?? new Date(0);
    const known = groups.find((group) => isSameScenario(group.edition, edition));
    if (known) {
      known.revisionIds.push(revisionId);
      known.version.runs += runs;
      known.version.since = since;
      continue;
    }
    const current = revisionId === published.revisionId;
    const version = { revisionId, edition: edition.edition, since, current, runs };
    groups.push({ version, revisionIds: [revisionId], edition });
  }
  return groups;
}
