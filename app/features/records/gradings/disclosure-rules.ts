import type { Item, ItemKey } from '#app/features/curriculum/items/schema.ts';
import { splitPair } from '#app/features/curriculum/items/value-rules.ts';
import type { Release } from './rules.ts';
import type { Outcome, ResponseValue } from './schema.ts';

/** What of an answer and its key is shown with a finished attempt. Server only, for it reads keys; pure, no I/O. */

/** Something to choose, as it was offered. */
type Choice = { id: string; html: string };

/** An option as shown; `correct` and `feedbackHtml` are null where they are not told. */
type ResultOption = Choice & {
  chosen: boolean;
  correct: boolean | null;
  feedbackHtml: string | null;
};

/** An entry of a matching with the counterpart it was given; `correct` and `right` are null where they are not told. */
type ResultPair = Choice & {
  chosen: Choice | null;
  correct: boolean | null;
  right: Choice | null;
};

/** The order given to an ordering: its entries by position (1-based), those without one last. `right` null: not told. */
type ResultOrder = {
  given: (Choice & { position: number | null })[];
  right: Choice[] | null;
};

/** What was typed. `correct` null: not told, or not decided yet. `accepted`: answers that are right; null: not told. */
type ResultTyped = {
  text: string | null;
  correct: boolean | null;
  accepted: string[] | null;
};

/**
 * An answer in the shape of its item: `options` of choice items and ratings, `order` of an ordering, `pairs` of a
 * matching, `typed` of numeric and text items; the others are empty or null. `explanationHtml`: what the author says
 * about the item as a whole.
 */
export type ShownAnswer = {
  options: ResultOption[];
  order: ResultOrder | null;
  pairs: ResultPair[];
  typed: ResultTyped | null;
  explanationHtml: string | null;
};

/** An answer that counted, with how it came out and its key; `key` undefined: nothing about it is told. */
export type Answered = {
  item: Item;
  value: ResponseValue;
  outcome: Outcome | null;
  key: ItemKey | undefined;
};

/**
 * Shapes an answer for its reader, cut to what is released. What says whether an answer is right goes with the feedback;
 * what says which answer would have been right (the other options, the right order, the right counterpart, accepted
 * answers, and the explanation of an item that is not fully right) waits for the correct options.
 */
export function toShownAnswer(answered: Answered, release: Release): ShownAnswer {
  const { item, outcome, key } = answered;
  const empty: ShownAnswer = {
    options: [],
    order: null,
    pairs: [],
    typed: null,
    explanationHtml:
      release.feedback && (release.correctOptions || outcome === 'right')
        ? (key?.explanation ?? null)
        : null,
  };
  switch (item.type) {
    case 'ordering':
      return { ...empty, order: toOrder(answered, release) };
    case 'matching':
      return { ...empty, pairs: toPairs(answered, release) };
    case 'numeric':
    case 'text':
      return { ...empty, typed: toTyped(answered, release) };
    case 'single':
    case 'multiple':
    case 'true-false':
    case 'rating':
      return { ...empty, options: toOptions(answered, release) };
    default:
      return item.type satisfies never;
  }
}

function toOptions({ item, value, key }: Answered, release: Release): ResultOption[] {
  const isScored = item.type !== 'rating' && key !== undefined;
  return item.options.map((option) => {
    const chosen = value.includes(option.id);
    // Feedback says whether its option is right. On one that was not chosen it waits for the correct options.
    const told = isScored && (release.correctOptions || (release.feedback && chosen));
    return {
      ...option,
      chosen,
      correct: told ? key.correct.includes(option.id) : null,
      feedbackHtml: told && release.feedback ? (key.feedback[option.id] ?? null) : null,
    };
  });
}

function toOrder({ item, value, key }: Answered, release: Release): ResultOrder {
  const places = new Map(value.map(splitPair).map(([id, place]) => [id, Number(place)]));
  const given = item.options.map((option) => ({
    ...option,
    position: places.get(option.id) ?? null,
  }));
  const last = item.options.length + 1;
  return {
    given: given.sort((one, other) => (one.position ?? last) - (other.position ?? last)),
    right: release.correctOptions && key ? pick(item.options, key.correct) : null,
  };
}

const pick = (choices: readonly Choice[], ids: readonly string[]) =>
  ids.flatMap((id) => choices.find((choice) => choice.id === id) ?? []);

function toPairs({ item, value, key }: Answered, release: Release): ResultPair[] {
  const chosenOf = new Map(value.map(splitPair));
  const rightOf = new Map(key?.correct.map(splitPair));
  const told = key !== undefined && (release.correctOptions || release.feedback);
  return item.options.map((option) => {
    const [chosen] = pick(item.targets, [chosenOf.get(option.id) ?? '']);
    const [right] = pick(item.targets, [rightOf.get(option.id) ?? '']);
    return {
      ...option,
      chosen: chosen ?? null,
      correct: told && chosen ? chosen.id === right?.id : null,
      right: release.correctOptions ? (right ?? null) : null,
    };
  });
}

function toTyped({ item, value, outcome, key }: Answered, release: Release): ResultTyped {
  const told = key !== undefined && (release.correctOptions || release.feedback);
  const decided = outcome === 'right' || outcome === 'wrong';
  return {
    text: value[0] ?? null,
    correct: told && decided ? outcome === 'right' : null,
    accepted: release.correctOptions && key ? toAccepted(item, key) : null,
  };
}

function toAccepted({ type, unit }: Item, { range, patterns }: ItemKey): string[] {
  if (type === 'text') return patterns.map((pattern) => pattern.replaceAll('*', '…'));
  if (!range) return [];
  const words = range.min === range.max ? `${range.min}` : `${range.min} to ${range.max}`;
  return [unit ? `${words} ${unit}` : words];
}
