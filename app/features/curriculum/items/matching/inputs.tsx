import { toBareText } from '#app/features/curriculum/courses/html-rules.ts';
import type { Option } from '#app/features/curriculum/items/option-schema.ts';
import { oncePer } from '#app/once.ts';
import { Html } from '#app/ui/html.tsx';
import type { InputsProps } from '../answerable-schema.ts';
import { Chooser } from '../chooser.tsx';

const textOf = oncePer(({ id, html }: Option) => ({ id, text: toBareText(html) }));

// A closed list box shows about so many letters on a phone.
const shortTarget = 36;

/** Entries of the left side, each with the list of the right side's. Long ones are written out above, by letter. */
export function MatchingInputs({ item, name, value, after }: InputsProps) {
  const texts = (item.targets ?? []).map(textOf);
  const lettered = texts.some(({ text }) => text.length > shortTarget);
  const letterOf = (index: number) => String.fromCharCode(65 + index);
  const [left, right] = item.columns ?? ['', ''];
  return (
    <>
      <p className="field-hint">Choose what belongs to each line.</p>
      {lettered && (
        <ol className="targets">
          {(item.targets ?? []).map((target, index) => (
            <li key={target.id}>
              <b>{letterOf(index)}</b> <Html as="span" html={target.html} />
            </li>
          ))}
        </ol>
      )}
      <div className="matching">
        {(left || right) && (
          <p aria-hidden="true">
            <span>{left}</span>
            <span>{right}</span>
          </p>
        )}
        {item.options.map((option) => {
          const id = `${item.id}-${option.id}`;
          const targets = texts.map((target, index) => ({
            value: `${option.id}=${target.id}`,
            label: lettered ? `${letterOf(index)}. ${target.text}` : target.text,
          }));
          return (
            <div key={option.id} className="match">
              <label htmlFor={id}>
                <Html as="span" html={option.html} />
                {right && <span className="vh">: {right}</span>}
              </label>
              <Chooser id={id} name={name} value={value} from={targets} />
              {after?.(option.id)}
            </div>
          );
        })}
      </div>
    </>
  );
}
