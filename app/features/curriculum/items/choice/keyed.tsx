import { Fragment } from 'react';
import { Html } from '#app/ui/html.tsx';
import { StateMark } from '#app/ui/state-mark.tsx';
import type { KeyedProps } from '../answerable-schema.ts';

/** Options with what is right, what is said of each, and which misconception it shows. */
export function KeyedOptions({ item, keyed }: KeyedProps) {
  return item.options.map(({ id, html }) => {
    const right = keyed?.correct.includes(id) ?? false;
    const feedback = keyed?.feedback[id];
    const misconception = keyed?.misconceptions[id];
    return (
      <Fragment key={id}>
        <div className="response">
          <Html as="span" html={html} />
          <small>
            <StateMark state={right ? 'done' : 'failed'}>{right ? 'right' : 'wrong'}</StateMark>
          </small>
        </div>
        {(feedback || misconception) && (
          <div className={`feedback ${right ? 's-done' : 's-failed'}`}>
            {feedback && <Html html={feedback} />}
            {misconception && <p className="keyed-misconception">Misconception: {misconception}</p>}
          </div>
        )}
      </Fragment>
    );
  });
}
