import type { ChoiceKind, ItemKey, Scenario } from '#app/features/curriculum/items/schema.ts';
import { choiceLetter } from '#app/features/learning/lessons/block-rules.ts';

/** How a cohort went through a scenario, told so that no one can be picked out. No I/O. */

/** Below this many cadets a number is not told. */
export const leastShown = 5;

/**
 * A count as it may be told: fewer than `leastShown`, as it is, or as a band of five. Bands are used for the whole
 * picture as soon as one count in it is small and not zero, which exact numbers beside it would give away.
 */
export type ShownCount =
  | { kind: 'few' }
  | { kind: 'exact'; n: number }
  | { kind: 'band'; from: number; to: number };

/** Whether the counts are to be told in bands. */
export function needsBands(counts: readonly number[]): boolean {
  return counts.some((n) => n > 0 && n < leastShown);
}

/** The count as it may be told. */
export function toShown(n: number, banded: boolean): ShownCount {
  if (n < leastShown) return { kind: 'few' };
  if (!banded) return { kind: 'exact', n };
  const from = Math.floor(n / 5) * 5;
  return { kind: 'band', from, to: from + 4 };
}

/** The count in words: 'fewer than 5', '12', '10 to 14'. */
export function shownWords(count: ShownCount): string {
  switch (count.kind) {
    case 'few':
      return `fewer than ${leastShown}`;
    case 'exact':
      return String(count.n);
    case 'band':
      return `${count.from} to ${count.to}`;
  }
}

/** A number to draw by that tells no more than the words do. */
export function drawnCount(count: ShownCount): number {
  switch (count.kind) {
    case 'few':
      return 0;
    case 'exact':
      return count.n;
    case 'band':
      return (count.from + count.to) / 2;
  }
}

/** One choice of one scene in the flow. `share` of those who came to the scene, in words; null where it is not told. */
export type FlowRow = {
  sceneId: string;
  scene: string;
  choiceId: string;
  letter: string;
  choiceHtml: string;
  kind: ChoiceKind | null;
  leadsTo: string;
  count: ShownCount;
  share: string | null;
};

/** How many came to an ending. */
type EndRow = {
  id: string;
  title: string;
  end: NonNullable<Scenario['scenes'][number]['end']>;
  count: ShownCount;
};

/** The ways of a cohort through a scenario: each choice in the order of the scenes, and how it ended. */
export type Flow = { banded: boolean; rows: FlowRow[]; ends: EndRow[] };

function toShare(count: ShownCount, n: number, total: number): string | null {
  if (count.kind === 'few' || total === 0) return null;
  const share = (100 * n) / total;
  return count.kind === 'exact' ? `${Math.round(share)}%` : `about ${Math.round(share / 10) * 10}%`;
}

/**
 * @param counts cadets by the choice they made, in the runs that are counted
 */
export function toFlow(
  scenario: Pick<Scenario, 'scenes'>,
  judgements: ItemKey['choices'],
  counts: ReadonlyMap<string, number>,
): Flow {
  const countOf = (id: string) => counts.get(id) ?? 0;
  const sum = (ids: readonly { id: string }[]) => ids.reduce((all, { id }) => all + countOf(id), 0);
  const { scenes } = scenario;
  const choices = scenes.flatMap((scene) => scene.choices);
  const banded = needsBands(choices.map(({ id }) => countOf(id)));
  const titles = new Map(scenes.map(({ id, title }, index) => [id, title ?? `Scene ${index + 1}`]));
  const titleOf = (id: string) => titles.get(id) ?? id;
  const rows = scenes.flatMap((scene) =>
    scene.choices.map((choice, index): FlowRow => {
      const n = countOf(choice.id);
      const count = toShown(n, banded);
      return {
        sceneId: scene.id,
        scene: titleOf(scene.id),
        choiceId: choice.id,
        count,
        letter: choiceLetter(index),
        choiceHtml: choice.html,
        leadsTo: titleOf(choice.to),
        kind: judgements[choice.id]?.kind ?? null,
        share: toShare(count, n, sum(scene.choices)),
      };
    }),
  );
  const ends = scenes.flatMap(({ id, end }) =>
    end === null
      ? []
      : {
          id,
          title: titleOf(id),
          end,
          count: toShown(sum(choices.filter(({ to }) => to === id)), banded),
        },
  );
  return { banded, rows, ends };
}
