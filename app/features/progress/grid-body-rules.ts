import { formatDay } from '#app/words/dates.ts';
import { formatPercent, toWholePercent } from '#app/words/numbers.ts';
import { type Cell, type CellState, type GridRow, toListedName } from './grid-rules.ts';
import { daysBetween, type Schedule, toLocalDay } from './grid-schedule-rules.ts';

/**
 * The body of the grid's table as HTML text. Cells by the thousand are what the page costs: as text they take a quarter
 * of the time of React elements. Whatever is no fixed word and no number is escaped. Client-safe: no I/O.
 */

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign);

const stateWords: Record<CellState, string> = {
  done: 'done',
  underway: 'under way',
  open: 'open',
  overdue: 'overdue',
  failed: 'failed',
};

function writeCell(cell: Cell): string {
  const word = stateWords[cell.state];
  if (cell.kind === 'lesson' || cell.best === null)
    return `<td class="s-${cell.state}">${word}</td>`;
  const percent = toWholePercent(cell.best);
  return `<td class="shape s-${cell.state}">${percent}<span class="vh">%, ${word}</span></td>`;
}

const writeSum = (text: string) => `<td class="sum">${text}</td>`;

function writeDone({ done, behindBy }: GridRow, lessons: number): string {
  const text = `${done}/${lessons}`;
  if (behindBy === 0) return writeSum(text);
  return `<td class="sum shape s-overdue">${text}<span class="vh">, behind by ${behindBy}</span></td>`;
}

function toSeenText(lastSeenAt: Date | null, { timeZone, today }: GridBodyPlace['schedule']) {
  if (!lastSeenAt) return 'never';
  const days = daysBetween(toLocalDay(lastSeenAt.getTime(), timeZone), today);
  return days <= 0 ? 'today' : `${days} d ago`;
}

/** A share (0..1) as the grid shows it. */
export const toPercentText = (share: number | null) =>
  share === null ? '–' : formatPercent(share);

/**
 * What the rows stand in: the lessons of the course, its schedule, where a cadet's name leads, and the year in which days
 * need no year.
 */
export type GridBodyPlace = {
  lessons: number;
  schedule: Pick<Schedule, 'timeZone' | 'today'>;
  cadetHref: (userId: string) => string;
  now: Date;
};

/** A due day that is not the cohort's, as it stands beside a name. */
function toDueText({ dueOn, isOther }: NonNullable<GridRow['own']>, now: Date): string {
  const due = dueOn === null ? 'no due date' : `due ${formatDay(dueOn, now)}`;
  return isOther ? `${due}, by another cohort` : due;
}

/** The rows, in their order, as the inside of a `tbody`. */
export function writeGridBody(rows: readonly GridRow[], place: GridBodyPlace): string {
  return rows
    .map((row) => {
      const due = row.own ? ` (${toDueText(row.own, place.now)})` : '';
      const name = escapeHtml(toListedName(row) + due);
      const pick = `<td class="pick"><input type="checkbox" name="cadet" value="${escapeHtml(row.id)}" aria-label="Choose ${name}"></td>`;
      const link = `<a href="${escapeHtml(place.cadetHref(row.id))}">${name}</a>`;
      const head = `<th scope="row"${row.disabled || row.namesake || row.own ? ' class="two-lines"' : ''} title="${name}">${link}</th>`;
      const score = writeSum(toPercentText(row.score));
      const seen = writeSum(toSeenText(row.lastSeenAt, place.schedule));
      const sums = writeDone(row, place.lessons) + score + seen;
      return `<tr>${pick}${head}${sums}${row.cells.map(writeCell).join('')}</tr>`;
    })
    .join('');
}
