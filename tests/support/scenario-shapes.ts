import type {
  ChoiceKind,
  ItemKey,
  Scenario,
  ScenarioChoice,
} from '#app/features/curriculum/items/schema.ts';

/** What a choice does besides leading on. */
type Given = Partial<Pick<ScenarioChoice, 'conditions' | 'effects'>>;

const choice = (id: string, to: string, given: Given = {}): ScenarioChoice => ({
  id,
  to,
  html: `Words of ${id}.`,
  recordingHtml: '',
  conditions: [],
  effects: [],
  ...given,
});

const trust = (by: number) => ({ effects: [{ variable: 'trust', by }] });
const atLeast = (value: number) => ({
  conditions: [{ variable: 'trust', is: 'at least' as const, value }],
});

/**
 * A conversation at a door: `door` (shout, ask, wait) leads to `row` or `wake`; from `row` one may repair or step back;
 * in `wake` a warm reply is offered only once trust is 3. It ends in `quiet` (good), `fine` (poor) or `away` (safe).
 */
export function toScenario(id: string, given: Partial<Scenario> = {}): Scenario {
  const scene = (
    sceneId: string,
    choices: ScenarioChoice[],
    end: 'good' | 'poor' | 'safe' | null,
  ) => ({
    id: sceneId,
    title: `Title of ${sceneId}`,
    html: `<p>Text of ${sceneId}.</p>`,
    passages: [],
    choices,
    end,
  });
  return {
    id,
    title: `Conversation ${id}`,
    note: null,
    introHtml: '<p>You are Officer Reyes.</p>',
    variables: [{ name: 'trust', start: 2 }],
    scenes: [
      scene(
        'door',
        [
          choice('shout', 'row', trust(-1)),
          choice('ask', 'wake', trust(1)),
          choice('wait', 'wake'),
        ],
        null,
      ),
      scene('row', [choice('sorry', 'wake', trust(2)), choice('leave', 'away')], null),
      scene('wake', [choice('order', 'fine'), choice('warm', 'quiet', atLeast(3))], null),
      scene('quiet', [], 'good'),
      scene('fine', [], 'poor'),
      scene('away', [], 'safe'),
    ],
    ...given,
  };
}

const kinds: Record<string, ChoiceKind> = {
  shout: 'weak',
  ask: 'best',
  wait: 'fair',
  sorry: 'repair',
  leave: 'safety',
  order: 'weak',
  warm: 'best',
};

/** What is said of each choice: 'Resident of ask.', 'Officer of ask.'. */
export function toJudgements({ scenes }: Pick<Scenario, 'scenes'>): ItemKey['choices'] {
  const choices = scenes.flatMap((scene) => scene.choices);
  return Object.fromEntries(
    choices.map(({ id }) => [
      id,
      {
        kind: kinds[id] ?? 'fair',
        residentHtml: `Resident of ${id}.`,
        officerHtml: `Officer of ${id}.`,
      },
    ]),
  );
}
