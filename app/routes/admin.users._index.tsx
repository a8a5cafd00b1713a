import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import type { Change } from '#app/auth/change.ts';
import { requirePermission } from '#app/auth/guards.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { listCohortChoices } from '#app/features/people/cohorts/admin-queries.server.ts';
import { AdminNav } from '#app/features/people/users/admin-nav.tsx';
import {
  type UserForm,
  userFormSchema,
  userListSchema,
} from '#app/features/people/users/admin-schema.ts';
import { InvitationLinks, InviteForm } from '#app/features/people/users/invite-form.tsx';
import {
  invitePeople,
  withdrawInvitation,
} from '#app/features/people/users/invite-mutations.server.ts';
import { makePasswordLink } from '#app/features/people/users/password-mutations.server.ts';
import { PendingInvitations } from '#app/features/people/users/pending-invitations.tsx';
import {
  findUser,
  getAcademyTimeZone,
  listPendingInvitations,
  listUsers,
} from '#app/features/people/users/queries.server.ts';
import {
  changeRoles,
  disableUser,
  enableUser,
} from '#app/features/people/users/user-mutations.server.ts';
import { UserNotice } from '#app/features/people/users/user-notice.tsx';
import { UserList } from '#app/features/people/users/user-table.tsx';
import { readIntent } from '#app/http/forms.server.ts';
import { Refusal } from '#app/http/refusal.ts';
import { paths } from '#app/paths.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { Card } from '#app/ui/card.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const handle = { access: 'admin' } satisfies RouteHandle;

export const meta = () => [{ title: 'People · Rapport' }];

const readFilter = (request: Request) =>
  userListSchema.parse(Object.fromEntries(new URL(request.url).searchParams));

/** A page of accounts, and the invitations still open. */
export async function loader(args: LoaderFunctionArgs) {
  const actor = await requirePermission(args, 'admin');
  const filter = readFilter(args.request);
  const [list, pending, cohorts, changed] = await Promise.all([
    listUsers(filter),
    listPendingInvitations(),
    listCohortChoices(),
    findUser(filter.changed),
  ]);
  const timeZone = getAcademyTimeZone();
  return { selfId: actor.id, filter, list, pending, cohorts, changed, timeZone };
}

/** One change to an account, or invitations whose links this one answer shows. */
export async function action(args: ActionFunctionArgs) {
  const actor = await requirePermission(args, 'admin');
  const sent = await readIntent(args, userFormSchema);
  if (!sent.form) return data({ ...nothing, lastResult: sent.refused }, { status: 400 });
  const change = { actor, requestId: args.context.requestId };
  const made = await perform(change, sent.form);
  if (made instanceof Refusal)
    return data({ ...nothing, lastResult: sent.refuse(made) }, { status: 400 });
  if (made) return data({ ...nothing, ...made });
  const changed = 'userId' in sent.form ? sent.form.userId : 'invitation';
  return redirect(paths.adminUsers({ ...readFilter(args.request), changed }));
}

// Links are shown in the answer to the form that made them, and never again.
async function perform(change: Change, form: UserForm) {
  switch (form.intent) {
    case 'invite-people': {
      const links = await invitePeople(change, form);
      return links instanceof Refusal ? links : { links };
    }
    case 'make-password-link': {
      const passwordLink = await makePasswordLink(change, form.userId);
      return passwordLink instanceof Refusal ? passwordLink : { passwordLink };
    }
    case 'withdraw-invitation':
      return withdrawInvitation(change, form.invitationId);
    case 'change-roles':
      return changeRoles(change, form);
    case 'disable-user':
      return disableUser(change, form.userId);
    case 'enable-user':
      return enableUser(change, form.userId);
    default:
      return form satisfies never;
  }
}

const nothing = { lastResult: null, links: [], passwordLink: null };

export default function UsersPage() {
  const { selfId, filter, list, pending, cohorts, changed, timeZone } =
    useLoaderData<typeof loader>();
  const { lastResult, links, passwordLink } = useActionData<typeof action>() ?? nothing;
  const invited = lastResult?.initialValue?.intent === 'invite-people';
  return (
    <>
      <AdminNav current={paths.adminUsers()} />
      <PageHeader
        title="People"
        lead="Accounts, what they may do, and invitations to make new ones."
        actions={<ButtonLink href="#invite-people">Invite people</ButtonLink>}
      />
      <div className="stack stack-loose">
        <UserNotice
          problem={lastResult?.error?.['']?.[0] ?? null}
          changed={changed}
          withdrawn={filter.changed === 'invitation'}
          passwordLink={passwordLink}
        />
        <UserList list={list} filter={filter} selfId={selfId} />
        <Card title="Invite people" id="invite-people">
          <div className="stack">
            {links.length > 0 && <InvitationLinks links={links} />}
            <InviteForm lastResult={invited ? lastResult : null} cohorts={cohorts} />
          </div>
        </Card>
        <PendingInvitations {...pending} timeZone={timeZone} />
      </div>
    </>
  );
}
