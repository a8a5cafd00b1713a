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
import { ArchivedLink } from '#app/features/people/cohorts/archived-link.tsx';
import { CohortForm } from '#app/features/people/cohorts/cohort-form.tsx';
import { CohortList } from '#app/features/people/cohorts/cohort-table.tsx';
import { createCohort } from '#app/features/people/cohorts/mutations.server.ts';
import { AdminNav } from '#app/features/people/users/admin-nav.tsx';
import { readIntent } from '#app/http/forms.server.ts';
import { Refusal } from '#app/http/refusal.ts';
import { paths } from '#app/paths.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { Card } from '#app/ui/card.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const handle = { access: 'admin' } satisfies RouteHandle;

export const meta = () => [{ title: 'Cohorts · Rapport' }];

/** A page of all cohorts. */
export async function loader(args: LoaderFunctionArgs) {
  await requirePermission(args, 'admin');
  const query = Object.fromEntries(new URL(args.request.url).searchParams);
  const { page, archived: asked, removed } = cohortListSchema.parse(query);
  const archived = asked !== undefined;
  const list = await listAllCohorts(page, archived);
  return {
    list,
    archived,
    removed: removed !== undefined,
    timeZones: listTimeZones(),
    newCohort: getNewCohort(new Date()),
  };
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
  const { list, archived, removed, timeZones, newCohort } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  return (
    <>
      <AdminNav current={paths.adminCohorts()} />
      <PageHeader
        title={archived ? 'Archived cohorts' : 'Cohorts'}
        breadcrumbs={archived ? [{ label: 'Cohorts', href: paths.adminCohorts() }] : undefined}
        lead="The academy’s classes: who is in them, who teaches them, what they learn and by when."
        actions={!archived && <ButtonLink href="#new-cohort">Make a cohort</ButtonLink>}
      />
      <div className="stack stack-loose">
        {removed && (
          <Notice kind="done" live="status">
            The cohort is removed. The audit log keeps what it was.
          </Notice>
        )}
        <CohortList list={list} archived={archived} />
        <ArchivedLink
          count={list.archived}
          shown={archived}
          archivedHref={paths.adminCohorts({ archived: '1' })}
          currentHref={paths.adminCohorts()}
        />
        {!archived && (
          <Card title="Make a cohort" id="new-cohort">
            <CohortForm
              intent="create-cohort"
              lastResult={lastResult}
              cohort={newCohort}
              timeZones={timeZones}
              section="new-cohort"
            />
          </Card>
        )}
      </div>
    </>
  );
}
