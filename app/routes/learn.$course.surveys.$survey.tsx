import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireCadet } from '#app/auth/guards.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import practicalSheet from '#app/features/learning/practicals/practical.css?url';
import { getCadetSurvey } from '#app/features/learning/surveys/queries.server.ts';
import { SurveyPage } from '#app/features/learning/surveys/survey-view.tsx';
import { paths } from '#app/paths.ts';

export const handle = { access: 'learn', taught: true } satisfies RouteHandle;

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.body.frontmatter.title ?? 'Survey'} · Rapport` },
];

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: practicalSheet }];

/** A survey of a course, to read and print. */
export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireCadet(args, ({ course = '', survey = '' }) =>
    paths.taughtSurvey(course, survey),
  );
  const { course = '', survey = '' } = args.params;
  return getCadetSurvey(actor, course, survey, new Date());
}

export default function CadetSurveyPage() {
  const { course, body } = useLoaderData<typeof loader>();
  return (
    <SurveyPage
      body={body}
      breadcrumbs={[
        { label: 'Learn', href: paths.learn() },
        { label: course.title, href: paths.course(course.id) },
      ]}
    />
  );
}
