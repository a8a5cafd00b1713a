import { Notice } from '#app/ui/notice.tsx';
import { countOf } from '#app/words/numbers.ts';

type InvitedNoticeProps = { made: number | null; kept: number; twice: number };

/** What became of a list of people to invite: nothing is said of other links. */
export function InvitedNotice({ made, kept, twice }: InvitedNoticeProps) {
  if (made === null) return null;
  return (
    <Notice kind="done" live="status" title={`${countOf(made, 'new invitation')}`}>
      {kept > 0 && <p>{countOf(kept, 'address keeps', 'addresses keep')} the link of before.</p>}
      {twice > 0 && (
        <p>
          {countOf(twice, 'address stood', 'addresses stood')} in the list more than once and counts
          once.
        </p>
      )}
    </Notice>
  );
}
