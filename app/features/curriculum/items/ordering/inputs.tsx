import '#app/ui/custom-elements.ts';
import { Html } from '#app/ui/html.tsx';
import type { InputsProps } from '../answerable-schema.ts';
import { Chooser } from '../chooser.tsx';

/** Entries with a place each; `order-list.client.ts` makes a list of them that is moved into order. */
export function OrderingInputs({ item, name, value }: InputsProps) {
  return (
    <order-list>
      <p className="field-hint">
        <span data-without-script>Give each line its place: 1 is the first.</span>
        <span data-with-script hidden>
          Move the lines into order with their buttons, or drag them by the handle.
        </span>
      </p>
      <ol className="order">
        {item.options.map((option) => {
          const id = `${item.id}-${option.id}`;
          const places = item.options.map((_, index) => ({
            value: `${option.id}=${index + 1}`,
            label: String(index + 1),
          }));
          return (
            <li key={option.id}>
              <label htmlFor={id}>
                <span className="vh">Place of </span>
                <Html as="span" html={option.html} />
              </label>
              <Chooser id={id} name={name} value={value} from={places} />
            </li>
          );
        })}
      </ol>
    </order-list>
  );
}
