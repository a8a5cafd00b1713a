import { Html } from '#app/ui/html.tsx';
import { StateMark } from '#app/ui/state-mark.tsx';
import type { ShownOrder as Order } from '../shown-schema.ts';

type ShownOrderProps = Order & {
  /** Whose order it is, said where it is not plain. */
  label?: string;
};

/** The order given, beside the right one where that may be told. */
export function ShownOrder({ given, right, label }: ShownOrderProps) {
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
