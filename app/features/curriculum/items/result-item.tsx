import { Fragment } from 'react';
import { classNames } from '#app/ui/class-names.ts';
import { Html } from '#app/ui/html.tsx';
import { StateMark } from '#app/ui/state-mark.tsx';
import type { ItemOutcome } from './outcome-schema.ts';
import { ShownAnswer } from './shown-answer.tsx';
import type { ShownParts } from './shown-schema.ts';
import { markOutcome } from './words.ts';

type ResultItemProps = ShownParts & {
  number: number;
  promptHtml: string;
  /** How it came out; null while the quiz's policy keeps that back. */
  outcome: ItemOutcome | null;
  /** Points in words, such as '1 of 1 point'. */
  points?: string;
  /** Where the answer may be chosen from; `right` is undefined while the key is kept back, `feedbackHtml` likewise. */
  options: readonly {
    id: string;
    html: string;
    chosen: boolean;
    right?: boolean;
    feedbackHtml?: string;
  }[];
  /** What is to be said of the whole item. */
  explanationHtml: string | null;
};

/** One item of a finished attempt: the answer given, and what the quiz's policy lets be said of it. */
export function ResultItem(props: ResultItemProps) {
  const { number, promptHtml, outcome, points, options, explanationHtml, ...parts } = props;
  const mark = outcome && markOutcome(outcome, 'cadet');
  return (
    <div className="item">
      <div className="item-top">
        <span>
          <span className="vh">Item </span>
          <b>{number}</b> {points}
        </span>
        {mark && <StateMark state={mark.state}>{mark.words}</StateMark>}
      </div>
      <Html className="prompt" html={promptHtml} />
      <ShownAnswer {...parts} label="Your answer" />
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
      {outcome === 'pending' && (
        <p className="item-note">
          Your instructor will read this answer; it counts as 0 until then.
        </p>
      )}
      {explanationHtml && (
        <div className="feedback explanation s-open">
          <Html html={explanationHtml} />
        </div>
      )}
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
