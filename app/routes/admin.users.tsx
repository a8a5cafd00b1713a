import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requirePermission } from '#app/auth/guards.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { listCohortChoices } from '#app/features/people/cohorts/admin-queries.server.ts';
import { AdminNav } from '#app/features/people/users/admin-nav.tsx';
import { userFormSchema, userListSchema } from '#app/features/people/users/admin-schema.ts';
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
import { badRequest } from '#app/http/errors.ts';
import { parseForm } from '#app/http/forms.server.ts';
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
  const { requestId } = args.context;
  const submission = await parseForm(args.request, userFormSchema);
  if (submission.status !== 'success') {
    if (submission.payload.intent !== 'invite-people') throw badRequest(unreadable);
    return data({ ...nothing, lastResult: submission.reply() }, { status: 400 });
  }
  const form = submission.value;
  if (form.intent === 'invite-people') {
    const result = await invitePeople(actor, form, requestId);
    if ('links' in result) return data({ ...nothing, links: result.links });
    const lastResult = submission.reply({ fieldErrors: result.errors });
    return data({ ...nothing, lastResult }, { status: 400 });
  }
  if (form.intent === 'withdraw-invitation') {
    await withdrawInvitation(actor, form.invitationId, requestId);
    return redirect(paths.adminUsers({ ...readFilter(args.request), changed: 'invitation' }));
  }
  const { intent, userId } = form;
  if (intent === 'make-password-link') {
    const made = await makePasswordLink(actor, userId, requestId);
    if (typeof made === 'string') return data({ ...nothing, problem: made }, { status: 400 });
    return data({ ...nothing, passwordLink: made });
  }
  const problem = await (intent === 'change-roles'
    ? changeRoles(actor, form, requestId)
    : intent === 'disable-user'
      ? disableUser(actor, userId, requestId)
      : enableUser(actor, userId, requestId));
  if (problem) return data({ ...nothing, problem }, { status: 400 });
  return redirect(paths.adminUsers({ ...readFilter(args.request), changed: userId }));
}

const nothing = { lastResult: null, links: [], problem: null, passwordLink: null };
const unreadable = 'Rapport does not know this form. Go back, reload the page and send it again.';

export default function UsersPage() {
  const { selfId, filter, list, pending, cohorts, changed, timeZone } =
    useLoaderData<typeof loader>();
  const { lastResult, links, problem, passwordLink } = useActionData<typeof action>() ?? nothing;
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
          problem={problem}
          changed={changed}
          withdrawn={filter.changed === 'invitation'}
          passwordLink={passwordLink}
        />
        <UserList list={list} filter={filter} selfId={selfId} />
        <Card title="Invite people" id="invite-people">
          <div className="stack">
            {links.length > 0 && <InvitationLinks links={links} />}
            <InviteForm lastResult={lastResult} cohorts={cohorts} />
          </div>
        </Card>
        <PendingInvitations {...pending} timeZone={timeZone} />
      </div>
    </>
  );
}
