/**
 * Clocks on walls: local times of IANA zones and the instants they stand for. Computed with Intl alone (the zone rules
 * ship with Node), so that days of 23 and 25 hours come out right. Client-safe: no I/O.
 */

const hour = 3_600_000;

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  const clock = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  clocks.set(timeZone, clock);
  return clock;
}

/**
 * What a clock on the wall shows at an instant, read as if it were UTC: ms since the epoch, whole seconds.
 * @throws RangeError when the zone is unknown
 */
export function wallTime(instant: number, timeZone: string): number {
  const fields: Record<string, number> = {};
  for (const part of clockOf(timeZone).formatToParts(instant))
    fields[part.type] = Number(part.value);
  const { year = 0, month = 1, day: date = 1, hour: hours = 0, minute = 0, second = 0 } = fields;
  return Date.UTC(year, month - 1, date, hours, minute, second);
}

/**
 * The offsets of a zone around a wall time, and the instant (ms) at which the first gives way to the second; null when
 * they are the same. Offsets lie between -12 and +14 hours; no zone changes twice in two days.
 */
export function offsetsAround(
  wall: number,
  timeZone: string,
): { early: number; late: number; change: number | null } {
  const offsetAt = (instant: number) => wallTime(instant, timeZone) - instant;
  let before = wall - 27 * hour;
  let after = wall + 27 * hour;
  const [early, late] = [offsetAt(before), offsetAt(after)];
  if (early === late) return { early, late, change: null };
  while (after - before > 1000) {
    const middle = before + Math.floor((after - before) / 2000) * 1000;
    if (offsetAt(middle) === early) before = middle;
    else after = middle;
  }
  return { early, late, change: after };
}

/**
 * The instant (ms) of a wall time. A time that comes twice, when clocks go back, is the first of the two; `instant` null:
 * clocks go forward past it, and `next` is the first wall time there is again.
 * @param wall the wall time read as if it were UTC, in ms
 * @throws RangeError when the zone is unknown
 */
export function instantOf(
  wall: number,
  timeZone: string,
): { instant: number | null; next: number } {
  const { early, late, change } = offsetsAround(wall, timeZone);
  const fits = [wall - early, wall - late]
    .filter((instant) => wallTime(instant, timeZone) === wall)
    .sort((a, b) => a - b);
  const [first] = fits;
  if (first !== undefined) return { instant: first, next: wall };
  return { instant: null, next: wallTime(change ?? wall - late, timeZone) };
}
