/** What the server and the browser must agree on about an answer on its way: no I/O, no packages. */

/** The largest sequence number: the column is a 32-bit integer on both databases. */
export const maxSequence = 2_147_483_647;

/**
 * The sequence number of an answer given now: tenths of a second since the attempt started, or one more than the last
 * number seen if that is higher. It grows within a browser whatever its clock does, orders answers given on different
 * machines by when they were given (a hybrid clock: Kulkarni et al. 2014, "Logical Physical Clocks"), and fits 32 bits
 * for an attempt of up to six years.
 */
export function toSequence(sinceStartMs: number, lastSeen: number): number {
  return Math.min(maxSequence, Math.max(Math.floor(sinceStartMs / 100), lastSeen + 1, 1));
}

/** Whether two values choose the same options, whatever the order. */
export function sameChoice(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((id) => other.includes(id));
}

/** Names of the fields of an attempt's form and of the save request, built from the item's id. */
export const fieldNames = {
  /** Inputs: ids of the chosen options. */
  item: (itemId: string) => `item.${itemId}`,
  /** Hidden, in the page's form: the value that was on the server when the page was made, ids joined by a space. */
  before: (itemId: string) => `was.${itemId}`,
  /** In the save request: the answer's sequence number; its presence says that the item is answered anew. */
  sequence: (itemId: string) => `seq.${itemId}`,
} as const;

/** What a save request is answered with. */
export type SaveReply = {
  /** Items whose answer is on disk as sent. */
  saved: string[];
  /** When, on the clock of the cadet's assignment: '14:05'. */
  time: string;
  /** Items for which the server holds a newer answer, given elsewhere. */
  newer: Record<string, { value: string[]; seq: number }>;
};
