/** The parts of an answer to an item, as texts: no I/O, no packages. */

/** An answer: a set of option ids, of pairs made by `toPair`, or what was typed; empty = none. */
export type ItemValue = readonly string[];

/** The most characters of a typed answer. */
export const maxTextLength = 500;

/** A part of the value of an ordering or matching: an option and its position (1-based) or target. */
export function toPair(optionId: string, place: string | number): string {
  return `${optionId}=${place}`;
}

/** The option and the place of a part that `toPair` made; the place is '' when there is none. */
export function splitPair(pair: string): [optionId: string, place: string] {
  const at = pair.indexOf('=');
  return at === -1 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
}

/** Whether two values choose the same, whatever the order. */
export function sameChoice(one: ItemValue, other: ItemValue): boolean {
  return one.length === other.length && one.every((id) => other.includes(id));
}
