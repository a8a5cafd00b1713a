import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireCadet, requirePermission } from '#app/auth/guards.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import {
  findBlockedQuiz,
  listHeldAttempts,
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
  Day,
  NextStepLink,
} from '#app/features/learning/lessons/course-progress.tsx';
import { DueRail } from '#app/features/learning/lessons/due-rail.tsx';
import { ModuleTiles } from '#app/features/learning/lessons/module-tiles.tsx';
import {
  getLearnHome,
  listOpenContents,
} from '#app/features/learning/lessons/overview-queries.server.ts';
import { dismissNotice } from '#app/features/notices/mutations.server.ts';
import { NoticeList } from '#app/features/notices/notice-list.tsx';
import { listNotices } from '#app/features/notices/queries.server.ts';
import { dismissNoticeSchema } from '#app/features/notices/schema.ts';
import { findTimeZone } from '#app/features/people/cohorts/assignment-queries.server.ts';
import { findOpenAttempts } from '#app/features/records/gradings/queries.server.ts';
import { readIntent } from '#app/http/forms.server.ts';
import { paths } from '#app/paths.ts';
import { Card } from '#app/ui/card.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const handle = { access: 'learn', taught: true } satisfies RouteHandle;

export const meta = () => [{ title: 'Learn · Rapport' }];

export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireCadet(args, () => paths.teach());
  const now = new Date();
  const [home, quizzes, held, notices] = await Promise.all([
    getLearnHome(actor, now, (quizId) => findBlockedQuiz(actor, quizId, now)),
    listQuizzesAtHand(actor, now),
    listHeldAttempts(actor, now),
    listNotices(actor, {
      attempts: findOpenAttempts,
      contents: () => listOpenContents(actor, now),
    }),
  ]);
  const timeZone = home.courses[0]?.assignment.timeZone ?? (await findTimeZone(actor, now));
  return { ...home, quizzes: withBlocks(quizzes, home.blocks), held, notices, timeZone, now };
}

/** Puts a notice away. */
export async function action(args: ActionFunctionArgs) {
  const actor = await requirePermission(args, 'learn');
  const { form } = await readIntent(args, dismissNoticeSchema);
  if (form) await dismissNotice({ actor, requestId: args.context.requestId }, form.notice);
  return redirect(paths.learn());
}

export default function LearnPage() {
  const { courses, next, changed, quizzes, held, notices, timeZone, now } =
    useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title="Learn" />
      <NoticeList notices={notices} timeZone={timeZone} now={now} />
      <div className="stack stack-loose">
        <QuizzesAtHand quizzes={quizzes} held={held} now={now} />
        <ChangedLessons lines={changed} />
        <div className="with-rail">
          {next && !isAtHand(quizzes, next.courseId, next.target) && (
            <section aria-label="What is next">
              <NextStepLink courseId={next.courseId} target={next.target} />
            </section>
          )}
          <DueRail courses={courses.filter(({ isOpen }) => isOpen)} now={now} />
        </div>
        {courses.length === 0 && (
          <EmptyState title="No course is assigned to you now">
            Courses come with your cohort. If yours has begun, ask your instructor to add you to it
            or to assign the course.
          </EmptyState>
        )}
        {courses.map((course) => (
          <CourseCard key={course.id} course={course} />
        ))}
      </div>
    </>
  );
}

type CourseProps = { course: ReturnType<typeof useLoaderData<typeof loader>>['courses'][number] };

function CourseCard({ course }: CourseProps) {
  const { assignment } = course;
  if (!course.isOpen && assignment.opensOn) {
    return (
      <Card title={course.title} aside={<span className="muted">{assignment.cohortName}</span>}>
        <p>
          Opens on <Day on={assignment.opensOn} timeZone={assignment.timeZone} />.
        </p>
      </Card>
    );
  }
  return (
    <Card
      title={<a href={paths.course(course.id)}>{course.title}</a>}
      aside={<span className="muted">{assignment.cohortName}</span>}
    >
      <p className="measure">{course.summary}</p>
      <CourseStanding course={course}>
        <ModuleTiles courseId={course.id} modules={course.modules} />
      </CourseStanding>
    </Card>
  );
}
