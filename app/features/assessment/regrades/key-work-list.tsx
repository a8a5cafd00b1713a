import { paths } from '#app/paths.ts';
import { formatInstant } from '#app/words/dates.ts';
import type { KeyWork } from './key-work-queries.server.ts';

type KeyWorkListProps = { work: KeyWork; now: Date };

/** Changed keys, each a decision that waits. */
export function KeyWorkList({ work, now }: KeyWorkListProps) {
  return (
    <>
      {work.quizzes.map(({ quizId, title, change }) => (
        <p key={quizId} className="today">
          The key of {title} changed on {formatInstant(change.changedAt, work.timeZone, now)}:{' '}
          <a href={paths.quizRegrade(quizId)}>decide what it means for those who took it before</a>.
        </p>
      ))}
    </>
  );
}
