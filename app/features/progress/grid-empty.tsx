import type { CourseLink } from '#app/features/people/cohorts/course-choice-queries.server.ts';
import { paths } from '#app/paths.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';

/** Why a cohort has no progress to show, and what to do about it; administrators get the link. */
export function GridEmpty(props: {
  cohortId: string;
  courses: readonly CourseLink[];
  cadets: number;
  mayAdminister: boolean;
}) {
  const { cohortId, courses, cadets, mayAdminister } = props;
  const link = mayAdminister && (
    <ButtonLink href={paths.adminCohort(cohortId)}>Set up this cohort</ButtonLink>
  );
  if (courses.length === 0) {
    return (
      <EmptyState title="No course is assigned yet" action={link}>
        {mayAdminister ? 'Assign a course' : 'Ask an administrator to assign a course'} to this
        cohort: its lessons and everyone’s progress appear here at once.
      </EmptyState>
    );
  }
  if (cadets === 0) {
    return (
      <EmptyState title="Nobody is enrolled yet" action={link}>
        {mayAdminister ? 'Invite or enroll cadets' : 'Ask an administrator to enroll cadets'}: each
        gets a row here from the first day.
      </EmptyState>
    );
  }
  return (
    <EmptyState title="The course has no lessons to show yet">
      It is assigned ({courses.map(({ id }) => id).join(', ')}), but no lesson of it is published.
      Progress appears here as soon as its authors publish one.
    </EmptyState>
  );
}
