import { Html } from '#app/ui/html.tsx';
import type { KeyedProps } from '../answerable-schema.ts';
import { KeyedList } from '../keyed-list.tsx';
import type { Option } from '../option-schema.ts';
import { splitPair } from '../value-rules.ts';

const wordsOf = (options: readonly Option[], id: string) =>
  options.find((option) => option.id === id)?.html ?? '';

/** The right pairs, and what belongs to nothing. */
export function KeyedPairs({ item, keyed }: KeyedProps) {
  const pairs = (keyed?.correct ?? []).map((pair) => {
    const [left, right] = splitPair(pair);
    return { left, right };
  });
  const used = new Set(pairs.map(({ right }) => right));
  const spare = item.targets.filter(({ id }) => !used.has(id));
  return (
    <>
      <KeyedList head="The right pairs">
        {pairs.map(({ left, right }) => (
          <li key={left}>
            <Html as="span" html={wordsOf(item.options, left)} /> goes with{' '}
            <b>
              <Html as="span" html={wordsOf(item.targets, right)} />
            </b>
          </li>
        ))}
      </KeyedList>
      {spare.length > 0 && (
        <KeyedList head="Offered, and belonging to nothing">
          {spare.map(({ id, html }) => (
            <li key={id}>
              <Html as="span" html={html} />
            </li>
          ))}
        </KeyedList>
      )}
    </>
  );
}
