import type { Reviewer } from '#app/features/curriculum/courses/frontmatter-schema.ts';
import { Notice } from '#app/ui/notice.tsx';
import { formatDate } from '#app/words/dates.ts';

/** Who has read a lesson, and what of it; or that nobody has. */
export function Reviewers({ reviewers }: { reviewers: readonly Reviewer[] }) {
  if (reviewers.length === 0) {
    return (
      <Notice title="Not reviewed yet">
        No one from the field has reviewed this lesson. Read it as a draft, and tell your instructor
        what does not fit.
      </Notice>
    );
  }
  return (
    <Notice title="Reviewed by">
      <ul>
        {reviewers.map((reviewer) => {
          if (typeof reviewer === 'string') return <li key={reviewer}>{reviewer}</li>;
          const { name, role, date, read } = reviewer;
          return (
            <li key={`${name} ${date}`}>
              {name}, {role}. Read {read}, {formatDate(date)}.
            </li>
          );
        })}
      </ul>
    </Notice>
  );
}
