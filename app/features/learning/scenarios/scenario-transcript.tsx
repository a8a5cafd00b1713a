import { Html } from '#app/ui/html.tsx';
import { countOf } from '#app/words/numbers.ts';
import type { StageStep, StageView } from './stage-rules.ts';

/** From how many replies on the path so far is folded up. */
const longFrom = 2;

/** The path so far as one would read it in a script. What the last reply meant follows it on the stage. */
export function Transcript({ view }: { view: StageView }) {
  const { steps, introHtml, state } = view;
  const count = countOf(steps.length, 'reply', 'replies');
  return (
    <details className="transcript" open={steps.length < longFrom}>
      <summary>The conversation so far: {count}</summary>
      <Html className="stage-intro" html={introHtml} />
      <ol>
        {steps.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a path only grows at its end
          <li key={index}>
            <p className="transcript-scene">{step.title}</p>
            <Html className="scene-text" html={step.html} />
            {(index < steps.length - 1 || state === 'skipped') && <Outcome step={step} />}
          </li>
        ))}
      </ol>
    </details>
  );
}

/** A reply that was given, with what it meant for the resident and for the officer. */
export function Outcome({ step }: { step: StageStep }) {
  return (
    <div className="outcome">
      <p className="speech speech-own">
        <strong className="speech-who">You:</strong> <Html as="span" html={step.choiceHtml} />
      </p>
      {step.kind === 'repair' && (
        <p className="outcome-kind">This is a repair: you owned a mistake aloud and mended it.</p>
      )}
      {step.kind === 'safety' && (
        <p className="outcome-kind">Stepping back is never marked wrong here.</p>
      )}
      <dl className="consequences">
        <div>
          <dt>For the resident</dt>
          <dd>
            <Html as="span" html={step.residentHtml} />
          </dd>
        </div>
        <div>
          <dt>For the officer</dt>
          <dd>
            <Html as="span" html={step.officerHtml} />
          </dd>
        </div>
      </dl>
    </div>
  );
}
