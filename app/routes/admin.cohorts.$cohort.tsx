import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { type MetaFunction, useActionData, useLoaderData } from '@remix-run/react';
import type { Change } from '#app/auth/change.ts';
import { requirePermission } from '#app/auth/guards.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { listCourses } from '#app/features/curriculum/courses/queries.server.ts';
import {
  getCohortDetail,
  listTimeZones,
} from '#app/features/people/cohorts/admin-queries.server.ts';
import { type CohortForm, cohortFormSchema } from '#app/features/people/cohorts/admin-schema.ts';
import {
  removeCohort,
  setArchived,
} from '#app/features/people/cohorts/archive-mutations.server.ts';
import { CohortCourses } from '#app/features/people/cohorts/cohort-courses.tsx';
import { CohortEnd } from '#app/features/people/cohorts/cohort-end.tsx';
import { CohortForm as CohortFields } from '#app/features/people/cohorts/cohort-form.tsx';
import { CohortCadets, CohortInstructors } from '#app/features/people/cohorts/cohort-people.tsx';
import { CohortSection, resultOf } from '#app/features/people/cohorts/cohort-section.tsx';
import {
  assignCourse,
  changeAssignment,
  changeCohort,
  unassignCourse,
} from '#app/features/people/cohorts/mutations.server.ts';
import {
  addInstructor,
  enrollCadets,
  removeInstructor,
  withdrawCadet,
} from '#app/features/people/cohorts/roster-mutations.server.ts';
import { AdminNav } from '#app/features/people/users/admin-nav.tsx';
import { countBegun } from '#app/features/records/training-record/begun-queries.server.ts';
import { readIntent } from '#app/http/forms.server.ts';
import type { Refusal } from '#app/http/refusal.ts';
import { paths } from '#app/paths.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const handle = { access: 'admin' } satisfies RouteHandle;

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.cohort.name ?? 'Cohort'} · Rapport` },
];

/** A cohort with its people and courses. */
export async function loader(args: LoaderFunctionArgs) {
  await requirePermission(args, 'admin');
  const saved = new URL(args.request.url).searchParams.get('saved') ?? '';
  const id = args.params.cohort ?? '';
  const [cohort, courses, begun] = await Promise.all([
    getCohortDetail(id),
    listCourses(),
    countBegun(id),
  ]);
  const choices = courses.map(({ id, title }) => ({ id, title }));
  return { cohort, courses: choices, begun, timeZones: listTimeZones(), saved };
}

/** One change to the cohort. */
export async function action(args: ActionFunctionArgs) {
  const actor = await requirePermission(args, 'admin');
  const cohortId = args.params.cohort ?? '';
  const sent = await readIntent(args, cohortFormSchema);
  if (!sent.form) return data(sent.refused, { status: 400 });
  const change = { actor, requestId: args.context.requestId };
  const refusal = await perform(change, cohortId, sent.form);
  if (refusal) return data(sent.refuse(refusal), { status: 400 });
  if (sent.form.intent === 'remove-cohort') return redirect(paths.adminCohorts({ removed: '1' }));
  return redirect(paths.adminCohort(cohortId, sent.form.intent));
}

function perform(change: Change, cohortId: string, form: CohortForm): Promise<Refusal | null> {
  switch (form.intent) {
    case 'change-cohort':
      return changeCohort(change, cohortId, form);
    case 'add-instructor':
      return addInstructor(change, cohortId, form.email);
    case 'remove-instructor':
      return removeInstructor(change, cohortId, form.userId);
    case 'enroll-cadets':
      return enrollCadets(change, cohortId, form.people);
    case 'withdraw-cadet':
      return withdrawCadet(change, cohortId, form.userId);
    case 'assign-course':
      return assignCourse(change, cohortId, form);
    case 'change-assignment':
      return changeAssignment(change, cohortId, form);
    case 'unassign-course':
      return unassignCourse(change, cohortId, form.assignmentId);
    case 'archive-cohort':
      return setArchived(change, cohortId, true);
    case 'bring-back-cohort':
      return setArchived(change, cohortId, false);
    case 'remove-cohort':
      return removeCohort(change, cohortId);
    default:
      return form satisfies never;
  }
}

export default function AdminCohortPage() {
  const { cohort, courses, begun, timeZones, saved } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>() ?? null;
  const state = { saved: refused ? '' : saved, refused };
  return (
    <>
      <AdminNav current={paths.adminCohorts()} />
      <PageHeader
        title={cohort.name}
        lead={cohort.archivedAt ? 'This cohort is archived.' : undefined}
        breadcrumbs={[{ label: 'Cohorts', href: paths.adminCohorts() }]}
        actions={<ButtonLink href={paths.cohort(cohort.id)}>See its progress</ButtonLink>}
      />
      <div className="stack stack-loose">
        <CohortCourses cohort={cohort} courses={courses} begun={begun} {...state} />
        <CohortCadets cohort={cohort} {...state} />
        <CohortInstructors cohort={cohort} {...state} />
        <CohortSection
          id="details"
          title="Name, zone and days"
          saved={state.saved}
          intents={['change-cohort']}
        >
          <CohortFields
            intent="change-cohort"
            lastResult={resultOf(state, 'change-cohort')}
            cohort={cohort}
            timeZones={timeZones}
            section="details"
          />
        </CohortSection>
        <CohortEnd cohort={cohort} {...state} />
      </div>
    </>
  );
}
