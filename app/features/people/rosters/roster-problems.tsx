import { Notice } from '#app/ui/notice.tsx';
import type { RosterPage } from './roster-queries.server.ts';

/** How a list was read, and what is to be known of it as a whole. */
export function RosterProblems({ roster }: { roster: RosterPage }) {
  const { encoding, delimiter, headerLine, problems } = roster;
  const parts = [
    encoding && `read as ${encoding}`,
    delimiter && `parted by “${delimiter}”`,
    headerLine && `headings on line ${headerLine}`,
  ].filter(Boolean);
  return (
    <>
      {parts.length > 0 && <p className="muted">The list is {parts.join(', ')}.</p>}
      {problems.length > 0 && (
        <Notice kind="attention" title="To know of this list">
          <ul>
            {problems.map(({ line, message }) => (
              <li key={`${line} ${message}`}>{message}</li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  );
}
