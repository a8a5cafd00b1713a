import { paths } from '#app/paths.ts';
import type { CohortIntent } from './admin-schema.ts';

/** The tabs of a cohort's page as an administrator has it. Client-safe: no I/O here. */

export const cohortTabs = ['cadets', 'courses', 'instructors', 'settings'] as const;
export type CohortTab = (typeof cohortTabs)[number];

const tabsByIntent: Record<CohortIntent, CohortTab> = {
  'enroll-cadets': 'cadets',
  'enroll-again': 'cadets',
  'withdraw-cadet': 'cadets',
  'assign-course': 'courses',
  'change-assignment': 'courses',
  'unassign-course': 'courses',
  'add-instructor': 'instructors',
  'remove-instructor': 'instructors',
  'change-cohort': 'settings',
  'archive-cohort': 'settings',
  'bring-back-cohort': 'settings',
  'remove-cohort': 'settings',
};

/** The tab that has the form of this intent; null for what is none. */
export const tabOf = (intent: unknown): CohortTab | null =>
  tabsByIntent[intent as CohortIntent] ?? null;

/** The tab as the address has it: the first needs no word. */
export const toTabQuery = (tab: CohortTab) => (tab === 'cadets' ? undefined : tab);

export const toTabHref = (cohortId: string, tab: CohortTab) =>
  paths.adminCohort(cohortId, { tab: toTabQuery(tab) });
