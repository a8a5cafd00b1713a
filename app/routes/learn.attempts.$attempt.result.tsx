import { type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requirePermission } from '#app/auth/guards.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { openResult } from '#app/features/assessment/attempts/expiry-mutations.server.ts';
import { ResultView } from '#app/features/assessment/attempts/result-view.tsx';
import { CorrectionNotice } from '#app/features/assessment/regrades/correction-notice.tsx';
import { listCorrections } from '#app/features/assessment/regrades/correction-queries.server.ts';
import { HistoryList } from '#app/features/assessment/reviews/history-list.tsx';
import { getOwnHistory } from '#app/features/records/gradings/history-queries.server.ts';
import { paths } from '#app/paths.ts';
import { PageHeader } from '#app/ui/page-header.tsx';

export const handle = { access: 'learn' } satisfies RouteHandle;

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Result: ${data?.result.title ?? 'quiz'} · Rapport` },
];

/** The actor's own result, cut to what the policy releases; an open attempt leads back to its items. */
export async function loader(args: LoaderFunctionArgs) {
  const actor = await requirePermission(args, 'learn');
  const attemptId = args.params.attempt ?? '';
  const result = await openResult({ actor, requestId: args.context.requestId }, attemptId);
  if (!result) throw redirect(paths.attempt(attemptId));
  const [history, corrections] = await Promise.all([
    // One grading and nothing since is what the page says anyway.
    result.hasHistory ? getOwnHistory(actor, attemptId) : [],
    result.release.correctOptions ? listCorrections(actor, attemptId) : [],
  ]);
  const late = Number(new URL(args.request.url).searchParams.get('late')) || 0;
  return { result, history, corrections, late, now: new Date() };
}

export default function ResultPage() {
  const { result, history, corrections, late, now } = useLoaderData<typeof loader>();
  const { attempt, place, title } = result;
  const crumbs = place
    ? [
        { label: place.course.title, href: paths.course(place.course.id) },
        { label: title, href: paths.quiz(place.course.id, place.module.id) },
      ]
    : [];
  const { timeZone, practice, passMark } = result;
  const told = (
    <>
      {history.length > 0 && (
        <HistoryList
          entries={history}
          timeZone={timeZone}
          practice={practice}
          passMark={passMark}
          now={now}
        />
      )}
      <CorrectionNotice corrections={corrections} />
    </>
  );
  return (
    <div className="attempt">
      <PageHeader title={`Attempt ${attempt.number}: ${title}`} breadcrumbs={crumbs} />
      <ResultView result={result} late={late} history={told} />
    </div>
  );
}
