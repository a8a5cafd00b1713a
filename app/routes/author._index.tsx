import type { LinksFunction, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import type { ReactNode } from 'react';
import { requirePermission } from '#app/auth/guards.server.ts';
import { canEnter } from '#app/auth/permissions.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import {
  listQuizFlags,
  type QuizFlags,
} from '#app/features/assessment/statistics/flag-queries.server.ts';
import authorSheet from '#app/features/authoring/author.css?url';
import { AuthorCourseView, GoneList } from '#app/features/authoring/author-courses.tsx';
import { getAuthorOverview } from '#app/features/authoring/author-queries.server.ts';
import { needsAttention } from '#app/features/authoring/author-rules.ts';
import { ContentProblems } from '#app/features/authoring/content-problems.tsx';
import { OpenRules } from '#app/features/authoring/open-rules.tsx';
import { OverviewNotices } from '#app/features/authoring/overview-notices.tsx';
import { paths } from '#app/paths.ts';
import { dayOf } from '#app/time/days.ts';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { formatDate, formatInstant, formatZone } from '#app/words/dates.ts';

export const handle = { access: 'author' } satisfies RouteHandle;

export const meta = () => [{ title: 'Content · Rapport' }];

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: authorSheet }];

/** Every file of the content folder as it is now, and how it stands to what cadets see. */
export async function loader(args: LoaderFunctionArgs) {
  const actor = await requirePermission(args, 'author');
  const attention = new URL(args.request.url).searchParams.get('show') === 'attention';
  const overview = await getAuthorOverview(attention);
  const flags = await listQuizFlags(Object.values(overview.quizRevisions));
  return { ...overview, attention, flags, mayTeach: canEnter(actor, 'teach') };
}

export default function AuthorPage() {
  const data = useLoaderData<typeof loader>();
  const { courses, heldBack, otherFiles, gone, unsure, readable, unchecked } = data;
  const { timeZone, attention } = data;
  const rows = courses.flatMap(({ sections }) => sections.flatMap((section) => section.rows));
  const waiting = rows.filter(needsAttention).length;
  return (
    <>
      <PageHeader
        title="Content"
        lead={`The files as they are now, and what cadets see of them. Times are ${formatZone(timeZone)}.`}
      />
      <div className="stack stack-loose">
        <OverviewNotices
          readable={readable}
          unchecked={unchecked}
          rows={rows}
          again={paths.author(attention ? 'attention' : undefined)}
        />
        {heldBack.length > 0 && (
          <section className="stack" aria-labelledby="held-back">
            <h2 id="held-back">Held back when content was last published</h2>
            <ContentProblems files={heldBack} />
          </section>
        )}
        {gone.length > 0 && (
          <Notice kind="attention" title="Published, and no file has its id any more">
            <GoneList gone={gone} />
            <p>They are retired when content is published next, unless they are held back.</p>
          </Notice>
        )}
        {unsure.length > 0 && (
          <Notice kind="attention" title="Published, and in no file that can be read">
            <GoneList gone={unsure} />
            <p>Cadets keep them as they are until every file can be read.</p>
          </Notice>
        )}
        {rows.length > 0 || attention ? (
          <nav className="cluster" aria-label="Which files">
            <a href={paths.author()} aria-current={attention ? undefined : 'page'}>
              All files
            </a>
            <a href={paths.author('attention')} aria-current={attention ? 'page' : undefined}>
              What needs attention{attention ? ` (${waiting})` : ''}
            </a>
          </nav>
        ) : null}
        {courses.map((course) => (
          <AuthorCourseView
            key={course.id}
            course={course}
            formatInstant={(at) => formatInstant(at, timeZone)}
            formatDay={(at) => formatDate(dayOf(at, timeZone))}
            formatDate={formatDate}
            statistics={toStatistics(data)}
          />
        ))}
        {courses.length === 0 && (
          <EmptyState title="There is no course yet">
            Make one with npm run content:new, as the content folder’s README describes. It appears
            here at once, and is published when Rapport starts.
          </EmptyState>
        )}
        {data.openRules.length > 0 && !attention && <OpenRules rules={data.openRules} />}
        {otherFiles.length > 0 && (
          <section className="stack" aria-labelledby="problems">
            <h2 id="problems">Problems in other files</h2>
            <ContentProblems files={otherFiles} />
          </section>
        )}
      </div>
    </>
  );
}

type Data = ReturnType<typeof useLoaderData<typeof loader>>;

function toStatistics({ quizRevisions, flags, mayTeach }: Data): Record<string, ReactNode> {
  return Object.fromEntries(
    Object.entries(quizRevisions).map(([quizId, revisionId]) => {
      const words = flagWords(flags[revisionId]);
      const link = (
        <a key={quizId} href={paths.quizStatistics(quizId)}>
          {words}
        </a>
      );
      return [quizId, mayTeach ? link : words];
    }),
  );
}

function flagWords(flags: QuizFlags | undefined): string {
  if (!flags) return 'no attempts yet';
  const { attempts, enough, items } = flags;
  if (attempts < enough) return `${attempts} of ${enough} first attempts`;
  return items.length === 0 ? 'no item stands out' : `${items.length} to look at`;
}
