import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requirePermission } from '#app/auth/guards.server.ts';
import { canSeeAllCohorts } from '#app/auth/permissions.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { applyRegrade } from '#app/features/assessment/regrades/regrade-mutations.server.ts';
import { getRegradePage } from '#app/features/assessment/regrades/regrade-queries.server.ts';
import { RegradeView } from '#app/features/assessment/regrades/regrade-view.tsx';
import { requireConfirmed } from '#app/features/people/second-factor/confirmation.server.ts';
import {
  applyRegradeSchema,
  readRegradeQuery,
} from '#app/features/records/gradings/decision-schema.ts';
import { OwnQuizNotice } from '#app/features/records/gradings/own-quiz-notice.tsx';
import { takesQuiz } from '#app/features/records/gradings/taught-queries.server.ts';
import { readIntent } from '#app/http/forms.server.ts';
import { Refusal } from '#app/http/refusal.ts';
import { paths } from '#app/paths.ts';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { formatZone } from '#app/words/dates.ts';
import { countOf } from '#app/words/numbers.ts';

export const handle = { access: 'teach' } satisfies RouteHandle;

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `${page?.quiz.title ?? 'Quiz'}: regrade · Rapport` },
];

/** What was changed in a quiz since it was taken, and what regrading by the policies in the address does. */
export async function loader(args: LoaderFunctionArgs) {
  const actor = await requirePermission(args, 'teach');
  const quizId = args.params.quiz ?? '';
  const { searchParams } = new URL(args.request.url);
  const now = new Date();
  const page = await getRegradePage(actor, quizId, readRegradeQuery(searchParams), now);
  const done = page.regrades.find(({ id }) => id === searchParams.get('done')) ?? null;
  const answering = await takesQuiz(actor, quizId);
  const everywhere = canSeeAllCohorts(actor);
  const { quiz, timeZone } = page;
  return { quiz, page: answering ? null : page, done, everywhere, timeZone, now };
}

/** Applies what was previewed. */
export async function action(args: ActionFunctionArgs) {
  const actor = await requirePermission(args, 'teach');
  const quizId = args.params.quiz ?? '';
  const query = readRegradeQuery(new URL(args.request.url).searchParams);
  const sent = await readIntent(args, applyRegradeSchema);
  if (!sent.form) return data(sent.refused, { status: 400 });
  await requireConfirmed(args, actor);
  const { preview, reason } = sent.form;
  const change = { actor, requestId: args.context.requestId };
  const applied = await applyRegrade(change, { quizId, query, preview, reason });
  if (applied instanceof Refusal) return data(sent.refuse(applied), { status: 409 });
  return redirect(paths.quizRegrade(quizId, {}, applied.regradeId));
}

export default function RegradePage() {
  const { quiz, page, done, everywhere, timeZone, now } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>() ?? null;
  return (
    <>
      <PageHeader
        title={`${quiz.title}: regrade`}
        lead={`When an item’s key was wrong, fix it in the quiz’s file; then decide here what that means for who took it before. All times in ${formatZone(timeZone)}.`}
        breadcrumbs={[
          { label: 'Courses', href: paths.taughtCourses() },
          { label: `${quiz.title}: item statistics`, href: paths.quizStatistics(quiz.id) },
        ]}
      />
      <div className="stack stack-loose">
        {done && !lastResult && (
          <Notice kind="done" live="status" title="Applied">
            {appliedWords(done)}
          </Notice>
        )}
        {page ? (
          <RegradeView
            page={page}
            everywhere={everywhere}
            timeZone={timeZone}
            now={now}
            lastResult={lastResult}
          />
        ) : (
          <OwnQuizNotice />
        )}
      </div>
    </>
  );
}

function appliedWords({ changed, attempts }: { changed: number; attempts: number }): string {
  if (changed === 0) return 'It is on record that no result changes.';
  const of = `${changed} of ${countOf(attempts, 'attempt')}`;
  return changed === 1
    ? `${of} has another grading. Its cadet is told.`
    : `${of} have another grading. Their cadets are told.`;
}
