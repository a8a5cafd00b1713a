import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { findActor } from '#app/auth/guards.server.ts';
import { toHomePath } from '#app/auth/home-path.ts';
import { AcceptForm } from '#app/features/users/accept-form.tsx';
import {
  acceptInvitation,
  getInvitation,
} from '#app/features/users/invitation-mutations.server.ts';
import { acceptInvitationSchema } from '#app/features/users/schema.ts';
import { parseForm } from '#app/http/forms.server.ts';
import type { RouteHandle } from '#app/http/route-handle.ts';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const handle = { access: 'public' } satisfies RouteHandle;

export const meta = () => [{ title: 'Make your account · Rapport' }];

/** What the invitation is for. */
export async function loader(args: LoaderFunctionArgs) {
  const { email, roles, cohort } = await getInvitation(args.params.token ?? '');
  const actor = await findActor(args);
  return { email, roles, cohort: cohort?.name ?? null, signedInAs: actor?.name ?? null };
}

/** Makes the account and signs it in. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const token = params.token ?? '';
  await getInvitation(token);
  const submission = await parseForm(request, acceptInvitationSchema);
  const hideFields = ['password', 'passwordAgain'];
  if (submission.status !== 'success') {
    return data({ lastResult: submission.reply({ hideFields }) }, { status: 400 });
  }
  const result = await acceptInvitation(token, submission.value, context.requestId);
  if (result === 'email-taken') {
    const email = ['An account with this address is here already. Sign in with it instead.'];
    const lastResult = submission.reply({ hideFields, fieldErrors: { email } });
    return data({ lastResult }, { status: 400 });
  }
  return redirect(toHomePath(result), { headers: { 'Set-Cookie': result.cookie } });
}

export default function InvitationPage() {
  const { email, roles, cohort, signedInAs } = useLoaderData<typeof loader>();
  const { lastResult } = useActionData<typeof action>() ?? {};
  const place = cohort ? `, in the cohort ${cohort}` : '';
  return (
    <div className="narrow stack">
      <PageHeader
        title="Make your account"
        lead={`Your academy invites you to Rapport as ${roles.join(' and ')}${place}.`}
      />
      {signedInAs && (
        <Notice kind="attention" title={`You are signed in as ${signedInAs}`}>
          This makes a second account and signs you in with that one instead.
        </Notice>
      )}
      <AcceptForm lastResult={lastResult} email={email} />
    </div>
  );
}
