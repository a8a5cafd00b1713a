import { countOf, plural } from '#app/words/numbers.ts';
import { mostCounted } from './rules.ts';
import type { GroupName } from './schema.ts';

/** What a group of results is called above them. */
export const groupTitles: Record<GroupName, string> = {
  people: 'People',
  cohorts: 'Cohorts',
  lessons: 'Lessons',
  terms: 'Words explained',
  notes: 'Your notes',
};

const groupWords: Record<GroupName, string> = {
  people: 'people by name, e-mail address or badge number',
  cohorts: 'cohorts by name',
  lessons: 'lessons, their headings and what stands in them',
  terms: 'the words that lessons explain',
  notes: 'your own notes',
};

/** Where is searched, as the part of a sentence. */
export function toPlaces(groups: readonly GroupName[]): string {
  const all = groups.map((name) => groupWords[name]);
  const last = all.pop() ?? '';
  return all.length === 0 ? last : `${all.join('; ')}; and ${last}`;
}

/** How many were found of a group. */
export const toCount = (total: number): string =>
  total > mostCounted ? `more than ${mostCounted}` : String(total);

/** How many were found in all, as a sentence. */
export function toFoundWords(totals: readonly number[]): string {
  const sum = totals.reduce((all, total) => all + total, 0);
  const more = totals.some((total) => total > mostCounted);
  return more
    ? `More than ${mostCounted} ${plural(sum, 'result')} found. Another word narrows them down.`
    : `${countOf(sum, 'result')} found.`;
}
