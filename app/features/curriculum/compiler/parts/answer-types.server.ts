import type { ItemType } from '#app/features/curriculum/items/schema.ts';
import type { WrittenOption } from './option-text.server.ts';
import type { WrittenAnswer, WrittenEntry } from './written-parts.server.ts';

/** What a written answer makes of its item, whatever it looks like. */

function choiceType(options: readonly WrittenOption[]): ItemType {
  if (options.filter(({ correct }) => correct).length > 1) return 'multiple';
  const texts = options.map(({ text }) => text).sort();
  return texts.join() === 'False,True' ? 'true-false' : 'single';
}

/** The type of an item that is answered so. */
export function typeOf(answer: WrittenAnswer): ItemType {
  return answer.type === 'choice' ? choiceType(answer.options) : answer.type;
}

/** The options of an answer that are right or wrong one by one, with feedback of their own; null where feedback is said once. */
export function optionsOf(answer: WrittenAnswer): readonly WrittenOption[] | null {
  switch (answer.type) {
    case 'choice':
    case 'hot-spot':
      return answer.options;
    case 'ordering':
    case 'matching':
    case 'numeric':
    case 'text':
    case 'rating':
      return null;
    default:
      return answer satisfies never;
  }
}

/** Words of an answer that stand for themselves, in reading order; options have theirs in `optionsOf`. */
export function entriesOf(answer: WrittenAnswer): readonly WrittenEntry[] {
  switch (answer.type) {
    case 'ordering':
      return answer.entries;
    case 'matching':
      return [...answer.pairs.map(({ left }) => left), ...answer.targets];
    case 'choice':
    case 'hot-spot':
    case 'numeric':
    case 'text':
    case 'rating':
      return [];
    default:
      return answer satisfies never;
  }
}
