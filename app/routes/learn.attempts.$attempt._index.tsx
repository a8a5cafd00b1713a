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
import { submitForm } from '#app/features/assessment/attempts/attempt-mutations.server.ts';
import { AttemptView } from '#app/features/assessment/attempts/attempt-view.tsx';
import { openAttempt } from '#app/features/assessment/attempts/expiry-mutations.server.ts';
import { HeldView } from '#app/features/assessment/attempts/held-view.tsx';
import { saveForm } from '#app/features/assessment/attempts/response-mutations.server.ts';
import { readAttemptForm } from '#app/features/records/gradings/schema.ts';
import { readFields } from '#app/http/forms.server.ts';
import { toSentence } from '#app/http/refusal.ts';
import { paths } from '#app/paths.ts';

export const handle = { access: 'learn' } satisfies RouteHandle;

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.title ?? 'Quiz'} · Rapport` },
];

/** The actor's open attempt; a closed one leads to its result. */
export async function loader(args: LoaderFunctionArgs) {
  const actor = await requirePermission(args, 'learn');
  const attemptId = args.params.attempt ?? '';
  const attempt = await openAttempt({ actor, requestId: args.context.requestId }, attemptId);
  if (!attempt) throw redirect(paths.attemptResult(attemptId));
  // While it is on hold its questions stay closed.
  return attempt.held ? { ...attempt, items: [] } : attempt;
}

/** Saves or submits the whole form: what the page does without a script, and how it submits with one. */
export async function action(args: ActionFunctionArgs) {
  const actor = await requirePermission(args, 'learn');
  const attemptId = args.params.attempt ?? '';
  const { form, returned } = await readFields(args, readAttemptForm);
  if (!form) return data({ ...nothing, returned: true, unsaved: returned.changed });
  const { intent, changed } = form;
  const change = { actor, requestId: args.context.requestId };
  const confirmed = intent === 'confirm-submit';
  const result =
    intent === 'save-responses'
      ? await saveForm(change, attemptId, changed)
      : await submitForm(change, attemptId, changed, { confirmed });
  switch (result.kind) {
    case 'saved':
      return redirect(paths.attempt(attemptId));
    case 'submitted':
      return redirect(paths.attemptResult(attemptId));
    case 'closed':
      return redirect(paths.attemptResult(attemptId, { late: result.late || undefined }));
    case 'unanswered':
      return data({ ...nothing, unanswered: result.items, hints: result.hints });
    case 'held': {
      // What was just sent is not stored, so its page comes back, closed, with it.
      const held = await openAttempt(change, attemptId);
      return data({ ...nothing, held, unsaved: changed }, { status: 409 });
    }
    case 'refused': {
      const [field = ''] = Object.keys(result.refusal.messages);
      const refused = { field, message: toSentence(result.refusal) };
      return data({ ...nothing, refused, unsaved: changed }, { status: 422 });
    }
    default:
      return result satisfies never;
  }
}

const nothing = {
  unanswered: undefined,
  hints: undefined,
  refused: undefined,
  returned: false,
  held: undefined,
  unsaved: undefined,
};

export default function AttemptPage() {
  const attempt = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  if (attempt.held)
    return <HeldView attempt={answer?.held ?? attempt} unsaved={answer?.unsaved ?? []} />;
  return (
    <AttemptView
      attempt={attempt}
      unanswered={answer?.unanswered}
      hints={answer?.hints}
      refused={answer?.refused}
      returned={answer?.returned}
      unsaved={answer?.unsaved}
    />
  );
}
