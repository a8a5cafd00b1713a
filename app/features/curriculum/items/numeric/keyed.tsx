import type { KeyedProps } from '../answerable-schema.ts';

/** What the number may be. */
export function KeyedNumber({ item, keyed }: KeyedProps) {
  const { min, max } = keyed?.range ?? { min: null, max: null };
  const unit = item.unit ? ` ${item.unit}` : '';
  return <p>Right: {min === max ? `${min}${unit}` : `${min} to ${max}${unit}`}</p>;
}
