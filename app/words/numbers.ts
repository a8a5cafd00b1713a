/** Minutes in words: '35 min', '2 h', '1 h 45 min'. */
export function formatMinutes(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}

/** Measured seconds in words, whole minutes: 'under 1 min', '12 min'. */
export function formatSeconds(seconds: number): string {
  return seconds < 60 ? 'under 1 min' : formatMinutes(Math.floor(seconds / 60));
}

/** A share (0..1) as whole percent, rounded down: 79.9% must not read as the 80% it is not. */
export function toWholePercent(share: number): number {
  return Math.floor(share * 100 + 1e-9);
}

/**
 * A share (0..1) for readers: '79%', rounded down. `mark`: a percentage that stands beside it, whose decimals it takes,
 * so that '66.6%' stands beside the 66.5% that it reaches. Rounded down to the mark's own decimals, a share is at least
 * the mark exactly when it was before.
 */
export function formatPercent(share: number, mark = 0): string {
  const scale = 10 ** (String(mark).split('.')[1]?.length ?? 0);
  return `${Math.floor(share * 100 * scale + 1e-9 * scale) / scale}%`;
}

/** A whole number for readers, with its thousands apart: '1,204'. */
export function formatCount(count: number): string {
  return count.toLocaleString('en');
}

/** The size of a file for readers, rounded up: '24 kB', '1.2 MB'. What is over a limit does not read as the limit. */
export function formatBytes(bytes: number): string {
  const kilobytes = Math.max(1, Math.ceil(bytes / 1000));
  return kilobytes < 1000 ? `${kilobytes} kB` : `${Math.ceil(bytes / 100_000) / 10} MB`;
}

/** The form of a word that goes with a count: `plural(1, 'is', 'are')` is 'is'. `many`: the plural, else `one` with an s. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return count === 1 ? one : many;
}

/** A count with its noun: '1 attempt', '1,204 attempts', `countOf(2, 'reply', 'replies')`. */
export function countOf(count: number, one: string, many?: string): string {
  return `${formatCount(count)} ${plural(count, one, many)}`;
}

/** Points without a noun, to a hundredth and rounded down, so that 4.999 does not read as the 5 it is not. */
function shortPoints(points: number): number {
  return Math.floor(points * 100 + 1e-6) / 100;
}

/** Points for readers: '1 point', '2.5 points'. */
export function formatPoints(points: number): string {
  return countPoints(shortPoints(points));
}

/** What is said instead of a score where every question was a rating, or was taken out. */
export const noPoints = 'no points to earn';

/**
 * Points of an attempt for readers: '16 of 20 points (80%)'. `score`: the share of the points, 0..1. `passMark`: the
 * percentage that stands beside it, if one does.
 */
export function formatResult(
  points: number,
  maxPoints: number,
  score: number,
  passMark?: number,
): string {
  if (maxPoints === 0) return noPoints;
  return `${shortPoints(points)} of ${countPoints(maxPoints)} (${formatPercent(score, passMark)})`;
}

const countPoints = (points: number) => `${points} ${plural(points, 'point')}`;
