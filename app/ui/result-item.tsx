import { Fragment } from 'react';
import { classNames } from './class-names.ts';
import { Html } from './html.tsx';
import { type State, StateMark } from './state-mark.tsx';

/** How an item came out. */
export type ItemOutcome = 'right' | 'partly' | 'wrong' | 'unanswered';

const marks: Record<ItemOutcome, { state: State; words: string }> = {
  right: { state: 'done', words: 'answered right' },
  partly: { state: 'underway', words: 'partly right' },
  wrong: { state: 'failed', words: 'not right' },
  unanswered: { state: 'open', words: 'not answered' },
};

type ResultItemProps = {
  number: number;
  promptHtml: string;
  /** How it came out; null while the quiz's policy keeps that back. */
  outcome: ItemOutcome | null;
  /** Points in words, such as '1 of 1 point'. */
  points?: string;
  /** `right` is undefined while the quiz's policy keeps the key back; `feedbackHtml` likewise. */
  options: readonly {
    id: string;
    html: string;
    chosen: boolean;
    right?: boolean;
    feedbackHtml?: string;
  }[];
};

/** One item of a finished attempt: what was chosen, and what the quiz's policy lets be said of it. */
export function ResultItem({ number, promptHtml, outcome, points, options }: ResultItemProps) {
  return (
    <div className="item">
      <div className="item-top">
        <span>
          <span className="vh">Item </span>
          <b>{number}</b> {points}
        </span>
        {outcome && <StateMark state={marks[outcome].state}>{marks[outcome].words}</StateMark>}
      </div>
      <Html className="prompt" html={promptHtml} />
      {options.map((option) => (
        <Fragment key={option.id}>
          <div className={classNames('response', option.chosen && 'chosen')}>
            <Html as="span" html={option.html} />
            <OptionNote chosen={option.chosen} right={option.right} />
          </div>
          {option.feedbackHtml && (
            <div className={classNames('feedback', option.right ? 's-done' : 's-failed')}>
              <Html html={option.feedbackHtml} />
            </div>
          )}
        </Fragment>
      ))}
    </div>
  );
}

function OptionNote({ chosen, right }: { chosen: boolean; right?: boolean }) {
  if (!chosen && !right) return null;
  return (
    <small>
      {chosen && <span>Your answer</span>}
      {right && <StateMark state="done">right answer</StateMark>}
    </small>
  );
}
