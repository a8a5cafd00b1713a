import { paths } from '#app/paths.ts';
import { formatZoned } from '#app/words/dates.ts';
import { countOf } from '#app/words/numbers.ts';
import type { KeyChange } from './key-change-queries.server.ts';
import type { KeyWork } from './key-work-queries.server.ts';

type KeyWorkListProps = { work: KeyWork; now: Date };

/** Quizzes with changed keys or items taken out, each a decision that waits. */
export function KeyWorkList({ work, now }: KeyWorkListProps) {
  return (
    <>
      {work.quizzes.map(({ quizId, title, change }) => (
        <p key={quizId}>
          {toWorkWords(title, change)} on {formatZoned(change.changedAt, work.timeZone, now)}:{' '}
          <a href={paths.quizRegrade(quizId)}>decide what it means for those who took it before</a>.
        </p>
      ))}
    </>
  );
}

function toWorkWords(title: string, { items, removed }: KeyChange): string {
  if (items.length === 0)
    return `${countOf(removed, 'item was', 'items were')} taken out of ${title}`;
  return `The key of ${title} changed${removed > 0 ? ', and items were taken out,' : ''}`;
}
