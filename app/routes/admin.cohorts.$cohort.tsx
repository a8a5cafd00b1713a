import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { type MetaFunction, useActionData, useLoaderData } from '@remix-run/react';
import { requirePermission } from '#app/auth/guards.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { listCourses } from '#app/features/curriculum/courses/queries.server.ts';
import {
  getCohortDetail,
  listTimeZones,
} from '#app/features/people/cohorts/admin-queries.server.ts';
import { cohortFormSchema } from '#app/features/people/cohorts/admin-schema.ts';
import { CohortCourses } from '#app/features/people/cohorts/cohort-courses.tsx';
import { CohortForm } from '#app/features/people/cohorts/cohort-form.tsx';
import { CohortCadets, CohortInstructors } from '#app/features/people/cohorts/cohort-people.tsx';
import { CohortSection, resultOf } from '#app/features/people/cohorts/cohort-section.tsx';
import {
  assignCourse,
  changeAssignment,
  changeCohort,
} from '#app/features/people/cohorts/mutations.server.ts';
import {
  addInstructor,
  enrollCadets,
  removeInstructor,
  withdrawCadet,
} from '#app/features/people/cohorts/roster-mutations.server.ts';
import { AdminNav } from '#app/features/people/users/admin-nav.tsx';
import { badRequest } from '#app/http/errors.ts';
import { parseForm } from '#app/http/forms.server.ts';
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
  const [cohort, courses] = await Promise.all([
    getCohortDetail(args.params.cohort ?? ''),
    listCourses(),
  ]);
  const choices = courses.map(({ id, title }) => ({ id, title }));
  return { cohort, courses: choices, timeZones: listTimeZones(), saved };
}

/** One change to the cohort. */
export async function action(args: ActionFunctionArgs) {
  const actor = await requirePermission(args, 'admin');
  const cohortId = args.params.cohort ?? '';
  const submission = await parseForm(args.request, cohortFormSchema);
  if (submission.status !== 'success') {
    if (submission.error?.intent) throw badRequest('Rapport does not know this form.');
    const intent = String(submission.payload.intent);
    return data({ intent, lastResult: submission.reply() }, { status: 400 });
  }
  const form = submission.value;
  const { requestId } = args.context;
  const fieldErrors = await change();
  if (!fieldErrors) return redirect(paths.adminCohort(cohortId, form.intent));
  return data(
    { intent: form.intent, lastResult: submission.reply({ fieldErrors }) },
    { status: 400 },
  );

  function change() {
    switch (form.intent) {
      case 'change-cohort':
        return changeCohort(actor, cohortId, form, requestId);
      case 'add-instructor':
        return addInstructor(actor, cohortId, form.email, requestId);
      case 'remove-instructor':
        return removeInstructor(actor, cohortId, form.userId, requestId);
      case 'enroll-cadets':
        return enrollCadets(actor, cohortId, form.people, requestId);
      case 'withdraw-cadet':
        return withdrawCadet(actor, cohortId, form.userId, requestId);
      case 'assign-course':
        return assignCourse(actor, cohortId, form, requestId);
      case 'change-assignment':
        return changeAssignment(actor, cohortId, form, requestId);
    }
  }
}

export default function AdminCohortPage() {
  const { cohort, courses, timeZones, saved } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>() ?? null;
  const state = { saved: refused ? '' : saved, refused };
  return (
    <>
      <AdminNav current={paths.adminCohorts()} />
      <PageHeader
        title={cohort.name}
        breadcrumbs={[{ label: 'Cohorts', href: paths.adminCohorts() }]}
        actions={<ButtonLink href={paths.cohort(cohort.id)}>See its progress</ButtonLink>}
      />
      <div className="stack stack-loose">
        <CohortCourses cohort={cohort} courses={courses} {...state} />
        <CohortCadets cohort={cohort} {...state} />
        <CohortInstructors cohort={cohort} {...state} />
        <CohortSection
          id="details"
          title="Name, zone and days"
          saved={state.saved}
          intents={['change-cohort']}
        >
          <CohortForm
            intent="change-cohort"
            lastResult={resultOf(state, 'change-cohort')}
            cohort={cohort}
            timeZones={timeZones}
            section="details"
          />
        </CohortSection>
      </div>
    </>
  );
}
