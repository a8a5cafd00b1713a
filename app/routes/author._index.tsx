import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requirePermission } from '#app/auth/guards.server.ts';
import { canEnter } from '#app/auth/permissions.ts';
import { listAssignments } from '#app/features/cohorts/assignment-queries.server.ts';
import { formatInstant, formatZone, isOpen } from '#app/features/cohorts/rules.ts';
import { AuthorCourse } from '#app/features/curriculum/author-courses.tsx';
import { getAuthorOverview } from '#app/features/curriculum/author-queries.server.ts';
import { ContentProblems } from '#app/features/curriculum/content-problems.tsx';
import type { RouteHandle } from '#app/http/route-handle.ts';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const handle = { access: 'author' } satisfies RouteHandle;

export const meta = () => [{ title: 'Content · Rapport' }];

/** What is published and what is wrong; `viewable`: courses that the author may also open as a cadet. */
export async function loader(args: LoaderFunctionArgs) {
  const actor = await requirePermission(args, 'author');
  const now = new Date();
  const [overview, assignments] = await Promise.all([
    getAuthorOverview(),
    canEnter(actor, 'learn') ? listAssignments(actor, now) : [],
  ]);
  const viewable = assignments.filter((one) => isOpen(one, now)).map(({ courseId }) => courseId);
  return { ...overview, viewable };
}

export default function AuthorPage() {
  const { courses, publishedAt, problemFiles, timeZone, viewable } = useLoaderData<typeof loader>();
  const broken = problemFiles.filter(({ level }) => level === 'error').length;
  const publishedOn = (contentId: string) => {
    const at = publishedAt[contentId];
    return at ? formatInstant(at, timeZone) : '–';
  };
  return (
    <>
      <PageHeader
        title="Content"
        lead={
          broken === 0
            ? `What cadets see now. Times are ${formatZone(timeZone)}.`
            : `${broken} ${broken === 1 ? 'file has' : 'files have'} errors. Cadets keep the last good revision until they are mended.`
        }
      />
      <div className="stack stack-loose">
        <section className="stack" aria-labelledby="problems">
          <h2 id="problems">Problems in the files</h2>
          <ContentProblems files={problemFiles} />
        </section>
        {courses.map((course) => (
          <AuthorCourse
            key={course.id}
            course={course}
            publishedOn={publishedOn}
            viewable={viewable.includes(course.id)}
          />
        ))}
        {courses.length === 0 && (
          <EmptyState title="Nothing is published yet">
            Write a course in the content folder, as its README describes, and check it with npm run
            content:check. It is published when Rapport starts.
          </EmptyState>
        )}
      </div>
    </>
  );
}
