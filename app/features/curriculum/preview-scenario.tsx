import { Html } from '#app/ui/html.tsx';
import { ScenarioGraph } from '#app/ui/scenario-graph.tsx';
import { choiceLetter } from '#app/ui/scenario-ids.ts';
import { SceneText } from '#app/ui/scene-text.tsx';
import { StateMark } from '#app/ui/state-mark.tsx';
import type { ChoiceKind, ItemKey, Scenario, Scene } from './item-schema.ts';
import { conditionWords } from './scenario-rules.ts';

const kindWords: Record<ChoiceKind, string> = {
  best: 'strong',
  fair: 'fair',
  weak: 'weak',
  repair: 'repair',
  safety: 'stepping back',
};

const kindStates: Record<ChoiceKind, 'done' | 'underway' | 'overdue'> = {
  best: 'done',
  fair: 'underway',
  weak: 'overdue',
  repair: 'done',
  safety: 'done',
};

type PreviewScenarioProps = {
  scenario: Scenario;
  judgements: ItemKey['choices'];
};

/** A scenario for its author: its graph, and every scene with its choices, their kinds and consequences. */
export function PreviewScenario({ scenario, judgements }: PreviewScenarioProps) {
  const { id, title, note, introHtml, variables, scenes } = scenario;
  const kinds = Object.fromEntries(
    Object.entries(judgements).map(([choice, { kind }]) => [choice, kind]),
  );
  const endings = scenes.filter(({ end }) => end !== null).length;
  return (
    <section className="stack stack-loose" aria-labelledby={`graph-${id}`}>
      <h2 id={`graph-${id}`}>{title}</h2>
      <p>
        {scenes.length} scenes, {endings} of them endings.
        {variables.length > 0 &&
          ` Variables: ${variables.map(({ name, start }) => `${name} from ${start}`).join(', ')}.`}
        {note !== null && ` May be skipped; the note says: “${note}”`}
      </p>
      <ScenarioGraph
        scenario={{
          scenes: scenes.map((scene) => ({ ...scene, varies: scene.passages.length > 0 })),
        }}
        label={`The ways through “${title}”, from its first scene down to its endings. The scenes are listed below.`}
        kinds={kinds}
      />
      {introHtml && <Html className="prose" html={introHtml} />}
      <ol className="preview-scenes">
        {scenes.map((scene, index) => (
          <li key={scene.id} id={`scene-${id}-${scene.id}`}>
            <SceneCard {...{ scene, scenario, judgements }} number={index + 1} />
          </li>
        ))}
      </ol>
    </section>
  );
}

type SceneCardProps = PreviewScenarioProps & { scene: Scene; number: number };

function SceneCard({ scene, number, scenario, judgements }: SceneCardProps) {
  const titleOf = (to: string) => {
    const index = scenario.scenes.findIndex((one) => one.id === to);
    return scenario.scenes[index]?.title ?? `Scene ${index + 1}`;
  };
  return (
    <div className="scene stack">
      <h3>
        {scene.title ?? `Scene ${number}`} <code className="muted">{scene.id}</code>
      </h3>
      <SceneText
        html={scene.html}
        passages={scene.passages.map(({ conditions, html }) => ({
          when: conditions.length === 0 ? null : conditionWords(conditions),
          html,
        }))}
      />
      {scene.end !== null && <p className="muted">Ends the conversation: {scene.end}.</p>}
      {scene.choices.length > 0 && (
        <ul className="preview-choices">
          {scene.choices.map((choice, index) => {
            const judged = judgements[choice.id];
            const effects = choice.effects.map(
              ({ variable, by }) => `${variable} ${by < 0 ? '−' : '+'}${Math.abs(by)}`,
            );
            return (
              <li key={choice.id}>
                <p>
                  <b>{choiceLetter(index)}.</b> <Html as="span" html={choice.html} />
                </p>
                <p className="muted">
                  {judged && (
                    <StateMark state={kindStates[judged.kind]}>{kindWords[judged.kind]}</StateMark>
                  )}{' '}
                  leads to <a href={`#scene-${scenario.id}-${choice.to}`}>{titleOf(choice.to)}</a>
                  {choice.conditions.length > 0 &&
                    `; offered if ${conditionWords(choice.conditions)}`}
                  {effects.length > 0 && `; ${effects.join(', ')}`}
                </p>
                {judged?.residentHtml && <Consequence who="Resident" html={judged.residentHtml} />}
                {judged?.officerHtml && <Consequence who="Officer" html={judged.officerHtml} />}
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}

function Consequence({ who, html }: { who: string; html: string }) {
  return (
    <p>
      <b>{who}:</b> <Html as="span" html={html} />
    </p>
  );
}
