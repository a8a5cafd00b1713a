import { dayMs, toMidnight } from '#app/time/days.ts';
import type { Dot } from '#app/ui/charts/dot-strip-rules.ts';
import type { CadetFacts } from './facts-rules.ts';
import type { GridColumn, GridRow } from './grid-rules.ts';

/** Pure decisions about the pictures of a cohort: where everyone is, and how fast it goes. Client-safe: no I/O. */

/** Over how many weeks a cohort's pace is told. */
export const paceWeeks = 8;

/** Every cadet whose account is not disabled as a dot along the lessons. */
export function toDots(rows: readonly GridRow[]): Dot[] {
  const dots: Dot[] = [];
  for (const { done, behindBy, disabled } of rows)
    if (!disabled) dots.push({ value: done, late: behindBy > 0 });
  return dots;
}

/**
 * How many lessons of the course were completed in each of the last weeks, the one that ends today last. Days are those of
 * UTC: a line of eight points does not show the hours between.
 */
export function toPace(
  cadets: readonly CadetFacts[],
  columns: readonly GridColumn[],
  today: string,
): number[] {
  const weeks = new Array<number>(paceWeeks).fill(0);
  const toDay = (daysBefore: number) =>
    new Date(toMidnight(today) - daysBefore * dayMs).toISOString().slice(0, 10);
  // Days compare as text: thousands of instants need not be read.
  const starts = weeks.map((_, index) => toDay((paceWeeks - index) * 7 - 1));
  const lessons = columns.filter(({ kind }) => kind === 'lesson').map(({ id }) => id);
  const [first = ''] = starts;
  for (const { completions } of cadets) {
    for (const lesson of lessons) {
      const at = completions.get(lesson)?.at;
      if (at === undefined || at < first) continue;
      let week = paceWeeks - 1;
      while (week > 0 && at < (starts[week] ?? '')) week -= 1;
      weeks[week] = (weeks[week] ?? 0) + 1;
    }
  }
  return weeks;
}
