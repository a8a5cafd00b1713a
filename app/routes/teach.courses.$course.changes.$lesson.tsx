import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requirePermission } from '#app/auth/guards.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import authorSheet from '#app/features/authoring/author.css?url';
import { DiffView, diffSummary } from '#app/features/authoring/edition-diff.tsx';
import { compareTexts } from '#app/features/authoring/edition-queries.server.ts';
import { changeWords } from '#app/features/curriculum/courses/edition-rules.ts';
import { getTaughtChanges } from '#app/features/learning/lessons/changed-queries.server.ts';
import { paths } from '#app/paths.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const handle = { access: 'teach' } satisfies RouteHandle;

export const meta: MetaFunction<typeof loader> = ({ data: view }) => [
  { title: view ? `What changed in ${view.lesson.title} · Rapport` : 'Rapport' },
];

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: authorSheet }];

/** What the edition in force changed, for those who teach the lesson: the difference that its cadets are shown. */
export async function loader(args: LoaderFunctionArgs) {
  const actor = await requirePermission(args, 'teach');
  const { course = '', lesson = '' } = args.params;
  const asked = Number(new URL(args.request.url).searchParams.get('from'));
  const changes = await getTaughtChanges(actor, course, lesson, asked, new Date());
  const { before, after, ...view } = changes;
  return { ...view, diff: before === null ? null : await compareTexts(before, after) };
}

export default function TaughtChangesPage() {
  const { course, lesson, earlier, from, change, diff } = useLoaderData<typeof loader>();
  const since = change ? `: ${changeWords[change]}` : '';
  return (
    <>
      <PageHeader
        title={`What changed in “${lesson.title}”`}
        lead={diff ? `From edition ${from} to edition ${lesson.edition}${since}.` : undefined}
        breadcrumbs={[
          { label: 'Courses', href: paths.taughtCourses() },
          { label: course.title, href: paths.taughtCourse(course.id) },
          {
            label: `${lesson.number} ${lesson.title}`,
            href: paths.taughtLesson(course.id, lesson.id),
          },
        ]}
        actions={
          <ButtonLink href={paths.taughtLesson(course.id, lesson.id)}>Open the lesson</ButtonLink>
        }
      />
      {diff ? (
        <div className="stack measure">
          {earlier.length > 1 && (
            <nav className="cluster" aria-label="Earlier editions">
              <span>Since</span>
              {earlier.map((edition) => (
                <a
                  key={edition}
                  href={paths.taughtChanges(course.id, lesson.id, edition)}
                  aria-current={edition === from ? 'page' : undefined}
                >
                  Edition {edition}
                </a>
              ))}
            </nav>
          )}
          <p>{diffSummary(diff)}</p>
          <DiffView diff={diff} />
        </div>
      ) : (
        <EmptyState title="Nothing to compare yet">
          Edition {lesson.edition} was the first in force. What the next one changes is shown here.
        </EmptyState>
      )}
    </>
  );
}
