import { classNames } from '#app/ui/class-names.ts';
import type { ShownPicture as Shown } from '../shown-schema.ts';
import { SpotPicture } from './picture.tsx';

/** The place chosen, and the right one where that may be told. The list of options says the same in words. */
export function ShownPicture({ chosen, right, ...picture }: Shown) {
  return (
    <SpotPicture picture={picture}>
      {(id) => (
        <span
          className={classNames(chosen.includes(id) && 'chosen', right.includes(id) && 'right')}
        />
      )}
    </SpotPicture>
  );
}
