import { countOf } from '#app/words/numbers.ts';

/** What a countdown shows and says: pure decisions, no I/O, no packages. Times in milliseconds that remain. */

const minute = 60_000;

/** Remaining time as the page shows it: '12:05', '1:02:05'; seconds begun count, so that '0:00' means over. */
export function toCountdown(remainingMs: number): string {
  const seconds = Math.max(0, Math.ceil(remainingMs / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const two = (value: number) => String(value).padStart(2, '0');
  return hours > 0
    ? `${hours}:${two(minutes)}:${two(seconds % 60)}`
    : `${minutes}:${two(seconds % 60)}`;
}

/** Remaining time in words: '1 hour 5 minutes left', '30 seconds left'. */
export function toTimeLeft(remainingMs: number): string {
  const seconds = Math.max(0, Math.ceil(remainingMs / 1000));
  const parts = [
    [Math.floor(seconds / 3600), 'hour'],
    [Math.floor(seconds / 60) % 60, 'minute'],
    [seconds % 60, 'second'],
  ] as const;
  const said = parts.flatMap(([count, unit]) => (count > 0 ? [countOf(count, unit)] : []));
  return `${said.join(' ') || 'no time'} left`;
}

/** The latest mark passed between two looks at the clock: each full minute, then 30 and 10 seconds; null when none was. */
function passedMark(beforeMs: number, nowMs: number): number | null {
  const passed = (mark: number) => beforeMs > mark && nowMs <= mark;
  const short = [10_000, 30_000].find(passed);
  if (short !== undefined) return short;
  const full = Math.max(1, Math.ceil(nowMs / minute)) * minute;
  return passed(full) ? full : null;
}

/** What a screen reader is told between two looks at the clock, or null: the mark passed, or what is left after a leap. */
export function toTimeCall(beforeMs: number, nowMs: number): string | null {
  const mark = passedMark(beforeMs, nowMs);
  if (mark === null || nowMs <= 0) return null;
  return toTimeLeft(mark - nowMs < 3000 ? mark : nowMs);
}
