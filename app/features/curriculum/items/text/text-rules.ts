/** Comparing typed texts with accepted ones. Pure: no I/O. */

const invisible = /[\u00ad\u200b-\u200d\u2060\ufeff]/g;

// Case and compatibility forms undo each other in a few scripts: until nothing changes.
function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().normalize('NFKC');
}

/**
 * A typed text as it is compared: Unicode compatibility forms (NFKC, https://unicode.org/reports/tr15/) and lower case
 * whatever the machine's language, straight quotes and hyphens, single spaces, no punctuation at the end.
 */
export function normalizeText(text: string): string {
  let [before, after] = ['', text];
  for (let round = 0; round < 5 && before !== after; round += 1) {
    before = after;
    after = fold(before)
      .replace(invisible, '')
      .replace(/[‘’‚‛′`´]/g, "'")
      .replace(/[“”„‟″«»]/g, '"')
      .replace(/[‐-―−]/g, '-')
      .replace(/\s+/g, ' ')
      .trim()
      .replace(/[\s.,;:!?…]+$/, '');
  }
  return after;
}

const toExpression = (pattern: string) =>
  normalizeText(pattern)
    .split('*')
    .map((part) => part.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'))
    .join('\\S*');

/** Whether a typed text is one of the accepted ones; '*' in a pattern stands for any ending of its word. */
export function matchesPattern(text: string, patterns: readonly string[]): boolean {
  const typed = normalizeText(text);
  return patterns.some((pattern) => new RegExp(`^${toExpression(pattern)}$`, 'u').test(typed));
}
