import { describe, expect, it } from 'vitest';
import type { ChoiceKind } from '#app/features/curriculum/items/schema.ts';
import { toJudgements, toScenario } from '#tests/support/scenario-shapes.ts';
import { type Path, partingOf, strongerThan } from './review-rules.ts';
import { walk } from './rules.ts';
import { type StoredRun, toStage } from './stage-rules.ts';

const scenario = toScenario('s');
const judgements = toJudgements(scenario);
const kindOf = (id: string): ChoiceKind | null => judgements[id]?.kind ?? null;

const toPath = (...choices: string[]): Path =>
  (walk(scenario, choices)?.steps ?? []).map(({ scene, choice }) => ({
    sceneId: scene.id,
    choiceId: choice.id,
  }));

describe('strongerThan', () => {
  const stronger = (...choices: string[]) => {
    const step = walk(scenario, choices)?.steps.at(-1);
    return step && strongerThan(step, kindOf).map(({ id }) => id);
  };

  it('names the best that was offered after a fair or weak choice', () => {
    expect(stronger('shout')).toEqual(['ask']);
    expect(stronger('wait')).toEqual(['ask']);
    expect(stronger('ask', 'order')).toEqual(['warm']);
  });

  it('names nothing that was not offered, and nothing after a best choice, a repair or a step back', () => {
    expect(stronger('wait', 'order')).toEqual([]);
    expect(stronger('ask')).toEqual([]);
    expect(stronger('shout', 'sorry')).toEqual([]);
    expect(stronger('shout', 'leave')).toEqual([]);
  });
});

describe('partingOf', () => {
  it('finds the first step that differs, an early end included', () => {
    expect(partingOf(toPath('ask', 'warm'), toPath('ask', 'order'))).toBe(1);
    expect(partingOf(toPath('shout', 'sorry', 'warm'), toPath('shout', 'leave'))).toBe(1);
    expect(partingOf(toPath('ask', 'warm'), toPath('ask'))).toBe(1);
    expect(partingOf(toPath('ask', 'warm'), toPath('ask', 'warm'))).toBeNull();
    expect(partingOf([], [])).toBeNull();
  });
});

describe('toStage', () => {
  const edition = { revisionId: 'now', scenario, judgements };
  const toRun = (number: number, path: Path, given: Partial<StoredRun> = {}): StoredRun => ({
    id: `run-${number}`,
    scenarioId: 's',
    revisionId: 'now',
    number,
    path,
    endedAt: null,
    endingId: null,
    skipped: false,
    open: true,
    ...given,
  });
  const stageOf = (...runs: StoredRun[]) =>
    toStage(edition, runs, (id) => (id === 'now' ? edition : null));
  const over = { open: false, endedAt: new Date(0) };

  it('tells of kinds only repairs and steps back before the end', () => {
    const stage = stageOf(toRun(1, toPath('shout', 'sorry')));
    expect(stage.steps.map(({ kind, strongerHtml }) => [kind, strongerHtml])).toEqual([
      [null, []],
      ['repair', []],
    ]);
    expect(stage).toMatchObject({ state: 'open', run: 1, step: 3, nextRun: 2 });
  });

  it('keeps count of each variable, by the range it can move in', () => {
    expect(stageOf(toRun(1, toPath('shout'))).variables).toEqual([
      { name: 'trust', value: 1, start: 2, min: 1, max: 3, change: -1 },
    ]);
  });

  it('sets a finished run beside the three finished before it, newest first', () => {
    const ended = (number: number, ...choices: string[]) =>
      toRun(number, toPath(...choices), { ...over, endingId: 'any' });
    const runs = [
      ended(6, 'ask', 'warm'),
      ended(5, 'ask', 'warm'),
      toRun(4, toPath('ask'), over),
      ended(3, 'ask', 'order'),
      ended(2, 'shout', 'leave'),
      ended(1, 'ask', 'order'),
    ];
    const { earlier, state } = stageOf(...runs);
    expect(state).toBe('ended');
    expect(earlier.map(({ number, parts, ending }) => [number, parts, ending])).toEqual([
      [5, null, 'good'],
      [3, 1, 'poor'],
      [2, 0, 'safe'],
    ]);
  });

  it('asks to begin anew when the newest run cannot be read any more', () => {
    const stage = stageOf(toRun(3, [], { revisionId: 'lost' }));
    expect(stage).toMatchObject({ state: 'before', scene: null, nextRun: 4 });
    const odd = stageOf(toRun(3, [{ sceneId: 'door', choiceId: 'none' }]));
    expect(odd).toMatchObject({ state: 'before', scene: null, nextRun: 4 });
  });
});
