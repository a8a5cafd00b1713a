import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requirePermission } from '#app/auth/guards.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import scenarioSheet from '#app/features/learning/scenarios/scenario.css?url';
import { TaughtCourse } from '#app/features/learning/scenarios/taught-course.tsx';
import { getTaughtCourse } from '#app/features/learning/scenarios/taught-queries.server.ts';
import { paths } from '#app/paths.ts';
import { PageHeader } from '#app/ui/page-header.tsx';

export const handle = { access: 'teach' } satisfies RouteHandle;

export const meta: MetaFunction<typeof loader> = ({ data: course }) => [
  { title: course ? `${course.title} · Rapport` : 'Rapport' },
];

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: scenarioSheet }];

/** The contents of a course that the actor teaches. */
export async function loader(args: LoaderFunctionArgs) {
  const actor = await requirePermission(args, 'teach');
  return getTaughtCourse(actor, args.params.course ?? '', new Date());
}

export default function TaughtCoursePage() {
  const course = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={course.title}
        lead={course.summary}
        breadcrumbs={[{ label: 'Courses', href: paths.taughtCourses() }]}
      />
      <TaughtCourse course={course} />
    </>
  );
}
