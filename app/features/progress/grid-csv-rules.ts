import { toWholePercent } from '#app/words/numbers.ts';
import { toCsvLine } from './csv-rules.ts';
import {
  type Grid,
  type GridRow,
  type LessonCell,
  type QuizCell,
  toMarkedName,
} from './grid-rules.ts';
import { toLocalDay } from './grid-schedule-rules.ts';

/** The grid as lines of CSV: all lessons, then all quizzes, then sums. Days are local. Client-safe: no I/O. */

/** The line of headings. */
export function toCsvHead({ columns }: Pick<Grid, 'columns'>): string {
  const lessons = columns.filter(({ kind }) => kind === 'lesson');
  const quizzes = columns.filter(({ kind }) => kind === 'quiz');
  return toCsvLine([
    'Cadet',
    'E-mail',
    ...lessons.map(({ label, title }) => `${label} ${title}, completed on`),
    ...quizzes.flatMap(({ module, title }) => [
      `Quiz ${module} ${title}, best score in percent`,
      `Quiz ${module} ${title}, attempts`,
    ]),
    'Minutes certified',
    'Active minutes',
    'Last seen on',
  ]);
}

/** The line of one cadet. */
export function toCsvRow(row: GridRow, timeZone: string): string {
  const dayOf = (instant: number) => toLocalDay(instant, timeZone);
  const lessons = row.cells.filter((cell): cell is LessonCell => cell.kind === 'lesson');
  const quizzes = row.cells.filter((cell): cell is QuizCell => cell.kind === 'quiz');
  return toCsvLine([
    toMarkedName(row),
    row.email,
    ...lessons.map(({ completed }) => (completed ? dayOf(Date.parse(completed.at)) : null)),
    ...quizzes.flatMap(({ best, attempts }) => [
      best === null ? null : toWholePercent(best),
      attempts,
    ]),
    lessons.reduce((sum, { completed }) => sum + (completed?.minutes ?? 0), 0),
    Math.floor(row.activeSeconds / 60),
    row.lastSeenAt ? dayOf(row.lastSeenAt.getTime()) : null,
  ]);
}
