import type { KeyLine } from '#app/features/curriculum/items/type-rules.ts';
import { Html } from '#app/ui/html.tsx';

type KeyLinesProps = {
  lines: readonly KeyLine[] /** Whether the key counts no more. */;
  past?: boolean;
};

/** What a key calls right, a line each. */
export function KeyLines({ lines, past }: KeyLinesProps) {
  return (
    <ul className="plain-list">
      {lines.map((line) => (
        <li
          key={'html' in line ? line.html : line.text}
          className={past ? 'shape s-open' : 'shape s-done'}
        >
          {'html' in line ? <Html as="span" html={line.html} /> : line.text}
        </li>
      ))}
    </ul>
  );
}
