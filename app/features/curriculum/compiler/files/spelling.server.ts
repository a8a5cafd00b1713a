import { distance } from 'fastest-levenshtein';

/**
 * The known word that `word` most likely was meant to be, or null if none is near (more than a third of its letters
 * would change, and it is not the start of a known word either).
 */
export function nearest(word: string, known: Iterable<string>): string | null {
  const typed = word.toLowerCase();
  let best: { word: string; distance: number } | null = null;
  for (const candidate of known) {
    const target = candidate.toLowerCase();
    const starts = typed.length >= 4 && (target.startsWith(typed) || typed.startsWith(target));
    const edits = starts ? 1 : distance(typed, target);
    if (edits > Math.max(2, Math.floor(Math.max(typed.length, target.length) / 3))) continue;
    if (edits >= target.length) continue;
    if (best === null || edits < best.distance) best = { word: candidate, distance: edits };
  }
  return best?.word ?? null;
}

/**
 * The end of a sentence about an unknown word: a suggestion if one is near, otherwise the words there are (at most
 * eight), otherwise nothing. Starts with a space.
 */
export function didYouMean(word: string, known: Iterable<string>): string {
  const words = [...known];
  const near = nearest(word, words);
  if (near !== null) return ` Did you mean \`${near}\`?`;
  if (words.length === 0 || words.length > 8) return '';
  return ` There is: ${words.map((each) => `\`${each}\``).join(', ')}.`;
}
