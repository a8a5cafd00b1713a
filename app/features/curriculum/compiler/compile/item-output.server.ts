import { idOfWords } from '#app/features/curriculum/compiler/files/hash.server.ts';
import { typeOf } from '#app/features/curriculum/compiler/parts/answer-types.server.ts';
import type { WrittenOption } from '#app/features/curriculum/compiler/parts/option-text.server.ts';
import type {
  WrittenEntry,
  WrittenItem,
} from '#app/features/curriculum/compiler/parts/written-parts.server.ts';
import { inReadingOrder } from '#app/features/curriculum/items/hot-spot/area-rules.ts';
import type { Item, ItemKey } from '#app/features/curriculum/items/schema.ts';
import { renderFragment, renderWords } from './fragments.server.ts';

/** A key that says nothing yet. */
export function emptyKey(): ItemKey {
  return {
    correct: [],
    feedback: {},
    misconceptions: {},
    explanation: null,
    range: null,
    patterns: [],
    choices: {},
  };
}

type Shown = { id: string; html: string };

/** The order of ids is the order of hashes: it says nothing of what was written first. */
function inOrderOfIds(options: readonly Shown[]): Shown[] {
  return [...options].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

/** What a written question becomes: the item, which tells nothing of its key, and the key. */
export function toItem(written: WrittenItem): { item: Item; key: ItemKey } {
  const { answer } = written;
  const key = emptyKey();
  const item: Item = {
    id: written.id,
    type: typeOf(answer),
    objective: written.objective,
    tags: written.tags,
    promptHtml: renderFragment(written.prompt),
    options: [],
    choosing: written.choosing,
    targets: [],
    columns: null,
    unit: null,
    picture: null,
  };
  const idOf = ({ text }: { text: string }) => idOfWords('o', written.id, text);
  const targetId = (text: string) => idOfWords('t', written.id, text);
  const show = (entry: WrittenEntry) => ({ id: idOf(entry), html: renderWords(entry.words) });
  if (written.explanation.length > 0) key.explanation = renderFragment(written.explanation);
  const offer = (options: readonly WrittenOption[]) => {
    item.options = options.map((option) => {
      const id = idOf(option);
      if (option.correct) key.correct.push(id);
      if (option.feedback.length > 0) key.feedback[id] = renderFragment(option.feedback);
      if (option.misconception !== null) key.misconceptions[id] = option.misconception;
      return { id, html: renderWords(option.words) };
    });
    key.correct.sort();
  };
  switch (answer.type) {
    case 'choice':
      offer(answer.options);
      break;
    case 'hot-spot': {
      const places = inReadingOrder(answer.options);
      const areas = places.map(({ area, ...option }) => ({ id: idOf(option), ...area }));
      item.picture = { ...answer.picture, areas };
      offer(places);
      break;
    }
    case 'ordering':
      item.options = inOrderOfIds(answer.entries.map(show));
      key.correct = answer.entries.map(idOf);
      break;
    case 'matching':
      item.columns = answer.columns;
      item.options = inOrderOfIds(answer.pairs.map(({ left }) => show(left)));
      item.targets = inOrderOfIds(
        answer.targets.map(({ text, words }) => ({ id: targetId(text), html: renderWords(words) })),
      );
      key.correct = answer.pairs
        .map(({ left, right }) => `${idOf(left)}=${targetId(right)}`)
        .sort();
      break;
    case 'numeric':
      item.unit = answer.unit;
      key.range = { min: answer.min, max: answer.max };
      break;
    case 'text':
      key.patterns = answer.patterns;
      break;
    case 'rating':
      item.options = answer.labels.map(show);
      break;
    default:
      answer satisfies never;
  }
  return { item, key };
}
