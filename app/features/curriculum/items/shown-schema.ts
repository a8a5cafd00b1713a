import type { Picture } from './hot-spot/schema.ts';
import type { ItemOutcome } from './outcome-schema.ts';
import type { Item, ItemKey } from './schema.ts';
import type { ItemValue } from './value-rules.ts';

/** An answer as it is shown once it counts, cut to what may be told. What is kept back is null. */

/** What of a finished attempt its cadet may see. */
export type Release = { feedback: boolean; correctOptions: boolean };

/** Something shown by its words. `html` is compiled HTML. */
type Shown = { id: string; html: string };

/** An option of those offered; `correct` and `feedbackHtml` are null where they are not told. */
export type ShownOption = Shown & {
  chosen: boolean;
  correct: boolean | null;
  feedbackHtml: string | null;
};

/** The order given: its entries by position (1-based), those without one last. `right` null: not told. */
export type ShownOrder = {
  given: (Shown & { position: number | null })[];
  right: Shown[] | null;
};

/** A line of a matching with what was chosen for it; `correct` and `right` are null where they are not told. */
export type ShownPair = Shown & {
  chosen: Shown | null;
  correct: boolean | null;
  right: Shown | null;
};

/** What was typed. `correct` null: not told, or not decided yet. `accepted`: answers that are right; null: not told. */
export type ShownTyped = {
  text: string | null;
  correct: boolean | null;
  accepted: string[] | null;
};

/** The picture of a hot spot with the ids of the place chosen and of what is right; `right` is empty where it is not told. */
export type ShownPicture = Picture & { chosen: readonly string[]; right: readonly string[] };

/** The parts of a shown answer beyond one list of options; those of other types are empty or null. */
export type ShownParts = {
  order: ShownOrder | null;
  pairs: ShownPair[];
  typed: ShownTyped | null;
  /** What the number typed is counted in. */
  unit: string | null;
  /** Stands beside the list of options. */
  picture: ShownPicture | null;
};

/** The parts before a type has said its own. */
export const nothingShown: ShownParts = {
  order: null,
  pairs: [],
  typed: null,
  unit: null,
  picture: null,
};

/** An answer in the shape of its item. `explanationHtml`: what the author says about the item as a whole. */
export type ShownAnswer = ShownParts & {
  options: ShownOption[];
  explanationHtml: string | null;
};

/** An answer that counted, with how it came out and its key; `key` undefined: nothing about it is told. */
export type Answered = {
  item: Item;
  value: ItemValue;
  outcome: ItemOutcome | null;
  key: ItemKey | undefined;
};
