import { ShownPicture } from './hot-spot/shown-picture.tsx';
import { ShownPairs } from './matching/shown-pairs.tsx';
import { ShownOrder } from './ordering/shown-order.tsx';
import type { ShownParts } from './shown-schema.ts';
import { ShownText } from './shown-text.tsx';

type ShownAnswerProps = ShownParts & {
  /** Whose answer it is, said where it is not plain: 'Your answer'. */
  label?: string;
};

/**
 * The parts of an answer beyond one list of options, beside what is right where that may be told. Words, never color
 * alone, say the rest.
 */
export function ShownAnswer({ order, pairs, typed, unit, picture, label }: ShownAnswerProps) {
  return (
    <>
      {order && <ShownOrder {...order} label={label} />}
      {pairs.length > 0 && <ShownPairs pairs={pairs} />}
      {picture && <ShownPicture {...picture} />}
      {typed && <ShownText {...typed} unit={unit} label={label} />}
    </>
  );
}
