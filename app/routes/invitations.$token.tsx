import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { findActor } from '#app/auth/guards.server.ts';
import { toHomePath } from '#app/auth/home-path.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { AcceptForm, NewPasswordForm } from '#app/features/people/users/accept-form.tsx';
import {
  acceptInvitation,
  getInvitation,
} from '#app/features/people/users/invitation-mutations.server.ts';
import { changePassword } from '#app/features/people/users/password-mutations.server.ts';
import { acceptInvitationSchema, newPasswordSchema } from '#app/features/people/users/schema.ts';
import { parseForm } from '#app/http/forms.server.ts';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const handle = { access: 'public' } satisfies RouteHandle;

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.account ? 'Choose a new password' : 'Make your account'} · Rapport` },
];

/** What the invitation is for. `account`: whose password the link sets, instead of making an account. */
export async function loader(args: LoaderFunctionArgs) {
  const { email, roles, cohort, account } = await getInvitation(args.params.token ?? '');
  const actor = await findActor(args);
  return {
    email,
    roles,
    cohort: cohort?.name ?? null,
    signedInAs: actor?.name ?? null,
    account: account?.name ?? null,
  };
}

/** Makes the account, or sets its new password, and signs it in. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const token = params.token ?? '';
  const { account } = await getInvitation(token);
  const carried = {
    requestId: context.requestId,
    cookieHeader: request.headers.get('Cookie'),
  };
  const hideFields = ['password', 'passwordAgain'];
  if (account) {
    const submission = await parseForm(request, newPasswordSchema);
    if (submission.status !== 'success') {
      return data({ lastResult: submission.reply({ hideFields }) }, { status: 400 });
    }
    const changed = await changePassword(token, submission.value, carried);
    return redirect(toHomePath(changed), { headers: { 'Set-Cookie': changed.cookie } });
  }
  const submission = await parseForm(request, acceptInvitationSchema);
  if (submission.status !== 'success') {
    return data({ lastResult: submission.reply({ hideFields }) }, { status: 400 });
  }
  const result = await acceptInvitation(token, submission.value, carried);
  if (result === 'email-taken') {
    const email = [
      'An account with this address is here already. Sign in with it instead; if you forgot its password, ask your academy’s administrator for a password link.',
    ];
    const lastResult = submission.reply({ hideFields, fieldErrors: { email } });
    return data({ lastResult }, { status: 400 });
  }
  return redirect(toHomePath(result), { headers: { 'Set-Cookie': result.cookie } });
}

export default function InvitationPage() {
  const { email, roles, cohort, signedInAs, account } = useLoaderData<typeof loader>();
  const { lastResult } = useActionData<typeof action>() ?? {};
  if (account) {
    return (
      <div className="narrow stack">
        <PageHeader
          title="Choose a new password"
          lead={`For the account of ${account} (${email}). It ends every open session of the account.`}
        />
        {signedInAs && (
          <Notice kind="attention" title={`You are signed in as ${signedInAs}`}>
            This signs you in as {account} instead.
          </Notice>
        )}
        <NewPasswordForm lastResult={lastResult} />
      </div>
    );
  }
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
