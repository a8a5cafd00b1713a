import { paths } from '#app/paths.ts';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { type Column, Table } from '#app/ui/table.tsx';
import type { CohortRow, CohortList as List } from './admin-queries.server.ts';

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
  list: List;
  /** Whether the list is that of the archived ones. */
  archived: boolean;
};

/** The cohorts of the academy, a page at a time. */
export function CohortList({ list, archived }: CohortListProps) {
  const { cohorts, page, pages, total } = list;
  const hrefOf = (to: number) =>
    paths.adminCohorts({ page: to, archived: archived ? '1' : undefined });
  if (total === 0 && archived) {
    return (
      <EmptyState title="No cohort is archived">
        A cohort that is over can be archived at the end of its page. It appears here then.
      </EmptyState>
    );
  }
  if (total === 0 && list.archived > 0) {
    return (
      <EmptyState title="Every cohort is archived">
        Make a new one below, or bring one back from the archived ones.
      </EmptyState>
    );
  }
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
          previousHref={page > 1 ? hrefOf(page - 1) : undefined}
          nextHref={page < pages ? hrefOf(page + 1) : undefined}
        />
      )}
    </section>
  );
}
