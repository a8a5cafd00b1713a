/** How long a line takes to say, for the page that tells it and for the player that keeps to it. Pure. */

/** How fast a part of a line is said, against how its speaker usually talks. */
export const paces = ['slower', 'even', 'faster'] as const;
export type Pace = (typeof paces)[number];

/** Seconds of a breath that listeners notice. */
export const breathSeconds = 0.6;

const stretch: Readonly<Record<Pace, number>> = { slower: 1.4, even: 1, faster: 0.75 };

/** Seconds to say a word: calm speech comes to 150 words a minute, and long words take longer. */
export function secondsToSay(word: string, pace: Pace): number {
  const letters = word.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  return letters === 0 ? 0 : stretch[pace] * (0.16 + 0.055 * letters);
}

/** The words of a text, each with the signs that stand at it. */
export const wordsOf = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');

/** How far apart a pause sets the words around it; a name, as pages may hold no widths of their own. */
export function pauseSize(seconds: number): 'short' | 'beat' | 'long' | 'silence' {
  if (seconds < 1) return 'short';
  if (seconds < 3) return 'beat';
  return seconds < 6 ? 'long' : 'silence';
}
