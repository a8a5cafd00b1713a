import { StateMark } from '#app/ui/state-mark.tsx';
import type { ShownTyped } from './shown-schema.ts';

// Who typed the unit too reads it once.
const withUnit = (text: string, unit: string | null) =>
  unit && /^[\d.,\s+-]*$/.test(text) ? `${text} ${unit}` : text;

type ShownTextProps = ShownTyped & {
  /** What the number typed is counted in. */
  unit: string | null;
  /** Whose answer it is, said where it is not plain. */
  label?: string;
};

/** What was typed, and what counts as right. */
export function ShownText({ text, correct, accepted, unit, label }: ShownTextProps) {
  return (
    <div className="shown-text">
      <p>
        {text === null ? <i>no answer</i> : <b>{withUnit(text, unit)}</b>}
        {label && text !== null && <small>{label}</small>}
        {correct !== null && text !== null && (
          <StateMark state={correct ? 'done' : 'failed'}>
            {correct ? 'right' : 'not right'}
          </StateMark>
        )}
      </p>
      {accepted && accepted.length > 0 && (
        <p>
          <small>Counts as right: {accepted.join(', ')}</small>
        </p>
      )}
    </div>
  );
}
