import { paths } from '#app/paths.ts';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { type Column, Table } from '#app/ui/table.tsx';
import type { CohortRow } from './admin-queries.server.ts';

const columns: Column<CohortRow>[] = [
  {
    label: 'Name',
    cell: (cohort) => <a href={paths.adminCohort(cohort.id)}>{cohort.name}</a>,
    rowHeader: true,
  },
  { label: 'First day', cell: (cohort) => cohort.startsOn },
  { label: 'Last day', cell: (cohort) => cohort.endsOn ?? '–' },
  { label: 'Time zone', cell: (cohort) => cohort.timeZone.replaceAll('_', ' ') },
  { label: 'Cadets', cell: (cohort) => cohort.cadets, numeric: true },
  { label: 'Instructors', cell: (cohort) => cohort.instructors, numeric: true },
  { label: 'Courses', cell: (cohort) => cohort.courses, numeric: true },
  {
    label: 'Progress',
    cell: (cohort) => (
      <a href={paths.cohort(cohort.id)}>
        Progress <span className="vh">of {cohort.name}</span>
      </a>
    ),
  },
];

type CohortListProps = {
  list: { cohorts: readonly CohortRow[]; page: number; pages: number; total: number };
};

/** Every cohort of the academy, a page at a time. */
export function CohortList({ list }: CohortListProps) {
  const { cohorts, page, pages, total } = list;
  if (total === 0) {
    return (
      <EmptyState title="No cohort yet">
        A cohort is one class of the academy: make it below, then enroll its cadets, name its
        instructors and assign a course.
      </EmptyState>
    );
  }
  return (
    <section aria-label="Cohorts">
      <Table
        caption="Cohorts"
        captionHidden
        columns={columns}
        rows={cohorts}
        rowKey={(cohort) => cohort.id}
        stack
      />
      {pages > 1 && (
        <Pagination
          label="Pages of cohorts"
          summary={`Page ${page} of ${pages}, ${total} cohorts`}
          previousHref={page > 1 ? paths.adminCohorts(page - 1) : undefined}
          nextHref={page < pages ? paths.adminCohorts(page + 1) : undefined}
        />
      )}
    </section>
  );
}
