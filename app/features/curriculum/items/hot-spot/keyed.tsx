import type { KeyedProps } from '../answerable-schema.ts';
import { KeyedOptions } from '../choice/keyed.tsx';
import { withNumbers } from './rules.ts';
import { ShownPicture } from './shown-picture.tsx';

/** The picture with its right place, and what is said of each. */
export function KeyedPlaces({ item, keyed }: KeyedProps) {
  return (
    <>
      {item.picture && <ShownPicture {...item.picture} chosen={[]} right={keyed?.correct ?? []} />}
      <KeyedOptions item={{ ...item, options: withNumbers(item.options) }} keyed={keyed} />
    </>
  );
}
