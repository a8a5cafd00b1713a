/** What a course asks of the time measured in its lessons. Pure: no I/O. */

/** The least minutes to spend with a lesson, in whole ones, by the course's `leastTime` in percent; null: none, 0. */
export function toLeastMinutes(minutes: number, leastTime: number | null): number {
  return leastTime === null ? 0 : Math.ceil((minutes * leastTime) / 100);
}
