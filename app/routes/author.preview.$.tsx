import {
  type ActionFunctionArgs,
  type LinksFunction,
  type LoaderFunctionArgs,
  redirect,
} from '@remix-run/node';
import { type MetaFunction, useLoaderData } from '@remix-run/react';
import { requirePermission } from '#app/auth/guards.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { listQuizFlags } from '#app/features/assessment/statistics/flag-queries.server.ts';
import authorSheet from '#app/features/authoring/author.css?url';
import { PreviewBody } from '#app/features/authoring/preview-body.tsx';
import { PreviewHead, PreviewProblems } from '#app/features/authoring/preview-head.tsx';
import { getPreview, withoutKeys } from '#app/features/authoring/preview-queries.server.ts';
import { listViews, readPreviewQuery, toAddress } from '#app/features/authoring/preview-rules.ts';
import practicalSheet from '#app/features/learning/practicals/practical.css?url';
import { readPlay, toPlayedUrl } from '#app/features/learning/scenarios/preview-rules.ts';
import scenarioSheet from '#app/features/learning/scenarios/scenario.css?url';
import { lessonPageFormSchema } from '#app/features/learning/scenarios/schema.ts';
import { OwnQuizNotice } from '#app/features/records/gradings/own-quiz-notice.tsx';
import { takesQuiz } from '#app/features/records/gradings/taught-queries.server.ts';
import { readIntent } from '#app/http/forms.server.ts';
import { paths } from '#app/paths.ts';
import { formatInstant } from '#app/words/dates.ts';

export const handle = { access: 'author' } satisfies RouteHandle;

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Preview: ${data?.preview.title ?? 'nothing'} · Rapport` },
];

export const links: LinksFunction = () => [
  { rel: 'stylesheet', href: scenarioSheet },
  { rel: 'stylesheet', href: authorSheet },
  { rel: 'stylesheet', href: practicalSheet },
];

/** A file of the content folder as it is on disk now; with `since`, once it differs from what the browser shows. */
export async function loader(args: LoaderFunctionArgs) {
  const actor = await requirePermission(args, 'author');
  const { searchParams } = new URL(args.request.url);
  const query = readPreviewQuery(searchParams);
  const preview = await getPreview(args.params['*'] ?? '', {
    since: searchParams.get('since'),
    notes: query.notes === undefined && query.frame === undefined,
    graphs: query.view === 'scenario',
    signal: args.request.signal,
  });
  const { kind, id, revisionId } = preview;
  const isQuiz = kind === 'quiz' && id !== null;
  const answering = isQuiz && (await takesQuiz(actor, id));
  const flags = isQuiz && revisionId ? (await listQuizFlags([revisionId]))[revisionId] : undefined;
  const play = readPlay(searchParams);
  return { preview: answering ? withoutKeys(preview) : preview, query, answering, play, flags };
}

/** What is tried out in a preview is stored nowhere but in its address. */
export async function action(args: ActionFunctionArgs) {
  await requirePermission(args, 'author');
  const sent = await readIntent(args, lessonPageFormSchema);
  const form = sent.form ?? sent.returned;
  const url = new URL(args.request.url);
  return redirect(form ? toPlayedUrl(url, form) : `${url.pathname}${url.search}`);
}

export default function PreviewRoute() {
  const { preview, query, answering, play, flags } = useLoaderData<typeof loader>();
  const { frame, width } = query;
  const body = width ? null : (
    <PreviewBody preview={preview} query={query} play={play} flags={flags} />
  );
  if (frame) {
    return (
      <preview-live class="preview-framed" version={preview.version}>
        <div id="preview-body">{body}</div>
      </preview-live>
    );
  }
  return (
    <preview-live version={preview.version}>
      <p className="preview-status" role="status">
        Load the page again after a save.
      </p>
      <PreviewHead
        preview={preview}
        query={query}
        views={listViews(preview.output)}
        formatInstant={(at) => formatInstant(at, preview.timeZone)}
      />
      {answering && <OwnQuizNotice />}
      <div className={width ? 'preview-beside' : undefined}>
        <PreviewProblems preview={preview} query={query} />
        {width && (
          <iframe
            id="preview-frame"
            className="preview-frame"
            title={`${preview.title} at the width of a phone`}
            src={paths.preview(toAddress(preview.file), { ...query, width: undefined, frame: '1' })}
          />
        )}
      </div>
      <div id="preview-body">{body}</div>
    </preview-live>
  );
}
