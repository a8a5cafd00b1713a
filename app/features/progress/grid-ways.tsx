import { paths } from '#app/paths.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { Icon } from '#app/ui/icon.tsx';

/** Beside the grid: what else there is to see of the cohort and its course. */
export function GridWays(props: {
  cohortId: string;
  courseId: string;
  course: string | undefined;
}) {
  const { cohortId, courseId, course } = props;
  return (
    <>
      <ButtonLink kind="quiet" href={paths.taughtCourse(courseId)}>
        <Icon name="lesson" /> Lessons
      </ButtonLink>
      <ButtonLink kind="quiet" href={paths.cohortScenarios(cohortId, course)}>
        <Icon name="conversation" /> Conversations
      </ButtonLink>
      <ButtonLink kind="quiet" href={paths.taughtSheets(courseId)}>
        <Icon name="role-play" /> Role-plays
      </ButtonLink>
      <ButtonLink kind="quiet" href={paths.cohortExport(cohortId, course)} download>
        <Icon name="download" /> Export as CSV
      </ButtonLink>
    </>
  );
}
