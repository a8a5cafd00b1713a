import { type Actor, canEnter } from '#app/auth/permissions.ts';
import { type GroupName, groupNames, type SearchFilter } from './schema.ts';

/** Decisions about searches. Pure: no I/O here. */

/** How many of a group are counted at most: beyond it people add a word rather than read on. */
export const mostCounted = 100;

/** How many results of each group a page shows beside others, and how many where one group has the page. */
const mostBeside = 6;
export const mostListed = 50;

/** How many rows of a group a page shows. */
export const rowsOfGroup = (filter: SearchFilter): number => (filter.in ? mostListed : mostBeside);

/** The groups in which the actor may find anything. A note is its writer's own, whatever they are by now. */
export function listGroups(actor: Pick<Actor, 'roles'>): GroupName[] {
  const teaches = canEnter(actor, 'teach');
  const reads = teaches || canEnter(actor, 'learn') || canEnter(actor, 'author');
  const may: Record<GroupName, boolean> = {
    people: teaches,
    cohorts: teaches,
    lessons: reads,
    terms: reads,
    notes: true,
  };
  return groupNames.filter((name) => may[name]);
}
