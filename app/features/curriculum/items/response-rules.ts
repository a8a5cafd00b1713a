import { countOf } from '#app/words/numbers.ts';
import { findNumberProblem } from './numeric/number-rules.ts';
import type { Item, ItemType } from './schema.ts';
import { type ItemValue, maxTextLength, splitPair } from './value-rules.ts';

/** What an answer to an item may be. Pure: no I/O. */

type Asked = Pick<Item, 'type' | 'options' | 'targets'>;

const notOffered = 'That option is not offered here.';

/**
 * Why a response cannot be taken, in words for the reader, or null when it can: every part is one the item offers, none
 * twice, and no more than it asks for. No page of ours sends anything else. An empty response takes the answer back and
 * is always fine.
 */
export function findResponseProblem(item: Asked, value: ItemValue): string | null {
  if (new Set(value).size !== value.length) return 'An option was chosen twice.';
  return problemOf[item.type](item, value);
}

type Find = (item: Asked, value: ItemValue) => string | null;

const isOffered = (options: Asked['options'], id: string) => options.some((one) => one.id === id);

const chooseAny: Find = ({ options }, value) =>
  value.every((id) => isOffered(options, id)) ? null : notOffered;

const chooseOne: Find = (item, value) =>
  chooseAny(item, value) ?? (value.length > 1 ? 'Only one option can be chosen here.' : null);

const place =
  (isPlace: (item: Asked, place: string) => boolean, message: string): Find =>
  (item, value) => {
    const pairs = value.map(splitPair);
    if (!pairs.every(([id]) => isOffered(item.options, id))) return notOffered;
    if (!pairs.every(([, where]) => isPlace(item, where))) return message;
    return new Set(pairs.map(([id]) => id)).size === pairs.length
      ? null
      : 'An entry was placed twice.';
  };

const order = place(
  ({ options }, where) => /^[1-9]\d?$/.test(where) && Number(where) <= options.length,
  'That position is not offered here.',
);

const match = place(
  ({ targets }, where) => isOffered(targets, where),
  'That counterpart is not offered here.',
);

const type: Find = (_item, value) => {
  if (value.length > 1) return 'Only one answer can be given here.';
  return (value[0]?.length ?? 0) > maxTextLength
    ? `Write at most ${maxTextLength} characters here.`
    : null;
};

const problemOf: Record<ItemType, Find> = {
  single: chooseOne,
  'true-false': chooseOne,
  rating: chooseOne,
  multiple: chooseAny,
  ordering: order,
  matching: match,
  numeric: type,
  text: type,
};

/**
 * What to write instead when an answer is taken but cannot be read as what is asked, or is not whole; else null. A typed
 * answer is never refused for it: it is kept as typed, and this is said beside it.
 */
export function findResponseHint(item: Asked, value: ItemValue): string | null {
  if (value.length === 0) return null;
  if (item.type === 'numeric') return findNumberProblem(value[0] ?? '');
  if (item.type !== 'ordering' && item.type !== 'matching') return null;
  const places = value.map((pair) => splitPair(pair)[1]);
  if (item.type === 'ordering' && new Set(places).size < places.length)
    return 'Two entries have the same place; give each its own.';
  const open = item.options.length - value.length;
  if (open === 0) return null;
  const entries = countOf(open, 'entry has', 'entries have');
  return `${entries} no ${item.type === 'ordering' ? 'place' : 'counterpart'} yet.`;
}
