import type { LinksFunction, LoaderFunctionArgs } from '@remix-run/node';
import { type MetaFunction, useLoaderData } from '@remix-run/react';
import { requirePermission } from '#app/auth/guards.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { getScenarioFlow } from '#app/features/learning/scenarios/flow-queries.server.ts';
import scenarioSheet from '#app/features/learning/scenarios/scenario.css?url';
import { ScenarioFlowView } from '#app/features/learning/scenarios/scenario-flow.tsx';
import { paths } from '#app/paths.ts';
import { PageHeader } from '#app/ui/page-header.tsx';

export const handle = { access: 'teach' } satisfies RouteHandle;

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  {
    title: `${data?.title ?? 'Conversation'}: ways of ${data?.cohort.name ?? 'a cohort'} · Rapport`,
  },
];

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: scenarioSheet }];

/** How a cohort went through one conversation, in the version that the address asks for. */
export async function loader(args: LoaderFunctionArgs) {
  const actor = await requirePermission(args, 'teach');
  const { cohort = '', scenario = '' } = args.params;
  const query = new URL(args.request.url).searchParams;
  const wanted = { course: query.get('course'), revision: query.get('revision') };
  return getScenarioFlow(actor, cohort, scenario, wanted);
}

export default function ScenarioFlowPage() {
  const data = useLoaderData<typeof loader>();
  const { cohort, courses, course, id, title, lesson } = data;
  const courseId = courses.length > 1 ? course?.id : undefined;
  return (
    <>
      <PageHeader
        title={title}
        lead={
          course ? (
            <a href={paths.taughtLesson(course.id, lesson.id)}>
              Lesson {lesson.number}, {lesson.title}
            </a>
          ) : (
            `Lesson ${lesson.number}, ${lesson.title}`
          )
        }
        breadcrumbs={[
          { label: 'Cohorts', href: paths.teach() },
          { label: cohort.name, href: paths.cohort(cohort.id, { course: courseId }) },
          { label: 'Conversations', href: paths.cohortScenarios(cohort.id, courseId) },
        ]}
      />
      <div className="stack stack-loose">
        <ScenarioFlowView
          data={data}
          versionHref={(revision) =>
            paths.cohortScenario(cohort.id, id, { course: courseId, revision })
          }
        />
      </div>
    </>
  );
}
