import type { Fraction } from './fraction-rules.ts';
import type { Option } from './option-schema.ts';
import type { Item, ItemKey } from './schema.ts';
import type { Answered, Release, ShownAnswer } from './shown-schema.ts';
import type { ItemValue } from './value-rules.ts';

/** What an item type must say of itself: its decisions, without I/O and without components. */

/** What of an item its answers are judged by, apart from the key. */
export type Asked = Pick<Item, 'options' | 'targets'> & Partial<Pick<Item, 'choosing'>>;

/** Why a value is not taken, or what to write instead: a sentence for the reader; null: nothing. */
export type Find = (item: Asked, value: ItemValue) => string | null;

/** A line of a key in words, for those who teach: compiled HTML of an option, or plain text. */
export type KeyLine = { html: string } | { text: string };

/**
 * How an item differs between an earlier revision and a later one. `key`: an answer may earn other points. `options`: other
 * things can be chosen, or the question is another one; earlier answers keep their points. `removed`: not asked any more.
 */
export type ItemChange = 'key' | 'options' | 'removed';

/** An item at an earlier revision and at a later one, with both keys. */
export type Revised = { was: Item; is: Item; wasKey: ItemKey; isKey: ItemKey };

/** How a type's items compare with a later revision of theirs, for fixing keys after the fact. */
export type Comparison = {
  /** Whether both ask for the same kind of answer. */
  isComparable(was: Item, is: Item): boolean;
  /** How comparable ones differ; null: not, as far as points are concerned. */
  findChange(revised: Revised): ItemChange | null;
  /** Whether the later one offers everything that an answer to the earlier one holds. */
  canJudge(was: Item, is: Item, value: ItemValue): boolean;
  /** What is right where either key was accepted. */
  toEither(was: ItemKey, is: ItemKey): Pick<ItemKey, 'correct' | 'patterns'>;
};

export type ItemTypeRules = {
  /** What it asks for, as authors read it: 'put in order'. */
  name: string;
  /** Whether it counts towards the points. */
  scored: boolean;
  /** Whether an attempt of a quiz that shuffles shows its options in an order of its own. */
  shuffled: boolean;
  /** Whether what is said of its options already says how the whole came out. */
  toldByOptions: boolean;
  /** Whether one of its options is chosen with radios, which no browser lets go of again. */
  radios: boolean;
  /** What is said when an answer to a check is sent with nothing in it. */
  emptyWords: string;
  /** Why a response cannot be taken. No page of ours sends one, so that of a check it means that the check was changed. */
  findProblem: Find;
  /** What a reader can do wrong all the same, and mend. */
  findMistake: Find;
  /** What to write instead when an answer is taken but cannot be read as what is asked, or is not whole. */
  findHint: Find;
  /** What an answer earns; null: an instructor has to read it. */
  judge(key: ItemKey, value: ItemValue, item: Item): Fraction | null;
  /** An answer that earns everything, made from the key. Empty where the key cannot say one. */
  toRightAnswer(item: Item, key: ItemKey): string[];
  /** An answer as it is shown, cut to what is released; what it does not say stays empty. */
  toShown(answered: Answered, release: Release): Partial<ShownAnswer>;
  /** What is said of the parts of an answer to a check, by option. */
  toFeedback(
    value: ItemValue,
    key: ItemKey | undefined,
  ): { option: string; right: boolean; html: string }[];
  /** What the key calls right, a line each. */
  toKeyLines(item: Item, key: ItemKey): KeyLine[];
  /** The options that item statistics count one by one. */
  toCounted(item: Item): readonly Option[];
  comparison: Comparison;
};
