import type { ItemKey, Scenario } from '#app/features/curriculum/items/schema.ts';
import { Html } from '#app/ui/html.tsx';
import { choiceKindWords } from './words.ts';

type GuideScenarioProps = { scenario: Scenario; judgements: ItemKey['choices'] };

/** The replies of a conversation, scene by scene, with what each does and what it counts. */
export function GuideScenario({ scenario, judgements }: GuideScenarioProps) {
  const decided = scenario.scenes.filter(({ choices }) => choices.length > 0);
  return (
    <>
      <h3>In the conversation “{scenario.title}”</h3>
      {decided.map(({ id, title, choices }) => (
        <table key={id} className="scene">
          <caption>{title ?? id}</caption>
          <thead>
            <tr>
              <th scope="col" className="said">
                Cadets say or do
              </th>
              <th scope="col">It is</th>
              <th scope="col" className="does">
                What it does to the other person, and to the officer
              </th>
            </tr>
          </thead>
          <tbody>
            {choices.map((choice) => {
              const judgement = judgements[choice.id];
              return (
                <tr key={choice.id}>
                  <td>
                    <Html as="span" html={choice.html} />
                  </td>
                  <td className="kind">{judgement ? choiceKindWords[judgement.kind] : ''}</td>
                  <td>
                    <Html as="span" html={judgement?.residentHtml ?? ''} />{' '}
                    <Html as="span" html={judgement?.officerHtml ?? ''} />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      ))}
    </>
  );
}
