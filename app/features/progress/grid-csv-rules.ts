import { toCsvField, toCsvLine } from '#app/words/csv.ts';
import { toWholePercent } from '#app/words/numbers.ts';
import { type Grid, type GridRow, toMarkedName } from './grid-rules.ts';
import { type Schedule, toLocalDay } from './grid-schedule-rules.ts';

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
    'Due on',
    'Due date of their own',
  ]);
}

/** The line of one cadet. Days and numbers need no quotes: only name and e-mail are looked through. */
export function toCsvRow(
  row: GridRow,
  { timeZone, dueOn }: Pick<Schedule, 'timeZone' | 'dueOn'>,
): string {
  let lessons = '';
  let quizzes = '';
  let minutes = 0;
  for (const cell of row.cells) {
    if (cell.kind === 'quiz') {
      const best = cell.best === null ? '' : toWholePercent(cell.best);
      quizzes += `,${best},${cell.attempts}`;
    } else if (cell.completed) {
      lessons += `,${toLocalDay(Date.parse(cell.completed.at), timeZone)}`;
      minutes += cell.completed.minutes;
    } else lessons += ',';
  }
  const person = `${toCsvField(toMarkedName(row))},${toCsvField(row.email ?? '')}`;
  const active = Math.floor(row.activeSeconds / 60);
  const seen = row.lastSeenAt ? toLocalDay(row.lastSeenAt.getTime(), timeZone) : '';
  const whose = row.own?.isOther ? 'by another cohort' : row.own ? 'yes' : '';
  const due = `${(row.own ? row.own.dueOn : dueOn) ?? ''},${whose}`;
  return `${person}${lessons}${quizzes},${minutes},${active},${seen},${due}\r\n`;
}
