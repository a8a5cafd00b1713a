import type { LoaderFunctionArgs } from '@remix-run/node';
import { type MetaFunction, useLoaderData } from '@remix-run/react';
import { requirePermission } from '#app/auth/guards.server.ts';
import { listAttemptsOfCadet } from '#app/features/assessment/result-queries.server.ts';
import { dayOf, formatDay, formatZone } from '#app/features/cohorts/rules.ts';
import { CadetLessons } from '#app/features/progress/cadet-lessons.tsx';
import { CadetQuiz } from '#app/features/progress/cadet-quiz.tsx';
import { getCadetRecord } from '#app/features/progress/cadet-record-queries.server.ts';
import { CadetSummary } from '#app/features/progress/cadet-summary.tsx';
import { CourseChoice } from '#app/features/progress/matrix-lists.tsx';
import type { RouteHandle } from '#app/http/route-handle.ts';
import { paths } from '#app/paths.ts';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const handle = { access: 'teach' } satisfies RouteHandle;

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.member.name ?? 'Cadet'}: record · Rapport` },
];

/** One cadet's record in one course, down to each response; of one who left, only what they did before. */
export async function loader(args: LoaderFunctionArgs) {
  const actor = await requirePermission(args, 'teach');
  const { cohort = '', user = '' } = args.params;
  const courseId = new URL(args.request.url).searchParams.get('course');
  const now = new Date();
  const found = await getCadetRecord(actor, cohort, user, courseId, now);
  const { record, member } = found;
  const all = record ? await listAttemptsOfCadet(member.id, record.course.id) : [];
  const { withdrawnAt } = member;
  const attempts = withdrawnAt ? all.filter(({ startedAt }) => startedAt <= withdrawnAt) : all;
  return { ...found, attempts, now };
}

export default function CadetPage() {
  const { cohort, member, courses, record, attempts, now } = useLoaderData<typeof loader>();
  const course = courses.length > 1 ? record?.course.id : undefined;
  const timeZone = record?.dates.timeZone ?? cohort.timeZone;
  return (
    <>
      <PageHeader
        title={member.name}
        lead={record ? `${record.course.title}. All times in ${formatZone(timeZone)}.` : undefined}
        breadcrumbs={[
          { label: 'Cohorts', href: paths.teach() },
          { label: cohort.name, href: paths.cohort(cohort.id, { course }) },
        ]}
      />
      <div className="stack stack-loose">
        <CourseChoice
          courses={courses}
          current={record?.course.id}
          hrefOf={(id) => paths.cadet(cohort.id, member.id, id)}
        />
        {member.withdrawnAt && (
          <Notice title="Withdrawn">
            {member.name} left {cohort.name} on{' '}
            {formatDay(dayOf(member.withdrawnAt, timeZone), now)} and counts nowhere in its figures.
            What came after is not shown: attempts, completions and answers made later, and the
            reading of lessons opened later.
          </Notice>
        )}
        {record ? (
          <Record {...{ record, attempts, timeZone, now, email: member.email }} />
        ) : (
          <EmptyState title="No course to show">
            No published course is assigned to {cohort.name}, so there is no progress to show.
          </EmptyState>
        )}
      </div>
    </>
  );
}

type PageData = ReturnType<typeof useLoaderData<typeof loader>>;
type RecordProps = Pick<PageData, 'attempts' | 'now'> & {
  record: NonNullable<PageData['record']>;
  email: string;
  timeZone: string;
};

function Record({ record, attempts, email, timeZone, now }: RecordProps) {
  const clock = { timeZone, now };
  const attemptsAt = (quizId: string) => attempts.filter((attempt) => attempt.quizId === quizId);
  const published = record.modules.map(({ quiz }) => quiz?.id);
  const others = attempts.filter(({ quizId }) => !published.includes(quizId));
  const retired = new Map(others.map(({ quizId, quizTitle }) => [quizId, quizTitle]));
  return (
    <>
      <CadetSummary record={record} email={email} now={now} />
      {record.modules.map(({ number, title, lessons, quiz }) => (
        <section key={number} className="stack" aria-label={`Module ${number}`}>
          <h2>
            {number}. {title}
          </h2>
          <CadetLessons caption={`Lessons of module ${number}`} lessons={lessons} {...clock} />
          {quiz && (
            <CadetQuiz
              quiz={quiz}
              attempts={attemptsAt(quiz.id)}
              gradings={record.gradings}
              {...clock}
            />
          )}
        </section>
      ))}
      {(record.retired.length > 0 || retired.size > 0) && (
        <section className="stack" aria-label="No longer in the course">
          <h2>No longer in the course</h2>
          {record.retired.length > 0 && (
            <CadetLessons caption="Retired lessons" lessons={record.retired} {...clock} />
          )}
          {[...retired].map(([id, title]) => (
            <CadetQuiz
              key={id}
              quiz={{ id, title }}
              attempts={attemptsAt(id)}
              gradings={record.gradings}
              {...clock}
            />
          ))}
        </section>
      )}
    </>
  );
}
