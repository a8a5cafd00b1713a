import type { PublishedCourse } from '#app/features/curriculum/courses/published-schema.ts';
import { TaughtQuizLinks } from '#app/features/curriculum/courses/taught-quiz-links.tsx';
import { paths } from '#app/paths.ts';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Table } from '#app/ui/table.tsx';

/** Courses for those who teach them, each with its quizzes. */
export function TaughtCourseList({ courses }: { courses: readonly PublishedCourse[] }) {
  if (courses.length === 0) {
    return (
      <EmptyState title="No course yet">
        Courses appear here once one is published and assigned to a cohort of yours.
      </EmptyState>
    );
  }
  return (
    <div className="stack stack-loose">
      {courses.map((course) => {
        const quizzes = course.modules.flatMap(({ number, quiz }) =>
          quiz ? [{ ...quiz, module: number }] : [],
        );
        return (
          <section key={course.id} className="stack">
            <h2>
              <a href={paths.taughtCourse(course.id)}>{course.title}</a>
            </h2>
            <p className="measure">{course.summary}</p>
            {quizzes.length > 0 && (
              <Table
                caption={`Quizzes of ${course.title}`}
                captionHidden
                rows={quizzes}
                rowKey={({ id }) => id}
                columns={[
                  {
                    label: 'Quiz',
                    rowHeader: true,
                    cell: ({ id, title }) => <a href={paths.quizQuestions(id)}>{title}</a>,
                  },
                  { label: 'Module', numeric: true, cell: ({ module }) => module },
                  { label: 'How it goes', cell: ({ id }) => <TaughtQuizLinks quizId={id} /> },
                ]}
              />
            )}
          </section>
        );
      })}
    </div>
  );
}
