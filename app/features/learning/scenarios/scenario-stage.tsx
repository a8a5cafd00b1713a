import { Fragment } from 'react';
import { scenarioCardId, scenarioNowId } from '#app/features/learning/lessons/block-rules.ts';
import { EnhancedForm } from '#app/ui/enhanced-form.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { Html } from '#app/ui/html.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { StateMark } from '#app/ui/state-mark.tsx';
import { endingStates, endingWords } from './review-rules.ts';
import { ScenarioControls } from './scenario-controls.tsx';
import { ScenarioReview } from './scenario-review.tsx';
import { Outcome, Transcript } from './scenario-transcript.tsx';
import { ScenarioVariables } from './scenario-variables.tsx';
import type { StageScene, StageView } from './stage-rules.ts';

type ScenarioStageProps = {
  view: StageView;
  /** Whether completing the lesson needs it played or skipped. */
  required: boolean;
  /** Why the last form was not taken. */
  problem?: string;
  /** The zone whose clock dates earlier runs. */
  timeZone: string;
};

/** A branching conversation within a lesson: the path so far, what the last reply meant, the scene and its replies. */
export function ScenarioStage({ view, required, problem, timeZone }: ScenarioStageProps) {
  const { id, state, scene, steps } = view;
  const cardId = scenarioCardId(id);
  const last = steps.at(-1);
  const under = state === 'open' || state === 'before';
  return (
    <section
      className="stage"
      id={cardId}
      aria-labelledby={`${cardId}-title`}
      data-under-way={under ? '' : undefined}
    >
      <p className="card-label">
        Conversation <span>{required ? 'needed to complete' : 'optional'}</span>
      </p>
      <h3 id={`${cardId}-title`}>{view.title}</h3>
      {steps.length > 0 && <Transcript view={view} />}
      <div className="stage-now" id={scenarioNowId(id)} data-announce="">
        {problem && (
          <p className="field-error shape s-failed" role="alert">
            {problem}
          </p>
        )}
        {view.revised && <Revised state={state} />}
        {scene && !last && <Html className="stage-intro" html={view.introHtml} />}
        {scene && last && <Outcome step={last} />}
        {scene && <Scene scene={scene} />}
        {state === 'before' && <Before note={view.note} />}
        {state === 'skipped' && <Skipped />}
      </div>
      {scene && scene.choices.length > 0 && <Replies view={view} scene={scene} />}
      {view.variables.length > 0 && <ScenarioVariables view={view} />}
      {state === 'ended' && <ScenarioReview view={view} timeZone={timeZone} />}
      <ScenarioControls view={view} />
    </section>
  );
}

function Scene({ scene }: { scene: StageScene }) {
  return (
    <div className="scene">
      <h4 tabIndex={-1} data-focus="">
        {scene.title}
      </h4>
      <Html className="scene-text" html={scene.html} />
      {scene.end && (
        <p className="scene-end">
          <StateMark state={endingStates[scene.end]}>{endingWords[scene.end]}</StateMark>
        </p>
      )}
    </div>
  );
}

function Replies({ view, scene }: { view: StageView; scene: StageScene }) {
  const { id, run, step, revisionId } = view;
  const hidden = {
    intent: 'choose-reply',
    scenario: id,
    revision: revisionId,
    run: String(run),
    step: String(step),
  };
  return (
    <EnhancedForm swap={scenarioCardId(id)}>
      <PostForm action={`#${scenarioNowId(id)}`}>
        <HiddenFields values={hidden} />
        <fieldset className="replies">
          <legend>{scene.choices.length > 1 ? 'What do you say or do?' : 'Then'}</legend>
          {scene.choices.map(({ id: choice, html, recordingHtml }) => (
            <Fragment key={choice}>
              <button className="reply" name="choice" value={choice} type="submit">
                <Html as="span" html={html} />
              </button>
              {recordingHtml && <Html className="reply-recording" html={recordingHtml} />}
            </Fragment>
          ))}
        </fieldset>
      </PostForm>
    </EnhancedForm>
  );
}

function Before({ note }: { note: string | null }) {
  return note === null ? (
    <p tabIndex={-1} data-focus="">
      The conversation is ready. Start it when you are.
    </p>
  ) : (
    <Notice kind="attention" title="Before you start">
      <p>{note}</p>
      <p>You may skip it. That counts for the lesson, and no report shows it.</p>
    </Notice>
  );
}

function Skipped() {
  return (
    <div className="scene">
      <h4 tabIndex={-1} data-focus="">
        You skipped this conversation
      </h4>
      <p>
        That counts for the lesson. It stays here, and you can still play it whenever you want to.
      </p>
    </div>
  );
}

function Revised({ state }: { state: StageView['state'] }) {
  return (
    <Notice title="Changed since you began">
      {state === 'open'
        ? 'The authors have changed this conversation. Finish it as it was, or start again with the new one.'
        : 'The authors have changed this conversation since. Play again to see the new one.'}
    </Notice>
  );
}
