import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requirePermission } from '#app/auth/guards.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { decideAttempt } from '#app/features/assessment/reviews/review-mutations.server.ts';
import { getAttemptReview } from '#app/features/assessment/reviews/review-queries.server.ts';
import { toDecidedWords } from '#app/features/assessment/reviews/review-rules.ts';
import { ReviewView } from '#app/features/assessment/reviews/review-view.tsx';
import { attemptReviewSchema } from '#app/features/records/gradings/decision-schema.ts';
import { getTaughtHistory } from '#app/features/records/gradings/history-queries.server.ts';
import { OwnQuizNotice } from '#app/features/records/gradings/own-quiz-notice.tsx';
import { takesQuiz } from '#app/features/records/gradings/taught-queries.server.ts';
import { badRequest } from '#app/http/errors.ts';
import { parseForm } from '#app/http/forms.server.ts';
import { paths } from '#app/paths.ts';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const handle = { access: 'teach' } satisfies RouteHandle;

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `${page ? `${page.cadet.name}, attempt ${page.number}` : 'Attempt'} · Rapport` },
];

/** One attempt of a cadet of the actor's, with what was decided about it so far. */
export async function loader(args: LoaderFunctionArgs) {
  const actor = await requirePermission(args, 'teach');
  const attemptId = args.params.attempt ?? '';
  const review = await getAttemptReview(actor, attemptId);
  const [history, answering] = await Promise.all([
    getTaughtHistory(actor, attemptId),
    takesQuiz(actor, review.quiz.id),
  ]);
  const { cadet, cohort, quiz, courseId, attempt } = review;
  const head = { cadet, cohort, courseId, quizTitle: quiz.title, number: attempt.number };
  const done = toDecidedWords(new URL(args.request.url).searchParams.get('done'));
  return { ...head, review: answering ? null : review, history, done, now: new Date() };
}

/** One decision about the attempt. */
export async function action(args: ActionFunctionArgs) {
  const actor = await requirePermission(args, 'teach');
  const attemptId = args.params.attempt ?? '';
  const submission = await parseForm(args.request, attemptReviewSchema);
  if (submission.status !== 'success') {
    if (submission.error?.intent || submission.error?.item)
      throw badRequest('Rapport does not know this form.');
    return data({ lastResult: submission.reply() }, { status: 400 });
  }
  const change = { actor, requestId: args.context.requestId };
  const { problem } = await decideAttempt(change, attemptId, submission.value);
  if (problem === null) return redirect(paths.attemptReview(attemptId, submission.value.intent));
  return data({ lastResult: submission.reply({ formErrors: [problem] }) }, { status: 409 });
}

export default function AttemptReviewPage() {
  const { cadet, cohort, courseId, quizTitle, number, review, history, done, now } =
    useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>()?.lastResult ?? null;
  const crumbs = cohort
    ? [
        { label: cohort.name, href: paths.cohort(cohort.id) },
        { label: cadet.name, href: paths.cadet(cohort.id, cadet.id, courseId) },
      ]
    : [];
  return (
    <>
      <PageHeader
        title={`${quizTitle}, attempt ${number}`}
        lead={cadet.name}
        breadcrumbs={[{ label: 'Cohorts', href: paths.teach() }, ...crumbs]}
      />
      <div className="stack stack-loose">
        {done && !lastResult && (
          <Notice kind="done" live="status">
            {done}
          </Notice>
        )}
        {review ? (
          <ReviewView review={review} history={history} lastResult={lastResult} now={now} />
        ) : (
          <OwnQuizNotice />
        )}
      </div>
    </>
  );
}
