/** What pages say of a source whose record is not `verified`. */
export const uncheckedWords = 'not yet checked against the original';

/** An edition by the start of its revision's hash: enough to tell editions apart, short enough to read out. */
export function shortEdition(revisionId: string): string {
  return revisionId.slice(0, 8);
}
