import { sceneTextOf, type Values } from '#app/features/curriculum/courses/scenario-rules.ts';
import type { ChoiceKind, ItemKey, Scenario } from '#app/features/curriculum/items/schema.ts';
import { type Ending, type Path, partingOf, strongerThan } from './review-rules.ts';
import { rangesOf, type Step, type Walk, walk } from './rules.ts';

/** A conversation as its cadet may see it: the scene they are in, what they did, and no more. No I/O. */

/** A scenario at a revision, with what is said of each choice. */
export type Edition = { revisionId: string; scenario: Scenario; judgements: ItemKey['choices'] };

/** A run as stored. `open`: it can go on. One that is neither open, ended nor skipped was left for another. */
export type StoredRun = {
  id: string;
  scenarioId: string;
  revisionId: string;
  number: number;
  endedAt: Date | null;
  endingId: string | null;
  skipped: boolean;
  open: boolean;
  path: Path;
};

/**
 * A step that was made, with what was read in its scene on that way and what the choice meant. While the run is open `kind` is told of repairs and steps back only;
 * afterwards of every choice, with the ones that would have been stronger.
 */
export type StageStep = {
  title: string;
  html: string;
  choiceHtml: string;
  residentHtml: string;
  officerHtml: string;
  kind: ChoiceKind | null;
  strongerHtml: string[];
};

/** A variable in its range, with what it started at and what the last choice did to it. */
export type StageVariable = {
  name: string;
  value: number;
  start: number;
  min: number;
  max: number;
  change: number;
};

/** An earlier run that came to an end; `parts`: the first step where it differs from the one on stage. */
export type EarlierRun = {
  number: number;
  endedAt: Date | null;
  ending: Ending;
  endingTitle: string;
  steps: { title: string; choiceHtml: string; kind: ChoiceKind | null }[];
  parts: number | null;
};

/** The scene on stage; `choices` are those offered, `end` is set at an ending. */
export type StageScene = {
  title: string;
  html: string;
  end: Ending | null;
  choices: { id: string; html: string; recordingHtml: string }[];
};

/**
 * What the lesson page shows of a scenario. `before`: nothing was begun, and a note
 * (where there is one) comes first. `run` and
 * `step` are where the next reply goes; `nextRun` is the number of a new run. `revised`: the scenario was changed since
 * the run on stage began.
 */
export type StageView = {
  id: string;
  title: string;
  note: string | null;
  introHtml: string;
  revisionId: string;
  state: 'before' | 'open' | 'ended' | 'skipped';
  run: number;
  step: number;
  nextRun: number;
  revised: boolean;
  scene: StageScene | null;
  steps: StageStep[];
  variables: StageVariable[];
  earlier: EarlierRun[];
};

/** How many earlier runs are set beside the one that just ended. */
const compared = 3;

const titleOf = (title: string | null, step: number) => title ?? `Scene ${step}`;

const choiceIds = (path: Path) => path.map(({ choiceId }) => choiceId);

/** The run and where it leads; null when it cannot be followed in the edition it was played in. */
function follow(run: StoredRun | undefined, editionOf: EditionOf) {
  const edition = run && editionOf(run.revisionId);
  const way = edition && walk(edition.scenario, choiceIds(run.path));
  return way ? { run, edition, way } : null;
}

type EditionOf = (revisionId: string) => Edition | null;

/**
 * The stage of a scenario.
 * @param published the scenario as it is now
 * @param runs the actor's runs of it, newest first
 * @param editionOf the scenario as it was at the revision of a run; null when that cannot be read
 */
