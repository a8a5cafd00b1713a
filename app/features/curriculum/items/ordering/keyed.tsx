import { Html } from '#app/ui/html.tsx';
import type { KeyedProps } from '../answerable-schema.ts';
import { KeyedList } from '../keyed-list.tsx';

/** The entries in the right order. */
export function KeyedOrder({ item, keyed }: KeyedProps) {
  return (
    <KeyedList head="The right order">
      {(keyed?.correct ?? []).map((id) => (
        <li key={id}>
          <Html as="span" html={item.options.find((option) => option.id === id)?.html ?? ''} />
        </li>
      ))}
    </KeyedList>
  );
}
