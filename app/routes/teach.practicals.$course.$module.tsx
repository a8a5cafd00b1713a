import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requirePermission } from '#app/auth/guards.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { LessonPager } from '#app/features/learning/lessons/lesson-pager.tsx';
import practicalSheet from '#app/features/learning/practicals/practical.css?url';
import { PracticalPage } from '#app/features/learning/practicals/practical-view.tsx';
import {
  type Beside,
  getTaughtPractical,
} from '#app/features/learning/practicals/queries.server.ts';
import { paths } from '#app/paths.ts';

export const handle = { access: 'teach' } satisfies RouteHandle;

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.view.title ?? 'Practical'} · Rapport` },
];

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: practicalSheet }];

/** The role-plays of a module for those who lead and rate them. */
export async function loader(args: LoaderFunctionArgs) {
  const actor = await requirePermission(args, 'teach');
  const { course = '', module = '' } = args.params;
  return getTaughtPractical(actor, course, module);
}

export default function TaughtPracticalPage() {
  const { view, previous, next } = useLoaderData<typeof loader>();
  const { course } = view;
  const toNeighbour = (beside: Beside | null) =>
    beside
      ? {
          label: beside.what,
          title: beside.title,
          href: paths.taughtPractical(course.id, beside.id),
        }
      : undefined;
  return (
    <PracticalPage
      view={view}
      foldRolePlayer={false}
      moduleHref={paths.taughtSheets(course.id)}
      breadcrumbs={[
        { label: 'Cohorts', href: paths.teach() },
        { label: 'Role-plays and surveys', href: paths.taughtSheets(course.id) },
      ]}
      end={
        <LessonPager
          label="Practicals before and after"
          previous={toNeighbour(previous)}
          next={toNeighbour(next)}
        />
      }
    />
  );
}
