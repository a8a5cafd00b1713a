import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { type MetaFunction, useLoaderData } from '@remix-run/react';
import { requirePermission } from '#app/auth/guards.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { SampleView } from '#app/features/assessment/attempts/sample-view.tsx';
import { listQuizFlags } from '#app/features/assessment/statistics/flag-queries.server.ts';
import { takesQuiz } from '#app/features/assessment/statistics/statistics-queries.server.ts';
import { PreviewHead, PreviewProblems } from '#app/features/authoring/preview-head.tsx';
import { PreviewLinks } from '#app/features/authoring/preview-links.tsx';
import { PreviewPage } from '#app/features/authoring/preview-page.tsx';
import { getPreview, withoutKeys } from '#app/features/authoring/preview-queries.server.ts';
import { listViews, readPreviewQuery, toAddress } from '#app/features/authoring/preview-rules.ts';
import { UnplayableScenario } from '#app/features/authoring/preview-scenario.tsx';
import { toFreshLessonView } from '#app/features/learning/lessons/fresh-lesson-rules.ts';
import { LessonBlocks } from '#app/features/learning/lessons/lesson-blocks.tsx';
import { LessonFoot } from '#app/features/learning/lessons/lesson-foot.tsx';
import { LessonHead } from '#app/features/learning/lessons/lesson-head.tsx';
import { LessonRail } from '#app/features/learning/lessons/lesson-rail.tsx';
import {
  readPlay,
  toPlayedUrl,
  toPreviewStage,
} from '#app/features/learning/scenarios/preview-rules.ts';
import { ScenarioStage } from '#app/features/learning/scenarios/scenario-stage.tsx';
import { lessonPageFormSchema } from '#app/features/learning/scenarios/schema.ts';
import { formatInstant } from '#app/features/people/cohorts/rules.ts';
import { OwnQuizNotice } from '#app/features/records/gradings/own-quiz-notice.tsx';
import { badRequest } from '#app/http/errors.ts';
import { parseForm } from '#app/http/forms.server.ts';
import { type PreviewQuery, paths } from '#app/paths.ts';
import { LessonLayout } from '#app/ui/reading-layout.tsx';

export const handle = { access: 'author' } satisfies RouteHandle;

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Preview: ${data?.preview.title ?? 'nothing'} · Rapport` },
];

/** A file of the content folder as it is on disk now; with `since`, once it differs from what the browser shows. */
export async function loader(args: LoaderFunctionArgs) {
  const actor = await requirePermission(args, 'author');
  const { searchParams } = new URL(args.request.url);
  const query = readPreviewQuery(searchParams);
  const preview = await getPreview(args.params['*'] ?? '', {
    since: searchParams.get('since'),
    notes: query.notes === undefined && query.frame === undefined,
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
  const submission = await parseForm(args.request, lessonPageFormSchema);
  if (submission.status !== 'success')
    throw badRequest('This form did not come from the page it belongs to.');
  return redirect(toPlayedUrl(new URL(args.request.url), submission.value));
}

type Data = ReturnType<typeof useLoaderData<typeof loader>>;

export default function PreviewRoute() {
  const data = useLoaderData<typeof loader>();
  const { preview, query, answering } = data;
  const { frame, width } = query;
  const body = width ? null : <Shown data={data} />;
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

function Shown({ data: { preview, query, play, flags } }: { data: Data }) {
  const { output, place, timeZone } = preview;
  const { lesson, module } = place ?? {};
  const here = (change: PreviewQuery) =>
    paths.preview(toAddress(preview.file), { ...query, ...change });
  if (output?.kind === 'quiz' && query.view === 'attempt') {
    const seed = Number(query.draw ?? 1);
    const another = here({ draw: String(seed + 1) });
    return <SampleView {...{ seed, another, body: output.body, module }} />;
  }
  if (output?.kind !== 'lesson' || query.view || !place || !lesson || !module)
    return <PreviewPage {...{ preview, query, flags }} />;
  const { body, key } = output;
  const { answers } = play;
  const scenarios = body.blocks.flatMap((block) =>
    block.type === 'scenario' ? [block.scenario] : [],
  );
  const view = toFreshLessonView({ ...place, lesson, module, body, key, answers, timeZone });
  const links = Object.entries(preview.links).map(([path, address]) => [
    path,
    paths.preview(address, { frame: query.frame }),
  ]);
  return (
    <PreviewLinks links={{ ...Object.fromEntries(links), [paths.learn()]: paths.author() }}>
      <LessonLayout
        place={`${lesson.number} ${lesson.title}`}
        header={<LessonHead view={view} />}
        outline={<LessonRail view={view} />}
        end={<LessonFoot view={view} />}
      >
        <LessonBlocks
          view={view}
          problem={null}
          scenario={({ required, scenario: { id, title } }) => {
            if (preview.unplayable.includes(id))
              return <UnplayableScenario title={title} graph={here({ view: 'scenario' })} />;
            const scenario = scenarios.find((one) => one.id === id);
            if (!scenario) return null;
            const edition = { revisionId: 'disk', scenario, judgements: key[id]?.choices ?? {} };
            const stage = toPreviewStage(edition, play);
            return <ScenarioStage view={stage} {...{ required, timeZone }} />;
          }}
        />
      </LessonLayout>
    </PreviewLinks>
  );
}
