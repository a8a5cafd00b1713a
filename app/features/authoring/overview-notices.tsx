import { Notice } from '#app/ui/notice.tsx';
import { countOf, plural } from '#app/words/numbers.ts';
import type { AuthorRow } from './author-rules.ts';

type OverviewNoticesProps = {
  readable: boolean;
  /** How many files have not been judged yet. */
  unchecked: number;
  rows: readonly AuthorRow[];
  /** Address of this page. */
  again: string;
};

/** What concerns many files at once, above the list of them. */
export function OverviewNotices({ readable, unchecked, rows, again }: OverviewNoticesProps) {
  const broken = rows.filter(({ state }) => state === 'broken').length;
  const poor = rows.filter(({ state, errors }) => state !== 'broken' && errors > 0).length;
  return (
    <>
      {!readable && (
        <Notice kind="problem" title="The content folder cannot be read">
          Cadets keep everything that was published. See below for what the system says.
        </Notice>
      )}
      {unchecked > 0 && (
        <Notice
          kind="attention"
          title={`The quality check of ${countOf(unchecked, 'file')} is under way`}
        >
          What it finds is missing here until it is done, in a minute or so.{' '}
          <a href={again}>Look again</a>
        </Notice>
      )}
      {broken > 0 && (
        <Notice
          kind="problem"
          title={`${countOf(broken, 'file has', 'files have')} errors, which hold ${plural(broken, 'it', 'them')} back`}
        >
          Cadets keep the last good revision, if there is one, until it is mended.
        </Notice>
      )}
      {poor > 0 && (
        <Notice
          kind="attention"
          title={`${countOf(poor, 'file has', 'files have')} errors of quality`}
        >
          They are in how a text is written and hold nothing back. Mend them all the same.
        </Notice>
      )}
    </>
  );
}
