import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireCadet } from '#app/auth/guards.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import authorSheet from '#app/features/authoring/author.css?url';
import { DiffView, diffSummary } from '#app/features/authoring/edition-diff.tsx';
import { compareTexts } from '#app/features/authoring/edition-queries.server.ts';
import { getLessonChanges } from '#app/features/learning/lessons/changed-queries.server.ts';
import { changedWords } from '#app/features/learning/lessons/changed-words.ts';
import { leadFromHeldLesson } from '#app/features/learning/lessons/held-queries.server.ts';
import { paths } from '#app/paths.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const handle = { access: 'learn', taught: true } satisfies RouteHandle;

export const meta: MetaFunction<typeof loader> = ({ data: view }) => [
  { title: view ? `What changed in ${view.lesson.title} · Rapport` : 'Rapport' },
];

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: authorSheet }];

export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireCadet(args, ({ course = '', lesson = '' }) =>
    paths.taughtChanges(course, lesson),
  );
  const { course = '', lesson = '' } = args.params;
  const now = new Date();
  await leadFromHeldLesson(actor, { course, lesson }, now);
  const { before, after, ...view } = await getLessonChanges(actor, course, lesson, now);
  return { ...view, diff: await compareTexts(before, after) };
}

export default function LessonChangesPage() {
  const { course, lesson, newer, diff } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={`What changed in “${lesson.title}”`}
        lead={`From edition ${newer.from}, which you completed, to edition ${lesson.edition}: ${changedWords[newer.change].toLowerCase()}.`}
        breadcrumbs={[
          { label: 'Learn', href: paths.learn() },
          { label: course.title, href: paths.course(course.id) },
          { label: `${lesson.number} ${lesson.title}`, href: paths.lesson(course.id, lesson.id) },
        ]}
        actions={
          <ButtonLink href={paths.lesson(course.id, lesson.id)}>
            {newer.again ? 'Read it again' : 'Open the lesson'}
          </ButtonLink>
        }
      />
      <div className="stack measure">
        <p>{diffSummary(diff)}</p>
        <DiffView diff={diff} />
      </div>
    </>
  );
}
