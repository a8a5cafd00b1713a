import { Html } from '#app/ui/html.tsx';
import type { KeyLine } from './regrade-key-rules.ts';

/** What a key calls right, a line each. */
export function KeyLines({ lines }: { lines: readonly KeyLine[] }) {
  return (
    <ul className="plain-list">
      {lines.map((line) => (
        <li key={'html' in line ? line.html : line.text} className="shape s-done">
          {'html' in line ? <Html as="span" html={line.html} /> : line.text}
        </li>
      ))}
    </ul>
  );
}
