import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { type MetaFunction, useActionData, useLoaderData } from '@remix-run/react';
import { requirePermission } from '#app/auth/guards.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { followDates } from '#app/features/assessment/attempts/deadline-mutations.server.ts';
import { listCourses } from '#app/features/curriculum/courses/queries.server.ts';
import {
  getCohortDetail,
  listTimeZones,
} from '#app/features/people/cohorts/admin-queries.server.ts';
import { cadetListSchema, cohortFormSchema } from '#app/features/people/cohorts/admin-schema.ts';
import { listCohortCadets } from '#app/features/people/cohorts/cadet-list-queries.server.ts';
import { CohortCourses } from '#app/features/people/cohorts/cohort-courses.tsx';
import { CohortEnd } from '#app/features/people/cohorts/cohort-end.tsx';
import { CohortForm as CohortFields } from '#app/features/people/cohorts/cohort-form.tsx';
import { applyCohortForm } from '#app/features/people/cohorts/cohort-form-mutations.server.ts';
import { CohortHead } from '#app/features/people/cohorts/cohort-head.tsx';
import { CohortCadets, CohortInstructors } from '#app/features/people/cohorts/cohort-people.tsx';
import { CohortSection, resultOf } from '#app/features/people/cohorts/cohort-section.tsx';
import { tabOf, toTabQuery } from '#app/features/people/cohorts/cohort-tab-rules.ts';
import { AdminNav } from '#app/features/people/users/admin-nav.tsx';
import {
  countBegun,
  countOpenAttempts,
} from '#app/features/records/training-record/begun-queries.server.ts';
import { readIntent } from '#app/http/forms.server.ts';
import { paths } from '#app/paths.ts';

export const handle = { access: 'admin' } satisfies RouteHandle;

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.cohort.name ?? 'Cohort'} · Rapport` },
];

const readFilter = (request: Request) =>
  cadetListSchema.parse(Object.fromEntries(new URL(request.url).searchParams));

/** A cohort with its people and courses. */
export async function loader(args: LoaderFunctionArgs) {
  await requirePermission(args, 'admin');
  const saved = new URL(args.request.url).searchParams.get('saved') ?? '';
  const id = args.params.cohort ?? '';
  const filter = readFilter(args.request);
  const [cohort, list, courses, begun, open] = await Promise.all([
    getCohortDetail(id),
    listCohortCadets(id, filter),
    listCourses(),
    countBegun(id),
    countOpenAttempts(id),
  ]);
  const choices = courses.map(({ id, title }) => ({ id, title }));
  const timeZones = listTimeZones();
  return { cohort, list, filter, courses: choices, begun, open, timeZones, saved };
}

/** One change to the cohort. */
export async function action(args: ActionFunctionArgs) {
  const actor = await requirePermission(args, 'admin');
  const cohortId = args.params.cohort ?? '';
  const sent = await readIntent(args, cohortFormSchema);
  if (!sent.form) return data(sent.refused, { status: 400 });
  const change = { actor, requestId: args.context.requestId };
  const refusal = await applyCohortForm(change, cohortId, sent.form, followDates(new Date()));
  if (refusal) return data(sent.refuse(refusal), { status: refusal.status });
  if (sent.form.intent === 'remove-cohort') return redirect(paths.adminCohorts({ removed: '1' }));
  const { q, page, tab } = readFilter(args.request);
  const { intent } = sent.form;
  const where = { tab: toTabQuery(tabOf(intent) ?? tab), q, page: page > 1 ? page : undefined };
  return redirect(paths.adminCohort(cohortId, { ...where, saved: intent }));
}

export default function AdminCohortPage() {
  const { cohort, list, filter, courses, begun, open, timeZones, saved } =
    useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>() ?? null;
  const state = { saved: refused ? '' : saved, refused };
  const tab = tabOf(refused?.initialValue?.intent) ?? filter.tab;
  return (
    <>
      <AdminNav current={paths.adminCohorts()} />
      <CohortHead cohort={cohort} enrolled={list.enrolled} tab={tab} />
      <div className="stack stack-loose">
        {tab === 'cadets' && (
          <CohortCadets cohort={cohort} list={list} filter={filter} open={open} {...state} />
        )}
        {tab === 'courses' && (
          <CohortCourses
            cohort={cohort}
            enrolled={list.enrolled}
            courses={courses}
            begun={begun}
            {...state}
          />
        )}
        {tab === 'instructors' && <CohortInstructors cohort={cohort} {...state} />}
        {tab === 'settings' && (
          <>
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
            <CohortEnd cohort={cohort} roster={list} {...state} />
          </>
        )}
      </div>
    </>
  );
}
