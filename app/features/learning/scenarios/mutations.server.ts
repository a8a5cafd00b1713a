import type { Change } from '#app/auth/change.ts';
import { inTransactionAbout, newId, sql, type Tx, writeRows } from '#app/db/client.server.ts';
import { insertRows } from '#app/db/insert-rows.server.ts';
import { getLesson } from '#app/features/curriculum/courses/queries.server.ts';
import { listScenarioEditions } from '#app/features/curriculum/courses/scenario-queries.server.ts';
import { keepCheckAnswer } from '#app/features/learning/lessons/answer-mutations.server.ts';
import type { LessonPlace } from '#app/features/learning/lessons/reading-mutations.server.ts';
import { getOpenAssignment } from '#app/features/people/cohorts/assignment-queries.server.ts';
import { notFound } from '#app/http/errors.ts';
import { Refusal } from '#app/http/refusal.ts';
import { findEdition, listRuns } from './queries.server.ts';
import { walk } from './rules.ts';
import type { ChooseReply, SkipScenario, StartScenario } from './schema.ts';
import { type Edition, isSameScenario, type StoredRun } from './stage-rules.ts';

/**
 * Playing a conversation: runs and the choices in them, which are only ever added to. Every form says which run and
 * step it belongs to; what does not fit where the actor stands changes nothing, and the page shows where that is.
 */

const refuseChoice = (message: string) => new Refusal({ choice: [message] });

const moved = refuseChoice(
  'You have gone on with this conversation since that page was opened, perhaps in another tab. Nothing was changed: this is where it stands.',
);
const changed = refuseChoice(
  'This conversation was changed since you opened the page. Nothing was stored: this is how it begins now.',
);
const notOffered = refuseChoice('That reply is not on offer here. Choose one of these.');
const noneChosen = refuseChoice('Choose a reply first.');
const noWayRound = refuseChoice('This conversation cannot be skipped.');

/** A scenario as its lesson has it now. */
type ScenarioInLesson = { lessonId: string; published: Edition };

/** The actor's runs of one scenario inside a transaction, and how to change them. */
type Runs = {
  tx: Tx;
  change: Required<Pick<Change, 'now'>> & Change;
  place: ScenarioInLesson;
  all: StoredRun[];
  last: number;
};

async function getScenarioInLesson(
  place: LessonPlace,
  scenarioId: string,
): Promise<ScenarioInLesson> {
  const { lesson } = await getLesson(place.course, place.lesson);
  const editions = await listScenarioEditions([lesson.revisionId]);
  const published = findEdition(editions, lesson.revisionId, scenarioId);
  if (!published) throw notFound('This conversation is no longer part of the lesson.');
  return { lessonId: lesson.id, published };
}

async function withRuns(
  change: Change,
  { course }: LessonPlace,
  place: ScenarioInLesson,
  work: (runs: Runs) => Promise<Refusal | null>,
): Promise<Refusal | null> {
  const { actor, now = new Date() } = change;
  return inTransactionAbout(actor.id, async (tx) => {
    const [all] = await Promise.all([
      listRuns(actor, place.lessonId, place.published.scenario.id, tx),
      getOpenAssignment(actor, course, now, tx),
    ]);
    return work({ tx, change: { ...change, now }, place, all, last: all[0]?.number ?? 0 });
  });
}

/**
 * Stores a reply. The same reply sent again is not another step; the last one, which comes to an ending, counts as the
 * answer that the lesson's rule asks for.
 * @throws 404 Response when there is no such scenario, or the course is not assigned to the actor and open.
 */
