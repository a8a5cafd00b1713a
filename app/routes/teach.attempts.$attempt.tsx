import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import type { Change } from '#app/auth/change.ts';
import { requirePermission } from '#app/auth/guards.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import {
  decideAppeal,
  gradeOneAnswer,
} from '#app/features/assessment/reviews/manual-mutations.server.ts';
import { getAttemptReview } from '#app/features/assessment/reviews/review-queries.server.ts';
import { toDecidedWords } from '#app/features/assessment/reviews/review-rules.ts';
import { ReviewView } from '#app/features/assessment/reviews/review-view.tsx';
import {
  reopenAttempt,
  voidAttempt,
} from '#app/features/assessment/reviews/void-mutations.server.ts';
import { requireConfirmed } from '#app/features/people/second-factor/confirmation.server.ts';
import {
  type AttemptReviewForm,
  attemptReviewSchema,
} from '#app/features/records/gradings/decision-schema.ts';
import { getTaughtHistory } from '#app/features/records/gradings/history-queries.server.ts';
import { OwnQuizNotice } from '#app/features/records/gradings/own-quiz-notice.tsx';
import { takesQuiz } from '#app/features/records/gradings/taught-queries.server.ts';
import { readIntent } from '#app/http/forms.server.ts';
import type { Refusal } from '#app/http/refusal.ts';
import { paths } from '#app/paths.ts';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { formatZone } from '#app/words/dates.ts';

export const handle = { access: 'teach' } satisfies RouteHandle;

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `${page ? `${page.cadet.name}, attempt ${page.number}` : 'Attempt'} · Rapport` },
];

/** One attempt of a cadet of the actor's, with what was decided about it so far. */
export async function loader(args: LoaderFunctionArgs) {
  const actor = await requirePermission(args, 'teach');
  const attemptId = args.params.attempt ?? '';
  const now = new Date();
  const review = await getAttemptReview(actor, attemptId, now);
  const [history, answering] = await Promise.all([
    getTaughtHistory(actor, attemptId),
    takesQuiz(actor, review.quiz.id),
  ]);
  const { cadet, cohort, quiz, courseId, attempt } = review;
  const { id: quizId, title: quizTitle } = quiz;
  const head = { cadet, cohort, courseId, quizId, quizTitle, number: attempt.number };
  const done = toDecidedWords(new URL(args.request.url).searchParams.get('done'));
  return { ...head, review: answering ? null : review, history, done, now };
}

/** One decision about the attempt. */
export async function action(args: ActionFunctionArgs) {
  const actor = await requirePermission(args, 'teach');
  const attemptId = args.params.attempt ?? '';
  const sent = await readIntent(args, attemptReviewSchema);
  if (!sent.form) return data(sent.refused, { status: 400 });
  await requireConfirmed(args, actor);
  const change = { actor, requestId: args.context.requestId };
  const refusal = await decide(change, attemptId, sent.form);
  if (refusal) return data(sent.refuse(refusal), { status: 409 });
  return redirect(paths.attemptReview(attemptId, sent.form.intent));
}

function decide(change: Change, id: string, form: AttemptReviewForm): Promise<Refusal | null> {
  switch (form.intent) {
    case 'grade-answer':
      return gradeOneAnswer(change, id, form);
    case 'decide-appeal':
      return decideAppeal(change, id, form);
    case 'void-attempt':
      return voidAttempt(change, id, form.reason);
    case 'reopen-attempt':
      return reopenAttempt(change, id, form);
    default:
      return form satisfies never;
  }
}

export default function AttemptReviewPage() {
  const { cadet, cohort, courseId, quizId, quizTitle, number, review, history, done, now } =
    useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>() ?? null;
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
        lead={
          <>
            {cadet.name}, in the quiz <a href={paths.quizQuestions(quizId)}>{quizTitle}</a>
            {review && `. All times in ${formatZone(review.timeZone)}.`}
          </>
        }
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
