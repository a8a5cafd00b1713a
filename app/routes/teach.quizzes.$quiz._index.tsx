import type { LinksFunction, LoaderFunctionArgs } from '@remix-run/node';
import { type MetaFunction, useLoaderData } from '@remix-run/react';
import { requirePermission } from '#app/auth/guards.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { KeyChangeNotice } from '#app/features/assessment/regrades/key-change-notice.tsx';
import { findKeyChange } from '#app/features/assessment/regrades/key-change-queries.server.ts';
import statisticsSheet from '#app/features/assessment/statistics/statistics.css?url';
import { getQuizReport } from '#app/features/assessment/statistics/statistics-queries.server.ts';
import { StatisticsView } from '#app/features/assessment/statistics/statistics-view.tsx';
import { tallyWaiting } from '#app/features/assessment/statistics/tally-mutations.server.ts';
import { OwnQuizNotice } from '#app/features/records/gradings/own-quiz-notice.tsx';
import { takesQuiz } from '#app/features/records/gradings/taught-queries.server.ts';
import { paths } from '#app/paths.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { formatInstant, formatZoned } from '#app/words/dates.ts';

export const handle = { access: 'teach' } satisfies RouteHandle;

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.quiz.title ?? 'Quiz'}: item statistics · Rapport` },
];

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: statisticsSheet }];

/** The item statistics of a quiz that the actor teaches, of the revision asked for. */
export async function loader(args: LoaderFunctionArgs) {
  const actor = await requirePermission(args, 'teach');
  const quizId = args.params.quiz ?? '';
  const asked = new URL(args.request.url).searchParams.get('revision');
  const before = await getQuizReport(actor, quizId, asked);
  const counted = before.waiting > 0 ? await tallyWaiting(before.revision.id) : 0;
  const report = counted > 0 ? await getQuizReport(actor, quizId, asked) : before;
  const { quiz, revision, revisions, timeZone } = report;
  const [answering, keyChange] = await Promise.all([
    takesQuiz(actor, quizId),
    findKeyChange(actor, quizId),
  ]);
  const shown = { quiz, revision, revisions, timeZone, keyChange };
  return { ...shown, report: answering ? null : report };
}

export default function QuizStatisticsPage() {
  const { quiz, revision, revisions, report, timeZone, keyChange } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={`${quiz.title}: item statistics`}
        lead={`Edition ${revision.edition}, published ${formatZoned(revision.createdAt, timeZone)}.`}
        breadcrumbs={[{ label: 'Courses', href: paths.taughtCourses() }]}
        actions={
          <>
            <ButtonLink href={paths.quizQuestions(quiz.id)}>Questions</ButtonLink>
            <ButtonLink href={paths.quizRegrade(quiz.id)}>Regrade</ButtonLink>
          </>
        }
      />
      <div className="stack stack-loose">
        {keyChange && <KeyChangeNotice change={keyChange} quizId={quiz.id} />}
        {revisions.length > 1 && (
          <nav aria-label="Revisions of this quiz" className="cluster">
            {revisions.map(({ id, edition, createdAt, attempts }) => (
              <a
                key={id}
                href={paths.quizStatistics(quiz.id, id)}
                aria-current={id === revision.id ? 'page' : undefined}
              >
                Edition {edition}, {formatInstant(createdAt, timeZone)} (
                {attempts.toLocaleString('en')})
              </a>
            ))}
          </nav>
        )}
        {report ? <StatisticsView report={report} timeZone={timeZone} /> : <OwnQuizNotice />}
      </div>
    </>
  );
}
