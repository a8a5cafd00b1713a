import { paths } from '#app/paths.ts';
import { Notice } from '#app/ui/notice.tsx';
import { plural } from '#app/words/numbers.ts';
import type { KeyChange } from './regrade-queries.server.ts';

/** That a key was changed after attempts were made, with the way to decide what follows. */
export function KeyChangeNotice({ change, quizId }: { change: KeyChange; quizId: string }) {
  const { items, edition, attempts, more } = change;
  const which = `${plural(items.length, 'item')} ${items.join(', ')}`;
  const count = `${attempts}${more ? ' or more' : ''}`;
  return (
    <Notice kind="attention" title={`The key of ${which} changed in edition ${edition}`}>
      {attempts === 1
        ? '1 finished attempt was graded with the old key.'
        : `${count} finished attempts were graded with the old key.`}{' '}
      <a href={paths.quizRegrade(quizId)}>See what another grading would change</a>. Nothing changes
      until you decide it.
    </Notice>
  );
}
