import type { LoaderFunctionArgs } from '@remix-run/node';
import { type MetaFunction, useLoaderData } from '@remix-run/react';
import { requirePermission } from '#app/auth/guards.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { KitList } from '#app/features/delivery/kit-view.tsx';
import { listKitCourses } from '#app/features/delivery/queries.server.ts';
import { TeachNav } from '#app/features/people/users/teach-nav.tsx';
import { paths } from '#app/paths.ts';
import { PageHeader } from '#app/ui/page-header.tsx';

export const handle = { access: 'teach' } satisfies RouteHandle;

export const meta: MetaFunction = () => [{ title: 'Delivery kit · Rapport' }];

/** The courses whose kits the actor may open. */
export async function loader(args: LoaderFunctionArgs) {
  const actor = await requirePermission(args, 'teach');
  return { courses: await listKitCourses(actor, new Date()) };
}

export default function KitListPage() {
  const { courses } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title="Delivery kit"
        lead="Everything for teaching a course in a room, made from the lessons that your cadets read."
      />
      <TeachNav current={paths.kits()} />
      <KitList courses={courses} />
    </>
  );
}
