import { countOf, plural } from '#app/words/numbers.ts';
import type { Counts } from './roster-queries.server.ts';
import type { Verdict } from './schema.ts';

/** What becomes of a row, for readers: before the list is applied, and after. */
export const verdictWords: Readonly<Record<Verdict, { before: string; after: string }>> = {
  create: { before: 'new account', after: 'account made' },
  update: { before: 'changes', after: 'changed' },
  withdraw: { before: 'leaves', after: 'left' },
  unchanged: { before: 'unchanged', after: 'unchanged' },
  ask: { before: 'asks', after: 'not answered, left out' },
  error: { before: 'cannot be read', after: 'could not be read' },
  skip: { before: 'left out', after: 'left out' },
};

/** What applying a list does, as a sentence; null where it does nothing. */
export function toDoing({ create = 0, update = 0, withdraw = 0 }: Counts): string | null {
  const parts = [
    create > 0 && `make ${countOf(create, 'account')}`,
    update > 0 && `change ${update}`,
    withdraw > 0 && `withdraw ${countOf(withdraw, 'person', 'people')}`,
  ].filter((part) => part !== false);
  if (parts.length === 0) return null;
  const said = parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}` : parts[0];
  return `${said?.charAt(0).toUpperCase()}${said?.slice(1)}`;
}

/** What is left out where a list is applied as it is; null where nothing is. */
export function toLeftOut({ ask = 0, error = 0 }: Counts): string | null {
  const parts = [
    ask > 0 && `${countOf(ask, 'row')} that ${plural(ask, 'asks', 'ask')}`,
    error > 0 && `${countOf(error, 'row')} that cannot be read`,
  ].filter((part) => part !== false);
  if (parts.length === 0) return null;
  return `${parts.join(' and ')} ${plural(ask + error, 'is', 'are')} left out.`;
}
