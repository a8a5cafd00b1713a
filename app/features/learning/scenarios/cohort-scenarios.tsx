import { paths } from '#app/paths.ts';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Meter } from '#app/ui/meter.tsx';
import { Table } from '#app/ui/table.tsx';
import type { getCohortScenarios } from './flow-queries.server.ts';

type CohortScenariosProps = Pick<
  Awaited<ReturnType<typeof getCohortScenarios>>,
  'cohort' | 'course' | 'scenarios' | 'cadets'
> & { courseId?: string };

/** The conversations of a course, lesson by lesson, with how many of a cohort have finished each. */
export function CohortScenarios(props: CohortScenariosProps) {
  const { cohort, course, scenarios, cadets, courseId } = props;
  if (!course || scenarios.length === 0) {
    return (
      <EmptyState title="No conversations here">
        A lesson with a branching conversation appears here once its course is assigned and
        published.
      </EmptyState>
    );
  }
  return (
    <Table
      caption="Conversations by lesson"
      captionHidden
      rows={scenarios}
      rowKey={({ id, lesson }) => `${lesson.id} ${id}`}
      columns={[
        {
          label: 'Conversation',
          rowHeader: true,
          cell: ({ id, title }) => (
            <a href={paths.cohortScenario(cohort.id, id, { course: courseId })}>{title}</a>
          ),
        },
        {
          label: 'Lesson',
          cell: ({ lesson }) => (
            <a href={paths.taughtLesson(course.id, lesson.id)}>
              {lesson.number} {lesson.title}
            </a>
          ),
        },
        {
          label: 'Finished',
          cell: ({ finished, title }) => (
            <Meter value={finished} max={cadets} label={`Cadets who finished ${title}`} />
          ),
        },
      ]}
    />
  );
}
