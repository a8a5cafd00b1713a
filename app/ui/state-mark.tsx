import { classNames } from './class-names.ts';

/** The five states of anything a person has to do. */
export type State = 'done' | 'underway' | 'open' | 'overdue' | 'failed';

const words: Record<State, string> = {
  done: 'done',
  underway: 'under way',
  open: 'open',
  overdue: 'overdue',
  failed: 'failed',
};

/** The class that gives an element the state's shape and color: `<td class="s-done">done</td>` in a progress grid. */
export function stateClass(state: State): string {
  return `s-${state}`;
}

/** The state's word, as read and as read aloud. */
export function stateWord(state: State): string {
  return words[state];
}

type StateMarkProps = {
  state: State;
  /** Words in place of the state's own, such as 'Completed 2 Nov'. */
  children?: string;
  /** Shows the shape only; the word stays for screen readers. */
  compact?: boolean;
};

/** A state as shape, word and color. */
export function StateMark({ state, children, compact }: StateMarkProps) {
  const word = children ?? stateWord(state);
  return (
    <span className={classNames('mark', stateClass(state))}>
      {compact ? <span className="vh">{word}</span> : word}
    </span>
  );
}
