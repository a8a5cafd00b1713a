import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireCadet } from '#app/auth/guards.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { LessonPager } from '#app/features/learning/lessons/lesson-pager.tsx';
import practicalSheet from '#app/features/learning/practicals/practical.css?url';
import { PracticalPage } from '#app/features/learning/practicals/practical-view.tsx';
import {
  type Beside,
  getCadetPractical,
} from '#app/features/learning/practicals/queries.server.ts';
import { paths } from '#app/paths.ts';

export const handle = { access: 'learn', taught: true } satisfies RouteHandle;

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.view.title ?? 'Practical'} · Rapport` },
];

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: practicalSheet }];

/** The role-plays of a module, with the role-player's part folded. */
export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireCadet(args, ({ course = '', module = '' }) =>
    paths.taughtPractical(course, module),
  );
  const { course = '', module = '' } = args.params;
  return getCadetPractical(actor, course, module, new Date());
}

export default function CadetPracticalPage() {
  const { view, previous, next } = useLoaderData<typeof loader>();
  const { course } = view;
  const toNeighbour = (beside: Beside | null) =>
    beside
      ? { label: beside.what, title: beside.title, href: hrefOf(course.id, beside) }
      : undefined;
  return (
    <PracticalPage
      view={view}
      foldRolePlayer
      moduleHref={paths.course(course.id)}
      breadcrumbs={[
        { label: 'Learn', href: paths.learn() },
        { label: course.title, href: paths.course(course.id) },
      ]}
      end={
        <LessonPager
          label="Before and after"
          previous={toNeighbour(previous)}
          next={toNeighbour(next)}
        />
      }
    />
  );
}

const hrefOf = (course: string, { to, id }: Beside) =>
  to === 'quiz' ? paths.quiz(course, id) : paths.lesson(course, id);
