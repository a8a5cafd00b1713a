import { scenarioCardId, scenarioNowId } from '#app/features/learning/lessons/block-rules.ts';
import { Button, type ButtonKind } from '#app/ui/button.tsx';
import { EnhancedForm } from '#app/ui/enhanced-form.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import type { StageView } from './stage-rules.ts';

/** What can be done with the conversation as a whole: start it, skip it where it has a note, play it again. */
export function ScenarioControls({ view }: { view: StageView }) {
  const { state, steps, note } = view;
  return (
    <div className="card-actions">
      {state === 'before' && <Start view={view}>Start the conversation</Start>}
      {state === 'ended' && <Start view={view}>Play again</Start>}
      {state === 'skipped' && (
        <Start view={view} kind="secondary">
          Play it after all
        </Start>
      )}
      {state === 'open' && steps.length > 0 && (
        <Start view={view} kind="secondary">
          Start again
        </Start>
      )}
      {note !== null && (state === 'before' || state === 'open') && <Skip view={view} />}
      <span>{words(view)}</span>
    </div>
  );
}

function words({ state, steps }: StageView): string {
  if (state === 'ended') return 'Not graded. Another line may lead elsewhere.';
  if (state === 'open' && steps.length > 0) return 'Your place is kept. Not graded.';
  return 'Not graded. Play it as often as you like.';
}

function Start(props: { view: StageView; kind?: ButtonKind; children: string }) {
  const { id, nextRun } = props.view;
  return (
    <Control
      view={props.view}
      fields={{ intent: 'start-scenario', scenario: id, run: `${nextRun}` }}
    >
      <Button kind={props.kind}>{props.children}</Button>
    </Control>
  );
}

function Skip({ view }: { view: StageView }) {
  const { id, run } = view;
  return (
    <Control view={view} fields={{ intent: 'skip-scenario', scenario: id, run: `${run}` }}>
      <Button kind="secondary">Skip this conversation</Button>
    </Control>
  );
}

function Control(props: {
  view: StageView;
  fields: Record<string, string>;
  children: React.ReactNode;
}) {
  const { view, fields, children } = props;
  return (
    <EnhancedForm swap={scenarioCardId(view.id)}>
      <PostForm action={`#${scenarioNowId(view.id)}`}>
        <HiddenFields values={fields} />
        {children}
      </PostForm>
    </EnhancedForm>
  );
}