export function toStage(
  published: Edition,
  runs: readonly StoredRun[],
  editionOf: EditionOf,
): StageView {
  const { scenario } = published;
  const newest = runs[0];
  const nextRun = (newest?.number ?? 0) + 1;
  const current = follow(newest, editionOf);
  const edition = current?.edition ?? published;
  const head = {
    id: scenario.id,
    title: scenario.title,
    note: scenario.note,
    introHtml: edition.scenario.introHtml,
    revisionId: edition.revisionId,
    nextRun,
    revised: !isSameScenario(edition, published),
  };
  if (!current) {
    const first = walk(scenario, []);
    const rest = { ...head, run: nextRun, step: 1, steps: [], variables: [], earlier: [] };
    // A run that cannot be read any more is not silently replaced: a new one is begun on purpose.
    if (scenario.note !== null || newest || !first) {
      return { ...rest, state: 'before', scene: null };
    }
    const variables = toVariables(scenario, first);
    return { ...rest, state: 'open', scene: toScene(first), variables };
  }
  const { run, way } = current;
  const state = run.skipped ? 'skipped' : way.finished ? 'ended' : 'open';
  const kindOf = toKindOf(edition);
  return {
    ...head,
    state,
    run: run.number,
    step: way.steps.length + 1,
    scene: state === 'skipped' ? null : toScene(way),
    steps: way.steps.map((step, index) =>
      toStageStep(step, index, edition, (id) => {
        const kind = kindOf(id);
        return state === 'ended' || kind === 'repair' || kind === 'safety' ? kind : null;
      }),
    ),
    variables: state === 'skipped' ? [] : toVariables(edition.scenario, way),
    earlier: state === 'ended' ? toEarlier(run, runs, editionOf) : [],
  };
}

/** Whether two editions hold the same scenario, word for word: a lesson changes more often than what is played in it. */
export function isSameScenario(one: Edition, other: Edition): boolean {
  if (one.revisionId === other.revisionId) return true;
  const text = ({ scenario, judgements }: Edition) => JSON.stringify([scenario, judgements]);
  return text(one) === text(other);
}

function toKindOf({ judgements }: Pick<Edition, 'judgements'>) {
  return (choiceId: string): ChoiceKind | null => judgements[choiceId]?.kind ?? null;
}

function toScene({ scene, values, offered, steps }: Walk): StageScene {
  return {
    title: titleOf(scene.title, steps.length + 1),
    html: sceneTextOf(scene, values),
    end: scene.end,
    choices: offered.map(({ id, html, recordingHtml }) => ({ id, html, recordingHtml })),
  };
}

function toStageStep(
  step: Step,
  index: number,
  { judgements }: Edition,
  kindOf: (choiceId: string) => ChoiceKind | null,
): StageStep {
  const { scene, choice, before } = step;
  return {
    title: titleOf(scene.title, index + 1),
    html: sceneTextOf(scene, before),
    choiceHtml: choice.html,
    residentHtml: judgements[choice.id]?.residentHtml ?? '',
    officerHtml: judgements[choice.id]?.officerHtml ?? '',
    kind: kindOf(choice.id),
    strongerHtml: strongerThan(step, kindOf).map(({ html }) => html),
  };
}

function toVariables(scenario: Scenario, { values, steps }: Walk): StageVariable[] {
  const ranges = rangesOf(scenario);
  const before: Values = steps.at(-1)?.before ?? values;
  return scenario.variables.map(({ name, start }) => {
    const value = values[name] ?? start;
    const { min, max } = ranges[name] ?? { min: value, max: value };
    return { name, value, start, min, max, change: value - (before[name] ?? start) };
  });
}

function toEarlier(
  current: StoredRun,
  runs: readonly StoredRun[],
  editionOf: EditionOf,
): EarlierRun[] {
  return runs
    .filter(({ number, endingId }) => number < current.number && endingId !== null)
    .flatMap((run) => {
      const found = follow(run, editionOf);
      const end = found?.way.scene.end;
      if (!found || !end) return [];
      const { way, edition } = found;
      return {
        number: run.number,
        endedAt: run.endedAt,
        ending: end,
        endingTitle: titleOf(way.scene.title, way.steps.length + 1),
        steps: way.steps.map(({ scene, choice }, index) => ({
          title: titleOf(scene.title, index + 1),
          choiceHtml: choice.html,
          kind: toKindOf(edition)(choice.id),
        })),
        parts: partingOf(current.path, run.path),
      };
    })
    .slice(0, compared);
}
