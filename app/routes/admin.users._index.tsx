import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requirePermission } from '#app/auth/guards.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { toSeal } from '#app/auth/seal.server.ts';
import { listCohortChoices } from '#app/features/people/cohorts/admin-queries.server.ts';
import { requireConfirmed } from '#app/features/people/second-factor/confirmation.server.ts';
import { AdminNav } from '#app/features/people/users/admin-nav.tsx';
import {
  givesRights,
  type UserForm,
  userFormSchema,
  userListSchema,
} from '#app/features/people/users/admin-schema.ts';
import { listOpenCorrections } from '#app/features/people/users/correction-queries.server.ts';
import { InviteForm } from '#app/features/people/users/invite-form.tsx';
import { listAskedAgain } from '#app/features/people/users/link-queries.server.ts';
import { OpenCorrections } from '#app/features/people/users/open-corrections.tsx';
import { PendingInvitations } from '#app/features/people/users/pending-invitations.tsx';
import { PeopleTabs } from '#app/features/people/users/people-tabs.tsx';
import {
  findUser,
  getAcademyTimeZone,
  listPendingInvitations,
  listUsers,
} from '#app/features/people/users/queries.server.ts';
import { applyUserForm } from '#app/features/people/users/user-form-mutations.server.ts';
import { UserNotice } from '#app/features/people/users/user-notice.tsx';
import { UserList } from '#app/features/people/users/user-table.tsx';
import { type FormResult, readIntent } from '#app/http/forms.server.ts';
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
  const [list, pending, cohorts, corrections, changed] = await Promise.all([
    listUsers({ ...filter, disabled: filter.show === 'disabled' }),
    listPendingInvitations(),
    listCohortChoices(),
    listOpenCorrections(),
    findUser(filter.changed),
  ]);
  const timeZone = getAcademyTimeZone();
  return { selfId: actor.id, filter, list, pending, cohorts, corrections, changed, timeZone };
}

/** One change, then the page that shows it. Links that work already are asked about in the answer. */
export async function action(args: ActionFunctionArgs) {
  const actor = await requirePermission(args, 'admin');
  const sent = await readIntent(args, userFormSchema);
  if (!sent.form) return giveBack(sent.refused);
  if (givesRights(sent.form)) await requireConfirmed(args, actor);
  const change = { actor, requestId: args.context.requestId };
  const outcome = await applyUserForm(change, sent.form, toSeal(args));
  if (outcome instanceof Refusal) return giveBack(sent.refuse(outcome));
  if (outcome && 'ask' in outcome)
    return data({ lastResult: sent.refuse(noWords), ask: outcome.ask }, { status: 400 });
  if (linkIntents.has(sent.form.intent)) return redirect(paths.adminLinks(outcome ?? {}));
  const kept = readFilter(args.request);
  if (!('userId' in sent.form))
    return redirect(paths.adminUsers({ ...kept, show: 'invited', changed: 'invitation' }));
  return redirect(paths.adminUsers({ ...kept, changed: sent.form.userId }));
}

async function giveBack(lastResult: FormResult) {
  const ask = await listAskedAgain(lastResult, new Date());
  return data({ lastResult, ask }, { status: 400 });
}

// They lead to the page that shows the links.
const linkIntents = new Set<UserForm['intent']>([
  'invite-people',
  'make-password-link',
  'renew-link',
]);

// The page asks in a form of its own.
const noWords = new Refusal({});

export default function UsersPage() {
  const { selfId, filter, list, pending, cohorts, corrections, changed, timeZone } =
    useLoaderData<typeof loader>();
  const { lastResult, ask } = useActionData<typeof action>() ?? { lastResult: null, ask: [] };
  const invited = lastResult?.initialValue?.intent === 'invite-people';
  const show = invited ? 'invited' : filter.show;
  return (
    <>
      <AdminNav current={paths.adminUsers()} />
      <PageHeader
        title="People"
        lead="Accounts, what they may do, and invitations to make new ones."
        actions={
          show !== 'invited' && (
            <ButtonLink href={paths.adminUsers({ show: 'invited' })}>Invite people</ButtonLink>
          )
        }
      />
      <PeopleTabs list={list} waiting={pending.total} filter={filter} show={show} />
      <div className="stack stack-loose">
        <UserNotice
          problem={lastResult?.error?.['']?.[0] ?? null}
          changed={changed}
          withdrawn={filter.changed === 'invitation'}
          ask={invited ? [] : ask}
          timeZone={timeZone}
        />
        {show === 'invited' ? (
          <>
            <Card title="Invite people" id="invite-people">
              <InviteForm
                lastResult={invited ? lastResult : null}
                cohorts={cohorts}
                ask={invited ? ask : []}
                timeZone={timeZone}
              />
            </Card>
            <PendingInvitations {...pending} timeZone={timeZone} />
          </>
        ) : (
          <>
            <OpenCorrections corrections={corrections} timeZone={timeZone} />
            <UserList list={list} filter={filter} selfId={selfId} lastResult={lastResult} />
          </>
        )}
      </div>
    </>
  );
}
