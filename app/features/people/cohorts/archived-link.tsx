import { countOf } from '#app/words/numbers.ts';

type ArchivedLinkProps = {
  /** How many cohorts are archived. */
  count: number;
  /** Whether these are shown now. */
  shown: boolean;
  archivedHref: string;
  currentHref: string;
};

/** From a list of cohorts to that of the archived ones, and back. Nothing while none is archived. */
export function ArchivedLink({ count, shown, archivedHref, currentHref }: ArchivedLinkProps) {
  if (shown) {
    return (
      <p>
        These cohorts are archived: their records stay. <a href={currentHref}>All other cohorts</a>
      </p>
    );
  }
  if (count === 0) return null;
  return (
    <p>
      <a href={archivedHref}>Archived cohorts</a>{' '}
      <span className="muted">({countOf(count, 'cohort')})</span>
    </p>
  );
}
