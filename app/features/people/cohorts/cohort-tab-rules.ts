import { paths } from '#app/paths.ts';
import type { CohortIntent, CohortTab } from './admin-schema.ts';

/** Which tab of a cohort's page has which form, and where it is. Pure: no I/O. */

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
