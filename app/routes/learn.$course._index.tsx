import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireCadet } from '#app/auth/guards.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import {
  findBlockedQuiz,
  listQuizzesAtHand,
} from '#app/features/assessment/attempts/at-hand-queries.server.ts';
import {
  isAtHand,
  QuizzesAtHand,
  withBlocks,
} from '#app/features/assessment/attempts/quizzes-at-hand.tsx';
import { ChangedLessons } from '#app/features/learning/lessons/changed-lessons.tsx';
import {
  CourseStanding,
  LessonStrip,
  NextStepLink,
} from '#app/features/learning/lessons/course-progress.tsx';
import { CourseSurveys } from '#app/features/learning/lessons/course-surveys.tsx';
import { ModuleSection } from '#app/features/learning/lessons/module-section.tsx';
import {
  findNextModule,
  getCourseView,
} from '#app/features/learning/lessons/overview-queries.server.ts';
import { paths } from '#app/paths.ts';
import { Html } from '#app/ui/html.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const handle = { access: 'learn', taught: true } satisfies RouteHandle;

export const meta: MetaFunction<typeof loader> = ({ data: course }) => [
  { title: course ? `${course.title} · Rapport` : 'Rapport' },
];

export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireCadet(args, ({ course = '' }) => paths.taughtCourse(course));
  const { course: courseId = '' } = args.params;
  const now = new Date();
  const [course, quizzes] = await Promise.all([
    getCourseView(actor, courseId, now, (quizId) => findBlockedQuiz(actor, quizId, now)),
    listQuizzesAtHand(actor, now, courseId),
  ]);
  const asked = new URL(args.request.url).searchParams.get('module');
  const openModule = asked ?? findNextModule(course)?.id;
  return { ...course, quizzes: withBlocks(quizzes, course.blocks), openModule, now };
}

export default function CoursePage() {
  const course = useLoaderData<typeof loader>();
  const { next, quizzes, now } = course;
  const isNew = course.lessons.every(({ state }) => state === 'open');
  return (
    <>
      <PageHeader
        breadcrumbs={[{ label: 'Learn', href: paths.learn() }]}
        title={course.title}
        lead={course.summary}
      />
      <div className="stack stack-loose">
        <QuizzesAtHand quizzes={quizzes} now={now} />
        <ChangedLessons lines={course.changed} />
        <section aria-label="Where you are">
          {next && !isAtHand(quizzes, course.id, next) && (
            <NextStepLink courseId={course.id} target={next} />
          )}
          <CourseStanding course={course}>
            <LessonStrip lessons={course.lessons} />
          </CourseStanding>
        </section>
        {course.html && (
          <details className="about" open={isNew}>
            <summary>About this course</summary>
            <Html className="prose measure" html={course.html} />
          </details>
        )}
        <div>
          {course.modules.map((module) => (
            <ModuleSection
              key={module.id}
              courseId={course.id}
              module={module}
              timeZone={course.assignment.timeZone}
              isNew={isNew}
              isOpen={module.id === course.openModule}
            />
          ))}
        </div>
        <CourseSurveys courseId={course.id} surveys={course.surveys} />
      </div>
    </>
  );
}
