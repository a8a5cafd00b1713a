import { Fragment } from 'react';
import type { KeyedProps } from '../answerable-schema.ts';

/** The texts that count without anybody reading them. */
export function KeyedText({ keyed }: KeyedProps) {
  return (
    <p>
      Accepted:{' '}
      {(keyed?.patterns ?? []).map((pattern, index) => (
        <Fragment key={pattern}>
          {index > 0 && ', '}
          <code>{pattern}</code>
        </Fragment>
      ))}
      . Anything else waits for an instructor.
    </p>
  );
}
