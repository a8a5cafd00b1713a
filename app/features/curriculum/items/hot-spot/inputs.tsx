import { Html } from '#app/ui/html.tsx';
import type { InputsProps } from '../answerable-schema.ts';
import { SpotPicture } from './picture.tsx';

/** Places in a picture, each a native radio as large as itself, and their names below. */
export function HotSpotInputs({ item, name, value, after }: InputsProps) {
  const idOf = (option: string) => `${item.id}-${option}`;
  return (
    <>
      <p className="field-hint">Choose a place, in the picture or by its name.</p>
      {item.picture && (
        <SpotPicture picture={item.picture}>
          {(option) => (
            <input
              type="radio"
              id={idOf(option)}
              name={name}
              value={option}
              defaultChecked={value.includes(option)}
            />
          )}
        </SpotPicture>
      )}
      <ol className="spot-names">
        {item.options.map(({ id, html }) => (
          <li key={id}>
            <label htmlFor={idOf(id)}>
              <Html as="span" html={html} />
            </label>
            {after?.(id)}
          </li>
        ))}
      </ol>
    </>
  );
}
