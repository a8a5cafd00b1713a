import type { ItemOutcome } from './outcome-schema.ts';

/** How an answer to an item came out, in the words and the shape that every page says it with. */

type Mark = { state: 'done' | 'underway' | 'failed' | 'open'; words: string };

const marks: Record<ItemOutcome, Mark> = {
  right: { state: 'done', words: 'right' },
  partly: { state: 'underway', words: 'partly right' },
  wrong: { state: 'failed', words: 'not right' },
  unanswered: { state: 'open', words: 'not answered' },
  pending: { state: 'underway', words: 'to be read' },
  noted: { state: 'open', words: 'not scored' },
  dropped: { state: 'open', words: 'taken out, not counted' },
};

/** The mark of an outcome. Who gave the answer reads of a pending one whom it waits for. */
export function markOutcome(outcome: ItemOutcome, reader: 'cadet' | 'teacher'): Mark {
  const mark = marks[outcome];
  return outcome === 'pending' && reader === 'cadet'
    ? { ...mark, words: 'waits for your instructor' }
    : mark;
}
