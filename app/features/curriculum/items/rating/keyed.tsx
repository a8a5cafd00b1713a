import { Html } from '#app/ui/html.tsx';
import type { KeyedProps } from '../answerable-schema.ts';
import { KeyedList } from '../keyed-list.tsx';

/** The points of a rating; nothing of it is right or wrong. */
export function KeyedRating({ item }: KeyedProps) {
  return (
    <KeyedList head="From first to last">
      {item.options.map(({ id, html }) => (
        <li key={id}>
          <Html as="span" html={html} />
        </li>
      ))}
    </KeyedList>
  );
}
