import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requirePermission } from '#app/auth/guards.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import practicalSheet from '#app/features/learning/practicals/practical.css?url';
import { getTaughtSurvey } from '#app/features/learning/surveys/queries.server.ts';
import { SurveyPage } from '#app/features/learning/surveys/survey-view.tsx';
import { paths } from '#app/paths.ts';

export const handle = { access: 'teach' } satisfies RouteHandle;

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.body.frontmatter.title ?? 'Survey'} · Rapport` },
];

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: practicalSheet }];

/** A survey of a course for those who hand it out. */
export async function loader(args: LoaderFunctionArgs) {
  const actor = await requirePermission(args, 'teach');
  const { course = '', survey = '' } = args.params;
  return getTaughtSurvey(actor, course, survey);
}

export default function TaughtSurveyPage() {
  const { course, body } = useLoaderData<typeof loader>();
  return (
    <SurveyPage
      body={body}
      breadcrumbs={[
        { label: 'Cohorts', href: paths.teach() },
        { label: 'Role-plays and surveys', href: paths.taughtSheets(course.id) },
      ]}
    />
  );
}
