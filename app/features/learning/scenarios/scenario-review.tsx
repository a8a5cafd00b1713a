import { Html } from '#app/ui/html.tsx';
import { StateMark } from '#app/ui/state-mark.tsx';
import { formatZoned } from '#app/words/dates.ts';
import { endingStates, endingWords, kindSentences, kindStates, kindWords } from './review-rules.ts';
import type { EarlierRun, StageStep, StageView } from './stage-rules.ts';

type ScenarioReviewProps = { view: StageView; timeZone: string };

/** After the ending: each choice for what it was, what would have been stronger, and earlier runs beside this one. */
export function ScenarioReview({ view, timeZone }: ScenarioReviewProps) {
  return (
    <div className="review">
      <h4>Looking back</h4>
      <ol className="review-steps">
        {view.steps.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the path of a run that has ended
          <li key={index}>
            <ReviewStep step={step} />
          </li>
        ))}
      </ol>
      {view.earlier.length > 0 && <Beside view={view} timeZone={timeZone} />}
    </div>
  );
}

function ReviewStep({ step }: { step: StageStep }) {
  const { kind, strongerHtml } = step;
  return (
    <>
      <p className="transcript-scene">{step.title}</p>
      <p>
        <Html as="span" html={step.choiceHtml} />
      </p>
      {kind && (
        <p className="review-kind">
          <StateMark state={kindStates[kind]}>{kindWords[kind]}</StateMark>{' '}
          <span>{kindSentences[kind]}</span>
        </p>
      )}
      {strongerHtml.map((html) => (
        <p key={html} className="stronger">
          <span className="stronger-label">Stronger here:</span> <Html as="span" html={html} />
        </p>
      ))}
    </>
  );
}

function Beside({ view, timeZone }: ScenarioReviewProps) {
  const { steps, earlier, scene } = view;
  const length = Math.max(steps.length, ...earlier.map((run) => run.steps.length));
  const rows = Array.from({ length }, (_, index) => index);
  const title = 'Beside your earlier runs';
  return (
    <>
      <h4>{title}</h4>
      <p>{earlier.map(toParting).join(' ')}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls must be reachable by keyboard */}
      <section className="table-frame" aria-label={`Table: ${title}`} tabIndex={0}>
        <table className="table runs">
          <thead>
            <tr>
              <th scope="col">
                <span className="vh">Step</span>
              </th>
              <th scope="col">This time</th>
              {earlier.map(({ number, endedAt }) => (
                <th scope="col" key={number}>
                  Run {number}
                  {endedAt && <small>{formatZoned(endedAt, timeZone)}</small>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((index) => (
              <tr key={index}>
                <th scope="row">{index + 1}</th>
                <td>
                  <Cell step={steps[index]} />
                </td>
                {earlier.map((run) => (
                  <td key={run.number} className={isApart(run, index) ? 'apart' : undefined}>
                    {run.parts === index && <p className="parts">Here the paths part</p>}
                    <Cell step={run.steps[index]} />
                  </td>
                ))}
              </tr>
            ))}
            <tr>
              <th scope="row">End</th>
              <td>{scene?.end && <End ending={scene.end} title={scene.title} />}</td>
              {earlier.map((run) => (
                <td key={run.number} className={run.parts === null ? undefined : 'apart'}>
                  <End ending={run.ending} title={run.endingTitle} />
                </td>
              ))}
            </tr>
          </tbody>
        </table>
      </section>
    </>
  );
}

const isApart = ({ parts }: EarlierRun, index: number) => parts !== null && index >= parts;

function toParting({ number, parts }: EarlierRun): string {
  return parts === null
    ? `Run ${number} took the same path.`
    : `Run ${number} took another path from step ${parts + 1}.`;
}

function Cell({ step }: { step: EarlierRun['steps'][number] | undefined }) {
  if (!step) return <span className="muted">Had ended</span>;
  return (
    <>
      <span className="transcript-scene">{step.title}</span>
      <Html as="span" className="runs-choice" html={step.choiceHtml} />
      {step.kind && <StateMark state={kindStates[step.kind]}>{kindWords[step.kind]}</StateMark>}
    </>
  );
}

function End({ ending, title }: { ending: EarlierRun['ending']; title: string }) {
  return (
    <>
      <span className="transcript-scene">{title}</span>
      <StateMark state={endingStates[ending]}>{endingWords[ending]}</StateMark>
    </>
  );
}
