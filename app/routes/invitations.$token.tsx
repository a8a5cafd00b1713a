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
import { hasSecondFactor } from '#app/features/people/second-factor/queries.server.ts';
import { changePassword } from '#app/features/people/sign-in/password-mutations.server.ts';
import { newPasswordSchema } from '#app/features/people/sign-in/schema.ts';
import type { HalfSignIn } from '#app/features/people/sign-in/sign-in-mutations.server.ts';
import { InvitedToSso } from '#app/features/people/single-sign-on/ways-in.tsx';
import { noPassword } from '#app/features/people/single-sign-on/words.ts';
import { AcceptForm, NewPasswordForm } from '#app/features/people/users/accept-form.tsx';
import { ClosedLink } from '#app/features/people/users/closed-link.tsx';
import {
  acceptInvitation,
  getLink,
} from '#app/features/people/users/invitation-mutations.server.ts';
import { acceptInvitationSchema } from '#app/features/people/users/schema.ts';
import { forbidden } from '#app/http/errors.ts';
import { readIntent } from '#app/http/forms.server.ts';
import { toSetCookies } from '#app/http/redirects.ts';
import { Refusal } from '#app/http/refusal.ts';
import { paths } from '#app/paths.ts';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const handle = { access: 'public', forms: 'of anyone' } satisfies RouteHandle;

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${toTitle(data?.open)} · Rapport` },
];

function toTitle(open: { account: { isNew: boolean } | null } | null | undefined): string {
  if (!open) return 'A link that does nothing any more';
  if (!open.account) return 'Make your account';
  return open.account.isNew ? 'Choose your password' : 'Choose a new password';
}

/** What the link is for, or why it does nothing any more (410). `account`: whose password it sets. */
export async function loader(args: LoaderFunctionArgs) {
  const link = await getLink(args.params.token ?? '');
  if (link.state !== 'open') return data({ closed: link, open: null }, { status: 410 });
  const { email, name, roles, cohort, account } = link;
  const actor = await findActor(args);
  const open = {
    email,
    name,
    roles,
    cohort: cohort?.name ?? null,
    signedInAs: actor?.name ?? null,
    account,
    hasSecondFactor: account !== null && (await hasSecondFactor(account.id)),
    ssoAlone: link.ssoAlone,
  };
  return data({ closed: null, open }, { status: 200 });
}

/** Makes the account, or sets its new password, and signs it in. A link that is closed by now is shown so. */
export async function action(args: ActionFunctionArgs) {
  const visit = toVisit(args);
  const link = await getLink(args.params.token ?? '');
  if (link.state !== 'open') return data(null, { status: 410 });
  const { account, ssoAlone } = link;
  if (ssoAlone) throw forbidden(noPassword);
  if (account) {
    const sent = await readIntent(args, newPasswordSchema);
    if (!sent.form) return data(sent.refused, { status: 400 });
    const changed = await changePassword(visit, { ...link, account }, sent.form);
    if (changed instanceof Refusal) return data(sent.refuse(changed), { status: 400 });
    return signIn(changed);
  }
  const sent = await readIntent(args, acceptInvitationSchema);
  if (!sent.form) return data(sent.refused, { status: 400 });
  const accepted = await acceptInvitation(visit, link, sent.form);
  if (accepted instanceof Refusal) return data(sent.refuse(accepted), { status: 400 });
  return signIn(accepted);
}

function signIn(session: HalfSignIn | { cookies: string[]; roles: Role[] } | null) {
  if (!session) return data(null, { status: 410 });
  const to = 'roles' in session ? toHomePath(session) : paths.loginCode();
  return redirect(to, { headers: toSetCookies(session.cookies) });
}

export default function InvitationPage() {
  const { closed, open } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>() ?? undefined;
  if (!open) return <ClosedLink {...closed} />;
  const { email, name, roles, cohort, signedInAs, account, hasSecondFactor, ssoAlone } = open;
  if (account) {
    return (
      <div className="narrow stack">
        <PageHeader
          title={toTitle(open)}
          lead={`For the account of ${account.name}${account.signsInWith ? ` (${account.signsInWith})` : ''}. ${account.isNew ? 'From then on you sign in with it.' : 'It ends every open session of the account.'}`}
        />
        {account.isNew && account.signsInWith && (
          <p>
            You sign in with <strong>{account.signsInWith}</strong> and this password.
          </p>
        )}
        {signedInAs && (
          <Notice kind="attention" title={`You are signed in as ${signedInAs}`}>
            This signs you in as {account.name} instead.
          </Notice>
        )}
        <InvitedToSso alone={ssoAlone}>
          <NewPasswordForm lastResult={lastResult} hasSecondFactor={hasSecondFactor} />
        </InvitedToSso>
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
      <InvitedToSso alone={ssoAlone} email={email}>
        <AcceptForm lastResult={lastResult} email={email} name={name} />
      </InvitedToSso>
    </div>
  );
}
