import { describe, expect, it } from 'vitest';
import type { Scenario } from '#app/features/curriculum/items/schema.ts';
import { toJudgements, toScenario } from '#tests/support/scenario-shapes.ts';
import { type Edition, type StoredRun, toStage } from './stage-rules.ts';

/** What a reader is shown of a scene whose text depends on the way they came. */

const trust = (is: 'at least' | 'below', value: number) => [{ variable: 'trust', is, value }];
const texts = [
  { conditions: [], html: 'Always.' },
  { conditions: trust('below', 2), html: 'Cold.' },
  { conditions: trust('at least', 3), html: 'Warm.' },
];

/** `row` and `wake` and both endings tell how trust stood as they were entered. */
function withTexts(): Scenario {
  const { scenes, ...rest } = toScenario('wake');
  return {
    ...rest,
    scenes: scenes.map((scene) =>
      scene.id === 'door' ? scene : { ...scene, html: 'Always.', passages: texts },
    ),
  };
}

const scenario = withTexts();
const edition: Edition = { revisionId: 'r1', scenario, judgements: toJudgements(scenario) };

const run = (number: number, ids: string[], ended = false): StoredRun => ({
  id: `run-${number}`,
  scenarioId: 'wake',
  revisionId: 'r1',
  number,
  skipped: false,
  endedAt: ended ? new Date() : null,
  endingId: ended ? 'an-ending' : null,
  open: !ended,
  path: ids.map((choiceId) => ({ sceneId: 'unasked', choiceId })),
});

const stageOf = (...runs: StoredRun[]) => toStage(edition, runs, () => edition);

describe('a scene whose text depends on what came before', () => {
  it.each([
    [['shout'], 'Always.\nCold.'],
    [['wait'], 'Always.'],
    [['ask'], 'Always.\nWarm.'],
    [['shout', 'sorry'], 'Always.\nWarm.'],
  ])('after %s shows what fits', (ids, text) => {
    expect(stageOf(run(1, ids)).scene?.html).toBe(text);
  });

  it('keeps its text in the path so far, as it was on entering and not as things stand now', () => {
    const { steps } = stageOf(run(1, ['shout', 'sorry', 'warm'], true));
    expect(steps.map(({ html }) => html)).toEqual([
      '<p>Text of door.</p>',
      'Always.\nCold.',
      'Always.\nWarm.',
    ]);
  });

  it('holds for an ending too, and is found again from the stored path', () => {
    const texts = (ids: string[]) => stageOf(run(1, ids, true)).scene?.html;
    expect(texts(['ask', 'warm'])).toBe('Always.\nWarm.');
    expect(texts(['wait', 'order'])).toBe('Always.');
    expect(texts(['shout', 'leave'])).toBe('Always.\nCold.');
  });

  it('tells nothing of what another way would have shown', () => {
    const view = JSON.stringify(stageOf(run(2, ['wait', 'order'], true), run(1, ['wait'])));
    expect(view).not.toMatch(/Cold|Warm|passages|conditions/);
  });
});
