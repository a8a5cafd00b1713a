import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requirePermission } from '#app/auth/guards.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import {
  getNewCohort,
  listAllCohorts,
  listTimeZones,
} from '#app/features/people/cohorts/admin-queries.server.ts';
import { cohortListSchema, createCohortSchema } from '#app/features/people/cohorts/admin-schema.ts';
import { CohortForm } from '#app/features/people/cohorts/cohort-form.tsx';
import { CohortList } from '#app/features/people/cohorts/cohort-table.tsx';
import { createCohort } from '#app/features/people/cohorts/mutations.server.ts';
import { AdminNav } from '#app/features/people/users/admin-nav.tsx';
import { readIntent } from '#app/http/forms.server.ts';
import { Refusal } from '#app/http/refusal.ts';
import { paths } from '#app/paths.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { Card } from '#app/ui/card.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const handle = { access: 'admin' } satisfies RouteHandle;

export const meta = () => [{ title: 'Cohorts · Rapport' }];

/** A page of all cohorts. */
export async function loader(args: LoaderFunctionArgs) {
  await requirePermission(args, 'admin');
  const query = Object.fromEntries(new URL(args.request.url).searchParams);
  const list = await listAllCohorts(cohortListSchema.parse(query).page);
  return { list, timeZones: listTimeZones(), newCohort: getNewCohort(new Date()) };
}

/** Makes a cohort and goes to its page. */
export async function action(args: ActionFunctionArgs) {
  const actor = await requirePermission(args, 'admin');
  const sent = await readIntent(args, createCohortSchema);
  if (!sent.form) return data(sent.refused, { status: 400 });
  const made = await createCohort({ actor, requestId: args.context.requestId }, sent.form);
  if (made instanceof Refusal) return data(sent.refuse(made), { status: 400 });
  return redirect(paths.adminCohort(made.id));
}

export default function CohortsPage() {
  const { list, timeZones, newCohort } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  return (
    <>
      <AdminNav current={paths.adminCohorts()} />
      <PageHeader
        title="Cohorts"
        lead="The academy’s classes: who is in them, who teaches them, what they learn and by when."
        actions={<ButtonLink href="#new-cohort">Make a cohort</ButtonLink>}
      />
      <div className="stack stack-loose">
        <CohortList list={list} />
        <Card title="Make a cohort" id="new-cohort">
          <CohortForm
            intent="create-cohort"
            lastResult={lastResult}
            cohort={newCohort}
            timeZones={timeZones}
            section="new-cohort"
          />
        </Card>
      </div>
    </>
  );
}
