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
import type { Role } from '#app/auth/permissions.ts';
import { toVisit } from '#app/auth/request-context.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { AcceptForm, NewPasswordForm } from '#app/features/people/users/accept-form.tsx';
import {
  acceptInvitation,
  getInvitation,
} from '#app/features/people/users/invitation-mutations.server.ts';
import { changePassword } from '#app/features/people/users/password-mutations.server.ts';
import { acceptInvitationSchema, newPasswordSchema } from '#app/features/people/users/schema.ts';
import { readIntent } from '#app/http/forms.server.ts';
import { Refusal } from '#app/http/refusal.ts';
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
export async function action(args: ActionFunctionArgs) {
  const token = args.params.token ?? '';
  const visit = toVisit(args);
  const { account } = await getInvitation(token);
  const signIn = ({ cookie, roles }: { cookie: string; roles: Role[] }) =>
    redirect(toHomePath({ roles }), { headers: { 'Set-Cookie': cookie } });
  if (account) {
    const sent = await readIntent(args, newPasswordSchema);
    if (!sent.form) return data(sent.refused, { status: 400 });
    return signIn(await changePassword(visit, token, sent.form));
  }
  const sent = await readIntent(args, acceptInvitationSchema);
  if (!sent.form) return data(sent.refused, { status: 400 });
  const accepted = await acceptInvitation(visit, token, sent.form);
  if (accepted instanceof Refusal) return data(sent.refuse(accepted), { status: 400 });
  return signIn(accepted);
}

export default function InvitationPage() {
  const { email, roles, cohort, signedInAs, account } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
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
