import type { LinksFunction, LoaderFunctionArgs } from '@remix-run/node';
import { type MetaFunction, useLoaderData } from '@remix-run/react';
import { requirePermission } from '#app/auth/guards.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { CohortScenarios } from '#app/features/learning/scenarios/cohort-scenarios.tsx';
import { getCohortScenarios } from '#app/features/learning/scenarios/flow-queries.server.ts';
import scenarioSheet from '#app/features/learning/scenarios/scenario.css?url';
import { CourseChoice } from '#app/features/progress/grid-lists.tsx';
import { paths } from '#app/paths.ts';
import { PageHeader } from '#app/ui/page-header.tsx';

export const handle = { access: 'teach' } satisfies RouteHandle;

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.cohort.name ?? 'Cohort'}: conversations · Rapport` },
];

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: scenarioSheet }];

/** The conversations in the lessons of a cohort's course. */
export async function loader(args: LoaderFunctionArgs) {
  const actor = await requirePermission(args, 'teach');
  const courseId = new URL(args.request.url).searchParams.get('course');
  return getCohortScenarios(actor, args.params.cohort ?? '', courseId);
}

export default function CohortScenariosPage() {
  const { cohort, courses, course, cadets, scenarios } = useLoaderData<typeof loader>();
  const courseId = courses.length > 1 ? course?.id : undefined;
  return (
    <>
      <PageHeader
        title="Conversations"
        lead={course ? `${cohort.name}: ${course.title}` : cohort.name}
        breadcrumbs={[
          { label: 'Cohorts', href: paths.teach() },
          { label: cohort.name, href: paths.cohort(cohort.id, { course: courseId }) },
        ]}
      />
      <div className="stack">
        <CourseChoice
          courses={courses}
          current={course?.id}
          hrefOf={(id) => paths.cohortScenarios(cohort.id, id)}
        />
        <CohortScenarios
          cohort={cohort}
          course={course}
          scenarios={scenarios}
          cadets={cadets}
          courseId={courseId}
        />
      </div>
    </>
  );
}
