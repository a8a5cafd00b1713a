import { Html } from '#app/ui/html.tsx';
import { StateMark } from '#app/ui/state-mark.tsx';

/** Something shown by its words. `html` is compiled HTML. */
type Shown = { id: string; html: string };

/** Answers of the types beyond one list of options. What is kept back is null; words, never color alone, say the rest. */
export type ShownParts = {
  /** An ordering: its entries in the order given, those without a place last; the right order. */
  order: {
    given: readonly (Shown & { position: number | null })[];
    right: readonly Shown[] | null;
  } | null;
  /** A matching: each line with what was chosen for it; none of other types. */
  pairs: readonly (Shown & {
    chosen: Shown | null;
    correct: boolean | null;
    right: Shown | null;
  })[];
  /** A number or a few words, and what counts as right. */
  typed: {
    text: string | null;
    correct: boolean | null;
    accepted: readonly string[] | null;
  } | null;
  /** What the number is counted in. */
  unit: string | null;
};

type ShownAnswerProps = ShownParts & {
  /** Whose answer it is, said where it is not plain: 'Your answer'. */
  label?: string;
};

/** The answer to an ordering, a matching or a typed item, beside the right one where that may be told. */
export function ShownAnswer({ order, pairs, typed, unit, label }: ShownAnswerProps) {
  return (
    <>
      {order && <ShownOrder {...order} label={label} />}
      {pairs.length > 0 && <ShownPairs pairs={pairs} />}
      {typed && <ShownText {...typed} unit={unit} label={label} />}
    </>
  );
}

type Label = Pick<ShownAnswerProps, 'label'>;

function ShownOrder({ given, right, label }: NonNullable<ShownParts['order']> & Label) {
  const answered = given.some(({ position }) => position !== null);
  const placeOf = (id: string) => (right?.findIndex((entry) => entry.id === id) ?? -1) + 1;
  const allRight = right !== null && given.every(({ id, position }) => position === placeOf(id));
  return (
    <div className="shown-orders">
      <div>
        <p className="muted">{answered ? (label ?? 'Order given') : <i>no answer</i>}</p>
        <ol className="shown-order">
          {given.map(({ id, html, position }) => (
            <li key={id}>
              <b>{position ?? '–'}</b>
              <Html as="span" html={html} />
              {answered && <PlaceNote position={position} right={right && placeOf(id)} />}
            </li>
          ))}
        </ol>
      </div>
      {right && !allRight && (
        <div>
          <p className="muted">The right order</p>
          <ol className="shown-order">
            {right.map(({ id, html }, index) => (
              <li key={id}>
                <b>{index + 1}</b>
                <Html as="span" html={html} />
              </li>
            ))}
          </ol>
        </div>
      )}
    </div>
  );
}

function PlaceNote({ position, right }: { position: number | null; right: number | null }) {
  if (right === null) return position === null ? <small>no place given</small> : null;
  const inPlace = position === right;
  return (
    <small>
      <StateMark state={inPlace ? 'done' : 'failed'}>
        {inPlace ? 'in its place' : `belongs at ${right}`}
      </StateMark>
    </small>
  );
}

function ShownPairs({ pairs }: Pick<ShownParts, 'pairs'>) {
  return (
    <dl className="shown-pairs">
      {pairs.map(({ id, html, chosen, correct, right }) => (
        <div key={id}>
          <dt>
            <Html as="span" html={html} />
          </dt>
          <dd>
            {chosen ? <Html as="span" html={chosen.html} /> : <i>no answer</i>}
            {correct !== null && chosen && (
              <small>
                <StateMark state={correct ? 'done' : 'failed'}>
                  {correct ? 'right' : 'not this one'}
                </StateMark>
              </small>
            )}
            {right && correct !== true && (
              <small>
                right: <Html as="span" html={right.html} />
              </small>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

// Who typed the unit too reads it once.
const withUnit = (text: string, unit: string | null) =>
  unit && /^[\d.,\s+-]*$/.test(text) ? `${text} ${unit}` : text;

type ShownTextProps = NonNullable<ShownParts['typed']> & Pick<ShownParts, 'unit'> & Label;

function ShownText({ text, correct, accepted, unit, label }: ShownTextProps) {
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
