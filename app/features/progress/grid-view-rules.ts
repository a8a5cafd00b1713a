import { foldText } from '#app/names.ts';
import { type GridRow, listOpen } from './grid-rules.ts';
import { needWords } from './words.ts';

/**
 * Pure decisions about how the progress grid is looked at: what of it the address asks for, which cadets that leaves
 * and in which order. Client-safe: no I/O.
 */

/** Which cadets to show. */
export type Show =
  | 'all'
  | 'used-up'
  | 'failed'
  | 'behind'
  | 'implausible'
  | 'rereads'
  | 'not-seen'
  | 'done';
/** What to order by. */
export type Sort = 'name' | 'progress' | 'score' | 'last-seen';

/** What the address asks for. `q` is text to find in names and e-mails. */
export type GridView = { show: Show; sort: Sort; descending: boolean; q: string };

/** The filters, in the order in which they are offered. */
export const shows: readonly { value: Show; label: string }[] = [
  { value: 'all', label: 'Everyone' },
  { value: 'used-up', label: needWords['used-up'] },
  { value: 'failed', label: needWords.failed },
  { value: 'behind', label: needWords.behind },
  { value: 'implausible', label: needWords.implausible },
  { value: 'rereads', label: needWords.rereads },
  { value: 'not-seen', label: needWords['not-seen'] },
  { value: 'done', label: 'All lessons done' },
];

const sorts: readonly Sort[] = ['name', 'progress', 'score', 'last-seen'];
const longestSearch = 100;

const quote = (text: string) => `“${text.length > 40 ? `${text.slice(0, 40)}…` : text}”`;

/**
 * Reads the view from the query of an address. What is not known falls back to the default; `problems` says so, in
 * sentences for the reader.
 */
export function parseGridView(query: URLSearchParams): { view: GridView; problems: string[] } {
  const problems: string[] = [];
  const wantedShow = query.get('show') || 'all';
  const show = shows.find(({ value }) => value === wantedShow)?.value;
  if (!show) problems.push(`There is no filter ${quote(wantedShow)}: everyone is shown.`);
  const wantedSort = query.get('sort') || 'name';
  const descending = wantedSort.startsWith('-');
  const sort = sorts.find((value) => value === wantedSort.slice(descending ? 1 : 0));
  if (!sort) problems.push(`There is no order ${quote(wantedSort)}: sorted by name.`);
  const text = (query.get('q') ?? '').trim();
  if (text.length > longestSearch) {
    problems.push(`The search text is long: its first ${longestSearch} characters were used.`);
  }
  const view = {
    show: show ?? 'all',
    sort: sort ?? 'name',
    descending: sort ? descending : false,
    q: text.slice(0, longestSearch),
  };
  return { view, problems };
}

/** The view as it is written in an address; what is the default is left out. */
export function toGridQuery(view: GridView): { show?: string; sort?: string; q?: string } {
  const sort = `${view.descending ? '-' : ''}${view.sort}`;
  return {
    show: view.show === 'all' ? undefined : view.show,
    sort: sort === 'name' ? undefined : sort,
    q: view.q || undefined,
  };
}

/** The view that a click on a column's heading asks for: by this column, or the other way round. */
export function toSortedView(view: GridView, sort: Sort): GridView {
  return { ...view, sort, descending: view.sort === sort && !view.descending };
}

function isShown(row: GridRow, show: Show, lessons: number): boolean {
  if (show === 'used-up') return row.usedUp.length > 0;
  if (show === 'failed') return listOpen(row).length > 0;
  if (show === 'behind') return row.behindBy > 0;
  if (show === 'implausible') return row.implausible > 0;
  if (show === 'rereads') return row.rereads > 0;
  if (show === 'not-seen') return row.unseenDays !== null;
  return show === 'all' || (lessons > 0 && row.done === lessons);
}

const never = Number.NEGATIVE_INFINITY;

const measures: Record<Exclude<Sort, 'name'>, (row: GridRow) => number> = {
  progress: (row) => row.done,
  score: (row) => row.score ?? never,
  'last-seen': (row) => row.lastSeenAt?.getTime() ?? never,
};

/**
 * The rows that the view asks for, in its order. Those without a score or never seen count as lowest; ties go by name,
 * always A to Z.
 * @param rows in the order of names
 * @param lessons lessons of the course
 */
export function selectRows(rows: readonly GridRow[], view: GridView, lessons: number): GridRow[] {
  const wanted = foldText(view.q);
  const found = rows
    .filter((row) => isShown(row, view.show, lessons))
    .filter(
      (row) =>
        wanted === '' ||
        foldText(`${row.name} ${row.email ?? ''} ${row.badgeNumber ?? ''}`).includes(wanted),
    );
  if (view.sort === 'name') return view.descending ? found.reverse() : found;
  const measure = measures[view.sort];
  const sign = view.descending ? -1 : 1;
  // -Infinity - -Infinity is NaN: compare, do not subtract.
  return found.sort((a, b) => {
    const [one, other] = [measure(a), measure(b)];
    return one === other ? 0 : one < other ? -sign : sign;
  });
}
