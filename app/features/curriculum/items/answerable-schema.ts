import type { ReactNode } from 'react';
import type { Item, ItemKey } from './schema.ts';

type Fields = Pick<Item, 'choosing' | 'targets' | 'columns' | 'unit' | 'picture'>;

/** An item to answer, as a cadet may see it. `html` fields are compiled HTML; what a type does not use may be left out. */
export type AnswerableItem = Readonly<
  Pick<Item, 'id' | 'type' | 'promptHtml' | 'options'> & Partial<Fields>
>;

/** What the inputs of an item are made from, whatever its type. */
export type InputsProps = {
  item: AnswerableItem;
  /** Name of every input: the answer is the set of values sent under it. */
  name: string;
  /** The answer given: option ids, 'entry=place' or 'entry=target' pairs, or what was typed. */
  value: readonly string[];
  /** What is said of an option or an entry, right below it. */
  after?: (optionId: string) => ReactNode;
};

/** An item with its key, for its author. `keyed` undefined: nothing is right or wrong here, or it could not be read. */
export type KeyedProps = { item: Item; keyed: ItemKey | undefined };
