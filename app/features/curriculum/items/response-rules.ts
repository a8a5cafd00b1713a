import { rulesOf } from './rules.ts';
import type { Item } from './schema.ts';
import type { ItemValue } from './value-rules.ts';

/** What an answer to an item may be. Pure: no I/O. */

type Asked = Pick<Item, 'type' | 'options' | 'targets'> & Partial<Pick<Item, 'choosing'>>;

/**
 * Why a response cannot be taken, in words for the reader, or null when it can: every part is one the item offers, none
 * twice, and no more than it asks for. No page of ours sends anything else. An empty response takes the answer back and
 * is always fine.
 */
export function findResponseProblem(item: Asked, value: ItemValue): string | null {
  if (new Set(value).size !== value.length) return 'An option was chosen twice.';
  return rulesOf(item).findProblem(item, value);
}

/**
 * What to write instead when an answer is taken but cannot be read as what is asked, or is not whole; else null. A typed
 * answer is never refused for it: it is kept as typed, and this is said beside it.
 */
export function findResponseHint(item: Asked, value: ItemValue): string | null {
  return value.length === 0 ? null : rulesOf(item).findHint(item, value);
}
