import type {
  WrittenChoice,
  WrittenScenario,
  WrittenScene,
} from '#app/features/curriculum/compiler/parts/written-parts.server.ts';
import {
  isDecision,
  isOffered,
  listEndings,
  listStands,
  longestRoute,
  measureRoutes,
} from '#app/features/curriculum/courses/scenario-rules.ts';
import type { ChoiceKind } from '#app/features/curriculum/items/schema.ts';
import { countOf } from '#app/words/numbers.ts';
import type { QualityReport } from './report.server.ts';
import { countWords } from './text.server.ts';

const fewest = { decisions: 3, endings: 2 } as const;

function textOfChoice(words: WrittenChoice['resident']): string {
  return words.map((word) => ('value' in word ? word.value : ' word ')).join('');
}

/** The most choices of each scene that one reader is offered at once; all of them where that cannot be told. */
function mostOffered({ variables, scenes }: WrittenScenario): (scene: WrittenScene) => number {
  const many = scenes.some(({ choices }) => choices.length > 3);
  const ways = many ? listStands({ variables, scenes }) : null;
  return ({ id, choices }) => {
    const stands = ways?.get(id) ?? [];
    const counts = stands.map((stand) => choices.filter((one) => isOffered(one, stand)).length);
    return counts.length === 0 ? choices.length : Math.max(...counts);
  };
}

function checkShape(scenario: WrittenScenario, report: QualityReport): void {
  const { scenes, place } = scenario;
  const longest = longestRoute(scenes);
  if (longest < fewest.decisions) {
    report.found(
      'P11-decisions',
      place,
      `the longest way through has ${countOf(longest, 'decision')}, and people learn from what follows when they choose at least ${fewest.decisions} times; add a decision.`,
    );
  }
  for (const { id, end, decisions } of measureRoutes(scenes)) {
    const [shortest] = decisions;
    const ending = scenes.find((scene) => scene.id === id);
    if (longest < fewest.decisions || end === 'safe' || ending === undefined) continue;
    if (shortest === undefined || shortest >= fewest.decisions) continue;
    report.found(
      'P11-short-way',
      ending.place,
      `a way to this ending has only ${countOf(shortest, 'decision')}, so some readers hardly practise; lead that way through one more scene, or end it with \`end="safe"\` if the officer steps back.`,
    );
  }
  const endings = listEndings(scenes);
  if (endings.length < fewest.endings) {
    report.found(
      'P11-endings',
      place,
      'the conversation ends in one way whatever the reader does, so choices seem not to count; add a second ending.',
    );
  }
  const offeredIn = mostOffered(scenario);
  for (const scene of scenes) {
    const offered = offeredIn(scene);
    if (offered <= 3) continue;
    report.found(
      'P11-choices',
      scene.place,
      `${countOf(offered, 'choice')} are too many to weigh in a tense moment; keep two or three.`,
    );
  }
}

/** Of the decisions of a conversation, at most this share may lead on to one scene whatever is chosen. */
const mostConverging = 1 / 3;

/** Checks that choices count: that they lead apart, or are remembered (`Effect:`) and told of later. */
function checkWays({ scenes }: WrittenScenario, report: QualityReport): void {
  const decisions = scenes.filter(isDecision);
  const converging = decisions.filter(
    ({ choices }) =>
      new Set(choices.map(({ to }) => to)).size === 1 &&
      choices.every(({ effects }) => effects.length === 0),
  );
  const [first] = converging;
  if (first === undefined || converging.length <= mostConverging * decisions.length) return;
  const lines = converging.map(({ place }) => place.line).join(', ');
  report.found(
    'P11-same-way',
    first.place,
    `in ${converging.length} of ${decisions.length} decisions all choices lead to one scene and none is remembered, so what the reader chose makes no difference afterwards; lead some on lines ${lines} apart, or add \`Effect:\` and tell of it with <When>.`,
  );
}

function checkKinds({ scenes, place }: WrittenScenario, report: QualityReport): void {
  const choices = scenes.flatMap((scene) => scene.choices);
  if (!choices.some(({ kind }) => kind === 'repair')) {
    report.found(
      'P11-repair',
      place,
      'nobody in this scenario mends a mistake aloud, which is what readers most need to hear; add a choice with `Kind: repair`.',
    );
  }
  if (!choices.some(({ kind }) => kind === 'safety')) {
    report.found(
      'P11-safety',
      place,
      'this scenario has no way to step back or call for help, and safety outranks rapport; add a choice with `Kind: safety`.',
    );
  }
  const best = scenes.filter(isDecision).flatMap((scene) => {
    const most = Math.max(...scene.choices.map(({ text }) => text.length));
    return scene.choices.flatMap((choice, position) =>
      choice.kind === 'best' ? [{ choice, position, longest: choice.text.length === most }] : [],
    );
  });
  const last = best.at(-1);
  if (best.length < 2 || last === undefined) return;
  if (best.every(({ position }) => position === last.position)) {
    report.found(
      'P11-best-place',
      last.choice.place,
      `the best choice is number ${last.position + 1} in every scene, and readers soon pick it without reading; move it in some scenes.`,
    );
  }
  if (best.every(({ longest }) => longest)) {
    report.found(
      'P11-best-longest',
      last.choice.place,
      'the best choice is the longest in every scene, and readers soon pick it without reading; shorten it here, or give a weak choice more words.',
    );
  }
}

/** The kinds of the choices of one decision, in the order in which readers see them. */
export type DecisionKinds = ChoiceKind[];

/** The decisions of a conversation, as the rules about a whole course need them. */
export function listDecisions({ scenes }: WrittenScenario): DecisionKinds[] {
  return scenes.filter(isDecision).map(({ choices }) => choices.map(({ kind }) => kind));
}

/** Checks a scenario beyond what its graph must have to work (P11). `hasNotes`: its lesson has content notes. */
export function checkScenario(
  scenario: WrittenScenario,
  hasNotes: boolean,
  report: QualityReport,
): void {
  if (scenario.scenes.length < 2) return;
  checkShape(scenario, report);
  checkWays(scenario, report);
  checkKinds(scenario, report);
  for (const { choices } of scenario.scenes) {
    for (const { resident, officer, place } of choices) {
      const [one, other] = [textOfChoice(resident), textOfChoice(officer)];
      // A scene's only choice may just go on.
      if (choices.length === 1 && one === '' && other === '') continue;
      if (countWords(one) >= 3 && countWords(other) >= 3) continue;
      report.found(
        'P11-consequence',
        place,
        'a consequence of this choice has fewer than three words, so the reader cannot see what it did; say for `Resident:` and `Officer:` what each feels, sees or does.',
      );
    }
  }
  if (hasNotes && scenario.note === null) {
    report.found(
      'P11-note',
      scenario.place,
      'the lesson has content notes and its scenario has none, so readers it may hurt cannot skip it; add `note="…"`, or take the content note out if it is not about the scenario.',
    );
  }
}