export async function chooseReply(
  change: Change,
  lesson: LessonPlace,
  form: ChooseReply,
): Promise<Refusal | null> {
  const place = await getScenarioInLesson(lesson, form.scenario);
  const editions = await listScenarioEditions([form.revision]);
  const edition = findEdition(editions, form.revision, form.scenario);
  return withRuns(change, lesson, place, async (runs) => {
    let run = runs.all.find(({ number }) => number === form.run);
    const made = run?.path[form.step - 1];
    if (run && run.revisionId !== form.revision) return moved;
    if (made) return made.choiceId === form.choice ? null : moved;
    if (run ? !run.open : runs.all[0]?.open || form.run !== runs.last + 1) return moved;
    if (form.step !== (run?.path.length ?? 0) + 1) return moved;
    if (!edition || (!run && !isSameScenario(edition, place.published))) return changed;
    const path = run?.path.map(({ choiceId }) => choiceId) ?? [];
    const way = walk(edition.scenario, [...path, form.choice]);
    const step = way?.steps.at(-1);
    if (!way || !step) return form.choice === '' ? noneChosen : notOffered;
    run ??= await begin(runs);
    await insertRows(runs.tx, 'ScenarioChoice', [
      {
        runId: run.id,
        step: form.step,
        sceneId: step.scene.id,
        choiceId: step.choice.id,
        toScene: way.scene.id,
        chosenAt: runs.change.now,
      },
    ]);
    if (way.finished) await finish(runs, run, { endingId: way.scene.id });
    return null;
  });
}

/**
 * Begins the run of the given number at the scenario as published now; a run that is open is left where it stands.
 * @throws 404 Response when there is no such scenario, or the course is not assigned to the actor and open.
 */
export async function startScenario(
  change: Change,
  lesson: LessonPlace,
  form: StartScenario,
): Promise<Refusal | null> {
  const place = await getScenarioInLesson(lesson, form.scenario);
  return withRuns(change, lesson, place, async (runs) => {
    if (runs.all.some(({ number }) => number === form.run)) return null;
    if (form.run !== runs.last + 1) return moved;
    await begin(runs);
    return null;
  });
}

/**
 * Skips a scenario that has a note; it counts as the answer that the lesson's rule asks for.
 * @throws 404 Response when there is no such scenario, or the course is not assigned to the actor and open.
 */
export async function skipScenario(
  change: Change,
  lesson: LessonPlace,
  form: SkipScenario,
): Promise<Refusal | null> {
  const place = await getScenarioInLesson(lesson, form.scenario);
  if (place.published.scenario.note === null) return noWayRound;
  return withRuns(change, lesson, place, async (runs) => {
    const run = runs.all.find(({ number }) => number === form.run);
    if (run?.skipped) return null;
    if (run ? !run.open : runs.all[0]?.open || form.run !== runs.last + 1) return moved;
    await finish(runs, run ?? (await begin(runs)), { endingId: null });
    return null;
  });
}

async function begin({ tx, change, place, last }: Runs): Promise<StoredRun> {
  const { actor, now } = change;
  const { revisionId, scenario } = place.published;
  const openKey = `${actor.id} ${place.lessonId} ${scenario.id}`;
  await writeRows(
    sql`UPDATE "ScenarioRun" SET "endedAt" = ${now}, "openKey" = NULL WHERE "openKey" = ${openKey}`,
    tx,
  );
  const row = { id: newId(), scenarioId: scenario.id, revisionId, number: last + 1 };
  const { lessonId } = place;
  await insertRows(tx, 'ScenarioRun', [
    { ...row, userId: actor.id, lessonId, openKey, startedAt: now },
  ]);
  return { ...row, endedAt: null, endingId: null, skipped: false, open: true, path: [] };
}

/** Ends a run. `endingId` null: it was skipped. */
async function finish(
  { tx, change, place }: Runs,
  run: StoredRun,
  how: { endingId: string | null },
): Promise<void> {
  await writeRows(
    sql`
      UPDATE "ScenarioRun" SET "endedAt" = ${change.now}, "openKey" = NULL,
        "endingId" = ${how.endingId}, "skipped" = ${how.endingId === null} WHERE "id" = ${run.id}`,
    tx,
  );
  const { lessonId } = place;
  const kept = { lessonId, checkId: run.scenarioId, revisionId: run.revisionId };
  await keepCheckAnswer(tx, change, { ...kept, value: [run.id], correct: true });
}
