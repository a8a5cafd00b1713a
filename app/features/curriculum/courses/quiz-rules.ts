import type { Item } from '#app/features/curriculum/items/schema.ts';
import { isScored } from '#app/features/curriculum/items/scoring-rules.ts';
import type { QuizPolicy } from './frontmatter-schema.ts';

/** What a quiz's settings come to. Pure: no I/O here. */

/** How many scored items one attempt is to draw; null: all there are. */
export function toDrawCount({ draw, blueprint }: Pick<QuizPolicy, 'draw' | 'blueprint'>) {
  return blueprint?.reduce((total, { items }) => total + items, 0) ?? draw;
}

/**
 * How many items one attempt has: of the scored ones what is drawn, and every rating, which is no part of a draw.
 * @param pool the items the quiz has
 */
export function itemsPerAttempt(
  policy: Pick<QuizPolicy, 'draw' | 'blueprint'>,
  pool: readonly Pick<Item, 'type'>[],
): number {
  const scored = pool.filter(isScored).length;
  return pool.length - scored + Math.min(toDrawCount(policy) ?? scored, scored);
}

/** What the judges of a pass mark expect on average of somebody who is just good enough, in percent; null: no judges. */
export function expectedMark({ judges }: Pick<QuizPolicy, 'judges'>): number | null {
  if (judges.length === 0) return null;
  return judges.reduce((sum, { expects }) => sum + expects, 0) / judges.length;
}

/** Who set the pass mark, in words. */
export function whoSetMark({ judges }: Pick<QuizPolicy, 'judges'>): string {
  if (judges.length === 0) return 'pass mark set by the authors';
  const names = judges.map(({ name, role }) => `${name} (${role})`).join(', ');
  return `pass mark set by judges, question by question: ${names}`;
}

type Line = NonNullable<QuizPolicy['blueprint']>[number];

/** What a line of a blueprint picks items by: `objective` or `tag`, and its name. */
export function partName(line: Line): ['objective' | 'tag', string] {
  return 'tag' in line ? ['tag', line.tag] : ['objective', line.objective];
}

type Drawable = Pick<Item, 'type' | 'objective' | 'tags'>;

/** Whether an item is one of those that a line of a blueprint draws from. */
export function isInPart(line: Line, item: Drawable): boolean {
  const { objective, tags } = item;
  if (!isScored(item)) return false;
  return 'tag' in line ? tags.includes(line.tag) : objective === line.objective;
}

/**
 * The first line of a blueprint that cannot have its number of items once those before it have theirs, whichever items
 * they take; null if all can. An item is drawn once even if several lines could draw it.
 */
export function findShortage(
  lines: readonly Line[],
  pool: readonly Drawable[],
): { index: number; line: Line } | null {
  // Kuhn's algorithm: an item may be taken over from a line that can do with another one.
  const takenBy = new Map<number, number>();
  const take = (index: number, tried: Set<number>): boolean => {
    const line = lines[index];
    if (line === undefined) return false;
    for (const [number, item] of pool.entries()) {
      if (tried.has(number) || !isInPart(line, item)) continue;
      tried.add(number);
      const owner = takenBy.get(number);
      if (owner === undefined || (owner !== index && take(owner, tried))) {
        takenBy.set(number, index);
        return true;
      }
    }
    return false;
  };
  for (const [index, line] of lines.entries()) {
    for (let count = 0; count < line.items; count++) {
      if (!take(index, new Set())) return { index, line };
    }
  }
  return null;
}
