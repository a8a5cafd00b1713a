import { classNames } from './class-names.ts';
import { type State, stateClass } from './state-mark.tsx';

/** A figure; `href` filters what is below it by what is counted. */
export type NumberTile = {
  label: string;
  /** Such as 'of 40': in small letters beside the word. */
  beside?: string;
  value: string | number;
  href: string;
  /** The shape before a figure that is not zero. */
  state?: State;
  isCurrent?: boolean;
};

/** Figures in a row, each of them the way to what it counts. Zero leads nowhere, unless one is there. */
export function NumberTiles({ label, tiles }: { label: string; tiles: readonly NumberTile[] }) {
  return (
    <ul className="number-tiles" aria-label={label}>
      {tiles.map((tile) => (
        <li key={tile.label}>
          <Tile {...tile} />
        </li>
      ))}
    </ul>
  );
}

function Tile({ label, beside, value, href, state, isCurrent }: NumberTile) {
  const isNone = value === 0;
  const figure = (
    <>
      <b className={classNames(state && !isNone && `shape ${stateClass(state)}`)}>{value}</b>{' '}
      <span>{label}</span>
      {beside && <small>{beside}</small>}
    </>
  );
  if (isNone && !isCurrent) return <span className="number-tile number-tile-none">{figure}</span>;
  return (
    <a className="number-tile" href={href} aria-current={isCurrent ? 'true' : undefined}>
      {figure}
    </a>
  );
}
