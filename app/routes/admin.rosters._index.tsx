import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requirePermission } from '#app/auth/guards.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { listCohortChoices } from '#app/features/people/cohorts/admin-queries.server.ts';
import { RosterList } from '#app/features/people/rosters/roster-list.tsx';
import { createRoster } from '#app/features/people/rosters/roster-mutations.server.ts';
import { listRosters } from '#app/features/people/rosters/roster-queries.server.ts';
import { uploadRosterSchema } from '#app/features/people/rosters/roster-schema.ts';
import { RosterUpload } from '#app/features/people/rosters/roster-upload.tsx';
import { sizeLimit } from '#app/features/people/rosters/schema.ts';
import { AdminNav } from '#app/features/people/users/admin-nav.tsx';
import { getAcademyTimeZone } from '#app/features/people/users/queries.server.ts';
import { readArrivedForm } from '#app/http/arrived-form.server.ts';
import { readIntent } from '#app/http/forms.server.ts';
import { Refusal } from '#app/http/refusal.ts';
import { aMoment } from '#app/jobs/background.server.ts';
import { paths } from '#app/paths.ts';
import { Card } from '#app/ui/card.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const handle = { access: 'admin', fileLimit: sizeLimit } satisfies RouteHandle;

export const meta = () => [{ title: 'Lists of people · Rapport' }];

/** Where lists are sent in, and those that were. */
export async function loader(args: LoaderFunctionArgs) {
  await requirePermission(args, 'admin');
  const [rosters, cohorts] = await Promise.all([listRosters(), listCohortChoices()]);
  return { rosters, cohorts, timeZone: getAcademyTimeZone() };
}

/** Keeps the list and goes to its page, where its rows can be looked at. */
export async function action(args: ActionFunctionArgs) {
  const actor = await requirePermission(args, 'admin');
  const sent = await readIntent(args, uploadRosterSchema);
  if (!sent.form) return data(sent.refused, { status: 400 });
  const { file } = await readArrivedForm(args);
  if (!file) return data(sent.refuse(noFile), { status: 400 });
  const { cohortId, whole } = sent.form;
  const change = { actor, requestId: args.context.requestId };
  const made = await createRoster(change, { file, cohortId, whole: whole === 'on' });
  if (made instanceof Refusal) return data(sent.refuse(made), { status: 400 });
  await aMoment(made.read);
  return redirect(paths.adminRoster(made.id));
}

const noFile = new Refusal({ list: ['Choose the file of the list.'] });

export default function RostersPage() {
  const { rosters, cohorts, timeZone } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>() ?? null;
  return (
    <>
      <AdminNav current={paths.adminRosters()} />
      <PageHeader
        title="Lists of people"
        lead="A class comes as the list that personnel or the academy’s other systems write. You see what each row would do before anything is done."
      />
      <div className="stack stack-loose">
        <Card title="Send in a list">
          <RosterUpload lastResult={lastResult} cohorts={cohorts} />
        </Card>
        <RosterList rosters={rosters} timeZone={timeZone} />
      </div>
    </>
  );
}
