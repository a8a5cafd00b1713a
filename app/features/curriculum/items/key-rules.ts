import type { Item, ItemKey } from '#app/features/curriculum/items/schema.ts';
import { splitPair } from '#app/features/curriculum/items/value-rules.ts';

/** A key in words, for those who teach. Server only, for it reads keys; pure, no I/O. */

/** A line of a key: compiled HTML of an option, or plain text. */
export type KeyLine = { html: string } | { text: string };

/** What an item's key calls right, a line each; an ordering's in order. Empty without a key, and for a rating. */
export function toKeyLines(item: Item, key: ItemKey | undefined): KeyLine[] {
  if (!key) return [];
  const wordsOf = (list: Item['options'], id: string) => list.find((one) => one.id === id)?.html;
  switch (item.type) {
    case 'numeric':
      return key.range ? [{ text: toRange(key.range, item.unit) }] : [];
    case 'text':
      return key.patterns.map((pattern) => ({ text: pattern.replaceAll('*', '…') }));
    case 'matching':
      return key.correct.map((pair) => {
        const [left, right] = splitPair(pair);
        const words = [wordsOf(item.options, left), wordsOf(item.targets, right)];
        return { html: words.map((html) => html ?? '?').join(' → ') };
      });
    case 'rating':
      return [];
    case 'single':
    case 'multiple':
    case 'true-false':
    case 'ordering':
      return key.correct.map((id) => ({ html: wordsOf(item.options, id) ?? '?' }));
    default:
      return item.type satisfies never;
  }
}

function toRange({ min, max }: { min: number; max: number }, unit: string | null): string {
  const words = min === max ? `${min}` : `${min} to ${max}`;
  return unit ? `${words} ${unit}` : words;
}
