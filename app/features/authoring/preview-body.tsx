import { SampleView } from '#app/features/assessment/attempts/sample-view.tsx';
import { toFreshLessonView } from '#app/features/learning/lessons/fresh-lesson-rules.ts';
import { type readPlay, toPreviewStage } from '#app/features/learning/scenarios/preview-rules.ts';
import { ScenarioStage } from '#app/features/learning/scenarios/scenario-stage.tsx';
import { TrialLesson } from '#app/features/learning/scenarios/trial-lesson.tsx';
import { type PreviewQuery, paths } from '#app/paths.ts';
import { PreviewPage, type PreviewPageProps } from './preview-page.tsx';
import { toAddress } from './preview-rules.ts';
import { UnplayableScenario } from './unplayable-scenario.tsx';

type PreviewBodyProps = PreviewPageProps & { play: ReturnType<typeof readPlay> };

/** A file as cadets will see it, or as its author looks at its parts; what is tried out is in the address alone. */
export function PreviewBody({ preview, query, play, flags }: PreviewBodyProps) {
  const { output, place, timeZone } = preview;
  const { lesson, module } = place ?? {};
  const here = (change: PreviewQuery) =>
    paths.preview(toAddress(preview.file), { ...query, ...change });
  if (output?.kind === 'quiz' && query.view === 'attempt') {
    const seed = Number(query.draw ?? 1);
    const another = here({ draw: String(seed + 1) });
    return <SampleView seed={seed} another={another} body={output.body} module={module} />;
  }
  if (output?.kind !== 'lesson' || query.view || !place || !lesson || !module)
    return <PreviewPage preview={preview} query={query} flags={flags} />;
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
    <TrialLesson
      view={view}
      home={{ label: 'Content', href: paths.author() }}
      links={Object.fromEntries(links)}
      scenario={({ required, scenario: { id, title } }) => {
        if (preview.unplayable.includes(id))
          return <UnplayableScenario title={title} graph={here({ view: 'scenario' })} />;
        const scenario = scenarios.find((one) => one.id === id);
        if (!scenario) return null;
        const edition = { revisionId: 'disk', scenario, judgements: key[id]?.choices ?? {} };
        const stage = toPreviewStage(edition, play);
        return <ScenarioStage view={stage} required={required} timeZone={timeZone} />;
      }}
    />
  );
}
