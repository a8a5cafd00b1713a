import { Html } from '#app/ui/html.tsx';
import { Notice } from '#app/ui/notice.tsx';
import type { Correction } from './correction-queries.server.ts';

/** That what the page calls right is not any more; nothing without corrections. */
export function CorrectionNotice({ corrections }: { corrections: readonly Correction[] }) {
  if (corrections.length === 0) return null;
  return (
    <Notice kind="attention" title="The key was corrected after you took this quiz">
      {corrections.map(({ number, right }) => (
        <p key={number}>
          Item {number}, right is now:{' '}
          {right.map((line, index) => (
            <span key={'html' in line ? line.html : line.text}>
              {index > 0 && '; '}
              {'html' in line ? <Html as="span" html={line.html} /> : line.text}
            </span>
          ))}
          .
        </p>
      ))}
    </Notice>
  );
}
