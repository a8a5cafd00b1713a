import { conditionWords } from '#app/features/curriculum/courses/scenario-rules.ts';
import type {
  ChoiceKind,
  ItemKey,
  Scenario,
  Scene,
} from '#app/features/curriculum/items/schema.ts';
import { choiceLetter } from '#app/features/learning/lessons/block-rules.ts';
import { Html } from '#app/ui/html.tsx';
import { StateMark } from '#app/ui/state-mark.tsx';
import type { DrawnGraph } from './graph-rules.ts';
import { drawnKindWords, ScenarioGraph } from './scenario-graph.tsx';
import { SceneText } from './scene-text.tsx';

const kindStates: Record<ChoiceKind, 'done' | 'underway' | 'overdue'> = {
  best: 'done',
  fair: 'underway',
  weak: 'overdue',
  repair: 'done',
  safety: 'done',
};

type SceneProps = { scenario: Scenario; judgements: ItemKey['choices'] };

/** `graph`: of `drawScenarios`. */
type ScenarioKeysProps = SceneProps & { graph: DrawnGraph | undefined };

/** A scenario for those who may see keys: its graph, and every scene with its choices, their kinds and consequences. */
export function ScenarioKeys({ scenario, judgements, graph }: ScenarioKeysProps) {
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
      {graph && (
        <ScenarioGraph
          graph={graph}
          label={`The ways through “${title}”, from its first scene down to its endings. The scenes are listed below.`}
          kinds={kinds}
        />
      )}
      {introHtml && <Html className="prose" html={introHtml} />}
      <ol className="preview-scenes">
        {scenes.map((scene, index) => (
          <li key={scene.id} id={`scene-${id}-${scene.id}`}>
            <SceneCard
              scene={scene}
              scenario={scenario}
              judgements={judgements}
              number={index + 1}
            />
          </li>
        ))}
      </ol>
    </section>
  );
}

type SceneCardProps = SceneProps & { scene: Scene; number: number };

function SceneCard({ scene, number, scenario, judgements }: SceneCardProps) {
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
                    <StateMark state={kindStates[judged.kind]}>
                      {drawnKindWords[judged.kind]}
                    </StateMark>
                  )}{' '}
                  leads to <TargetLink scenario={scenario} to={choice.to} />
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

function TargetLink({ scenario: { id, scenes }, to }: { scenario: Scenario; to: string }) {
  const index = scenes.findIndex((scene) => scene.id === to);
  if (index === -1) return <StateMark state="failed">{`no scene: #${to}`}</StateMark>;
  return <a href={`#scene-${id}-${to}`}>{scenes[index]?.title ?? `Scene ${index + 1}`}</a>;
}

function Consequence({ who, html }: { who: string; html: string }) {
  return (
    <p>
      <b>{who}:</b> <Html as="span" html={html} />
    </p>
  );
}
