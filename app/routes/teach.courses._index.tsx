import type { LoaderFunctionArgs } from '@remix-run/node';
import { type MetaFunction, useLoaderData } from '@remix-run/react';
import { requirePermission } from '#app/auth/guards.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { listTaughtCourses } from '#app/features/people/cohorts/reading-queries.server.ts';
import { TaughtCourseList } from '#app/features/people/cohorts/taught-course-list.tsx';
import { TeachNav } from '#app/features/people/users/teach-nav.tsx';
import { paths } from '#app/paths.ts';
import { PageHeader } from '#app/ui/page-header.tsx';

export const handle = { access: 'teach' } satisfies RouteHandle;

export const meta: MetaFunction = () => [{ title: 'Courses and quizzes · Rapport' }];

/** The courses of the actor's cohorts with their quizzes; all of them for an administrator. */
export async function loader(args: LoaderFunctionArgs) {
  const actor = await requirePermission(args, 'teach');
  return { courses: await listTaughtCourses(actor) };
}

export default function TaughtCoursesPage() {
  const { courses } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title="Courses and quizzes" />
      <TeachNav current={paths.taughtCourses()} />
      <TaughtCourseList courses={courses} />
    </>
  );
}
