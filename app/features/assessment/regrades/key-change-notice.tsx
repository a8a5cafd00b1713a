import { paths } from '#app/paths.ts';
import { Notice } from '#app/ui/notice.tsx';
import { countOf, plural } from '#app/words/numbers.ts';
import type { KeyChange } from './key-change-queries.server.ts';

/** What was changed: 'the key of item 2 changed', '1 item was taken out', or both. */
function toChangeWords({ items, removed }: Pick<KeyChange, 'items' | 'removed'>): string {
  const key = `the key of ${plural(items.length, 'item')} ${items.join(', ')} changed`;
  const out = `${countOf(removed, 'item was', 'items were')} taken out`;
  return [items.length > 0 && key, removed > 0 && out].filter(Boolean).join(' and ');
}

/** That a key was changed, or an item taken out, after attempts were made, with the way to decide what follows. */
export function KeyChangeNotice({ change, quizId }: { change: KeyChange; quizId: string }) {
  const { items, removed, edition, attempts, more } = change;
  const words = toChangeWords(change);
  const before =
    items.length === 0
      ? 'with what was taken out'
      : removed === 0
        ? 'with the old key'
        : 'before that';
  const count = `${attempts}${more ? ' or more' : ''}`;
  return (
    <Notice
      kind="attention"
      title={`${words.charAt(0).toUpperCase()}${words.slice(1)} in edition ${edition}`}
    >
      {attempts === 1
        ? `1 finished attempt was graded ${before}.`
        : `${count} finished attempts were graded ${before}.`}{' '}
      <a href={paths.quizRegrade(quizId)}>See what another grading would change</a>. Nothing changes
      until you decide it.
    </Notice>
  );
}
