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

/** A share (0..1) for readers: '79%', rounded down. */
export function formatPercent(share: number): string {
  return `${toWholePercent(share)}%`;
}
