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
import { gradeAnswer } from '#app/features/assessment/reviews/manual-mutations.server.ts';
import { listWaitingAnswers } from '#app/features/assessment/reviews/manual-queries.server.ts';
import { toReadingWords } from '#app/features/assessment/reviews/manual-rules.ts';
import { WaitingAnswers } from '#app/features/assessment/reviews/manual-view.tsx';
import { requireConfirmed } from '#app/features/people/second-factor/confirmation.server.ts';
import { TeachNav } from '#app/features/people/users/teach-nav.tsx';
import { gradeAnswerSchema } from '#app/features/records/gradings/decision-schema.ts';
import { readIntent } from '#app/http/forms.server.ts';
import { paths } from '#app/paths.ts';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const handle = { access: 'teach' } satisfies RouteHandle;

export const meta: MetaFunction = () => [{ title: 'Answers to read · Rapport' }];

/** The written answers that wait for the actor. */
export async function loader(args: LoaderFunctionArgs) {
  const actor = await requirePermission(args, 'teach');
  const query = new URL(args.request.url).searchParams;
  const done = toReadingWords(query.get('graded'), query.get('missed'));
  return { answers: await listWaitingAnswers(actor), done };
}

/** Gives points to one answer, in each attempt that was ticked. */
export async function action(args: ActionFunctionArgs) {
  const actor = await requirePermission(args, 'teach');
  const sent = await readIntent(args, gradeAnswerSchema);
  if (!sent.form) return data(sent.refused, { status: 400 });
  await requireConfirmed(args, actor);
  const { attempt: attempts, ...reading } = sent.form;
  const change = { actor, requestId: args.context.requestId };
  return redirect(paths.waitingAnswers(await gradeAnswer(change, { ...reading, attempts })));
}

export default function WaitingAnswersPage() {
  const { answers, done } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>() ?? null;
  return (
    <>
      <PageHeader
        title="Answers to read"
        lead="Short written answers that no accepted answer covers. The names come after the answer, so that it is read for what it says."
      />
      <TeachNav current={paths.waitingAnswers()} />
      <div className="stack">
        {done && !lastResult && (
          <Notice kind={done.kind} live="status">
            {done.text}
          </Notice>
        )}
        <WaitingAnswers answers={answers} lastResult={lastResult} />
      </div>
    </>
  );
}
