import {
  type ActionFunctionArgs,
  data,
  type LinksFunction,
  type LoaderFunctionArgs,
  redirect,
} from '@remix-run/node';
import { type MetaFunction, useActionData, useLoaderData } from '@remix-run/react';
import { requirePermission } from '#app/auth/guards.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { toSeal } from '#app/auth/seal.server.ts';
import { followDates } from '#app/features/assessment/attempts/deadline-mutations.server.ts';
import { RosterColumns } from '#app/features/people/rosters/roster-columns.tsx';
import { applyRosterForm } from '#app/features/people/rosters/roster-mutations.server.ts';
import { RosterProblems } from '#app/features/people/rosters/roster-problems.tsx';
import { getRoster, listToActivate } from '#app/features/people/rosters/roster-queries.server.ts';
import { RosterRows } from '#app/features/people/rosters/roster-rows.tsx';
import { rosterFormSchema, rosterListSchema } from '#app/features/people/rosters/roster-schema.ts';
import {
  AppliedCard,
  ApplyCard,
  DropRoster,
  RosterNotice,
} from '#app/features/people/rosters/roster-steps.tsx';
import rosterSheet from '#app/features/people/rosters/rosters.css?url';
import { requireConfirmed } from '#app/features/people/second-factor/confirmation.server.ts';
import { AdminNav } from '#app/features/people/users/admin-nav.tsx';
import { getAcademyTimeZone } from '#app/features/people/users/queries.server.ts';
import { readIntent } from '#app/http/forms.server.ts';
import { Refusal } from '#app/http/refusal.ts';
import { aMoment } from '#app/jobs/background.server.ts';
import { paths } from '#app/paths.ts';
import { PageHeader } from '#app/ui/page-header.tsx';

export const handle = { access: 'admin' } satisfies RouteHandle;

const refreshSeconds = 2;

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.roster.fileName ?? 'List'} · Rapport` },
  ...(data?.roster.job ? [{ httpEquiv: 'refresh', content: String(refreshSeconds) }] : []),
];

const readFilter = (request: Request) =>
  rosterListSchema.parse(Object.fromEntries(new URL(request.url).searchParams));

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: rosterSheet }];

/** A list with what its rows would do or did. */
export async function loader(args: LoaderFunctionArgs) {
  await requirePermission(args, 'admin');
  const filter = readFilter(args.request);
  const roster = await getRoster(args.params.roster ?? '', filter);
  const { userIds, live } =
    roster.state === 'applied'
      ? await listToActivate(roster.id, new Date())
      : { userIds: [], live: [] };
  const waiting = { total: userIds.length, live: live.length };
  return { roster, filter, waiting, timeZone: getAcademyTimeZone() };
}

/** One step with the list; what makes or changes accounts only by who has shown lately who they are. */
export async function action(args: ActionFunctionArgs) {
  const actor = await requirePermission(args, 'admin');
  const id = args.params.roster ?? '';
  const sent = await readIntent(args, rosterFormSchema);
  if (!sent.form) return data(sent.refused, { status: 400 });
  const { intent } = sent.form;
  if (intent === 'apply-roster' || intent === 'make-slips') await requireConfirmed(args, actor);
  const change = { actor, requestId: args.context.requestId };
  const given = { follow: followDates(new Date()), seal: toSeal(args) };
  const outcome = await applyRosterForm(change, id, sent.form, given);
  if (outcome instanceof Refusal) return data(sent.refuse(outcome), { status: 400 });
  await aMoment(outcome.ended);
  if (intent === 'drop-roster') return redirect(paths.adminRosters());
  if (intent === 'make-slips') return redirect(paths.adminSlips());
  const { show } = intent === 'answer-rows' ? readFilter(args.request) : { show: undefined };
  return redirect(paths.adminRoster(id, { show }));
}

export default function RosterRoute() {
  const { roster, filter, waiting, timeZone } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>() ?? null;
  const { job, state, refused } = roster;
  const isOpen = state === 'read' && refused === null && !job;
  return (
    <>
      <AdminNav current={paths.adminRosters()} />
      <PageHeader
        title={roster.fileName}
        breadcrumbs={[{ label: 'Lists of people', href: paths.adminRosters() }]}
      />
      <div className="stack stack-loose">
        <RosterNotice roster={roster} lastResult={lastResult} />
        {isOpen && <RosterProblems roster={roster} />}
        {state === 'read' && !job && (
          <RosterColumns columns={roster.columns} lastResult={lastResult} />
        )}
        {isOpen && <ApplyCard roster={roster} lastResult={lastResult} />}
        {state === 'applied' && (
          <AppliedCard
            roster={roster}
            waiting={waiting}
            timeZone={timeZone}
            lastResult={lastResult}
          />
        )}
        {state !== 'applied' && !job && <DropRoster />}
        {(isOpen || state === 'applied') && (
          <RosterRows roster={roster} filter={filter} isOpen={isOpen} lastResult={lastResult} />
        )}
      </div>
    </>
  );
}
