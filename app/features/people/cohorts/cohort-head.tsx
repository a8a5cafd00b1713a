import { paths } from '#app/paths.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import { countOf } from '#app/words/numbers.ts';
import type { CohortDetail } from './admin-queries.server.ts';
import { type CohortTab, cohortTabs } from './admin-schema.ts';
import { toTabHref } from './cohort-tab-rules.ts';

type CohortHeadProps = {
  cohort: CohortDetail;
  /** How many cadets are enrolled. */
  enrolled: number;
  tab: CohortTab;
};

/** A cohort in one line, and its tabs. */
export function CohortHead({ cohort, enrolled, tab }: CohortHeadProps) {
  const { id, name, archivedAt, liveInvitations, assignments, instructors } = cohort;
  const labels: Record<CohortTab, string> = {
    cadets: `Cadets (${enrolled})`,
    courses: `Courses (${assignments.length})`,
    instructors: `Instructors (${instructors.length})`,
    settings: 'Settings',
  };
  const tabs = cohortTabs.map((one) => ({ label: labels[one], href: toTabHref(id, one) }));
  return (
    <>
      <PageHeader
        title={name}
        lead={archivedAt ? 'This cohort is archived.' : undefined}
        breadcrumbs={[{ label: 'Cohorts', href: paths.adminCohorts() }]}
        actions={<ButtonLink href={paths.cohort(id)}>See its progress</ButtonLink>}
      />
      {liveInvitations > 0 && (
        <p>
          <a href={`${paths.adminUsers({ show: 'invited' })}#pending`}>
            {countOf(liveInvitations, 'person', 'people')} invited, not yet in
          </a>
        </p>
      )}
      {assignments.length === 0 && tab !== 'courses' && (
        <p>
          No course is assigned now: the cadets have nothing to do.{' '}
          <a href={toTabHref(id, 'courses')}>Assign a course</a>
        </p>
      )}
      <Tabs label={name} tabs={tabs} current={toTabHref(id, tab)} />
    </>
  );
}
