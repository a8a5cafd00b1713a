/** What the server and the browser must agree on about an answer on its way: no I/O, no packages. */

/** The largest sequence number: the column is a 32-bit integer on both databases. */
export const maxSequence = 2_147_483_647;

const tenth = 100;

/**
 * The sequence number of an answer given now: tenths of a second since the attempt started, or one more than the last
 * number seen if that is higher. It grows within a browser whatever its clock does, orders answers given on different
 * machines by when they were given (a hybrid clock: Kulkarni et al. 2014, "Logical Physical Clocks"), and fits 32 bits
 * for an attempt of up to six years.
 */
export function toSequence(sinceStartMs: number, lastSeen: number): number {
  return Math.min(maxSequence, Math.max(Math.floor(sinceStartMs / tenth), lastSeen + 1, 1));
}

/** Milliseconds after the start of the attempt at which an answer was given, as its sequence number says. */
export function givenAfterMs(seq: number): number {
  return seq * tenth;
}

/** A value as the text of one hidden field. */
export function joinValue(value: readonly string[]): string {
  return value.map(encodeURIComponent).join(' ');
}

/** The value that `joinValue` made a text of; what cannot be one reads as an empty value. */
export function splitValue(text: string): string[] {
  try {
    return text.split(' ').filter(Boolean).map(decodeURIComponent);
  } catch {
    return [];
  }
}

/** Names of the fields of an attempt's form and of the save request, built from the item's id. */
export const fieldNames = {
  /** Inputs: the parts of the value. */
  item: (itemId: string) => `item.${itemId}`,
  /** Hidden, in the page's form: the value that was on the server when the page was made, as `joinValue` writes it. */
  before: (itemId: string) => `was.${itemId}`,
  /** In the page's form: the id of the item whose answer is taken back; it is sent by a button of its own. */
  clear: 'clear',
  /** In the save request: the answer's sequence number; its presence says that the item is answered anew. */
  sequence: (itemId: string) => `seq.${itemId}`,
  /** In the save request, optional: how long the item has been in view so far, all visits together, in milliseconds. */
  spent: (itemId: string) => `ms.${itemId}`,
} as const;

/** What a save request is answered with. */
export type SaveReply = {
  /** Items whose answer is on disk as sent. */
  saved: string[];
  /** When, on the clock of the cadet's assignment: '14:05'. */
  time: string;
  /** Items for which the server holds a newer answer, given elsewhere. */
  newer: Record<string, { value: string[]; seq: number }>;
  /** Milliseconds left by the server's clock, never below 0; null without a deadline. */
  deadlineMs: number | null;
  /** Items whose answer is saved but cannot be read as what is asked, with what to write instead. */
  hints: Record<string, string>;
};

/** What a save request to a closed attempt is answered with, status 409. */
export type ClosedReply = {
  closedBy: ClosedBy;
  /** Items of the request that still count: given before the deadline and not long on their way. */
  saved: string[];
  /** How many answers of the request were kept as not counted. */
  late: number;
  /** What happened, in a sentence. */
  message: string;
};

/** What a save request is answered with, status 409, while the attempt's course is not open to its cadet: why, in words. */
export type HeldReply = { held: string };

/** What closed an attempt: its cadet, its deadline, or an instructor. */
type ClosedBy = 'submitted' | 'deadline' | 'voided';
