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

/** The beats of a pause: its whole seconds, then what is left of one. */
export function beatsOf(seconds: number): number[] {
  const whole = Math.floor(seconds);
  const rest = Math.round((seconds - whole) * 100) / 100;
  return [...Array<number>(whole).fill(1), ...(rest > 0 ? [rest] : [])];
}
