import type { LinksFunction, LoaderFunctionArgs } from '@remix-run/node';
import { type MetaFunction, useLoaderData } from '@remix-run/react';
import { requirePermission } from '#app/auth/guards.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import authorSheet from '#app/features/authoring/author.css?url';
import { DiffView, diffSummary } from '#app/features/authoring/edition-diff.tsx';
import { EffectView, RevisionTable, revisionName } from '#app/features/authoring/edition-list.tsx';
import { getContentHistory } from '#app/features/authoring/edition-queries.server.ts';
import { toAddress } from '#app/features/authoring/preview-rules.ts';
import { OwnQuizNotice } from '#app/features/records/gradings/own-quiz-notice.tsx';
import { takesQuiz } from '#app/features/records/gradings/taught-queries.server.ts';
import { paths } from '#app/paths.ts';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { formatInstant, formatZone } from '#app/words/dates.ts';

export const handle = { access: 'author' } satisfies RouteHandle;

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `History: ${data?.history.content.title ?? 'nothing'} · Rapport` },
];

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: authorSheet }];

/** The revisions of a thing, two of them compared, and whom the newer one concerns. */
export async function loader(args: LoaderFunctionArgs) {
  const actor = await requirePermission(args, 'author');
  const { searchParams } = new URL(args.request.url);
  const asked = { from: searchParams.get('from'), to: searchParams.get('to') };
  const contentId = args.params.content ?? '';
  const history = await getContentHistory(contentId, asked);
  // The text of a quiz holds its key.
  const answering = history.content.kind === 'quiz' && (await takesQuiz(actor, contentId));
  return { history: answering ? { ...history, diff: null } : history, answering };
}

export default function HistoryPage() {
  const { history, answering } = useLoaderData<typeof loader>();
  const { content, from, to, diff, effect, revisions, timeZone } = history;
  const format = (at: Date) => formatInstant(at, timeZone);
  return (
    <>
      <PageHeader
        title={`${content.title}: history`}
        lead={`Every edition and revision that was stored. Times are ${formatZone(timeZone)}.`}
        breadcrumbs={[{ label: 'Content', href: paths.author() }]}
        actions={
          content.file && <a href={paths.preview(toAddress(content.file))}>Preview of the file</a>
        }
      />
      <div className="stack stack-loose">
        {from && to && effect && (
          <section className="stack" aria-labelledby="effect">
            <h2 id="effect">
              {to.current ? 'Whom the edition in force concerned' : 'Whom it will concern'}
            </h2>
            <EffectView history={history} effect={effect} />
          </section>
        )}
        <section className="stack" aria-labelledby="revisions">
          <h2 id="revisions">Revisions</h2>
          <RevisionTable history={history} formatInstant={format} />
        </section>
        {revisions.length < 2 && (
          <EmptyState title="Nothing to compare yet">
            There is one revision. The next one that is published, or waits for its time, is shown
            here beside it.
          </EmptyState>
        )}
        {answering && <OwnQuizNotice />}
        {from && to && diff && (
          <section className="stack" aria-labelledby="changes">
            <h2 id="changes">
              From {revisionName(from)} to {revisionName(to)}
            </h2>
            <p>{diffSummary(diff)}</p>
            {diff.blocks.some(({ kind }) => kind === 'changed') ? (
              <DiffView diff={diff} />
            ) : (
              <p>
                What is different is something the file refers to: a source, a term, a picture, a
                link or a rule of your academy.
              </p>
            )}
          </section>
        )}
      </div>
    </>
  );
}
