import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requirePermission } from '#app/auth/guards.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import {
  answerCheck,
  saveReflection,
} from '#app/features/learning/lessons/answer-mutations.server.ts';
import {
  checkCardId,
  reflectCardId,
  scenarioNowId,
} from '#app/features/learning/lessons/block-rules.ts';
import { LessonBlocks } from '#app/features/learning/lessons/lesson-blocks.tsx';
import { lessonStandingId } from '#app/features/learning/lessons/lesson-end.tsx';
import { LessonFoot } from '#app/features/learning/lessons/lesson-foot.tsx';
import { toLessonProblem } from '#app/features/learning/lessons/lesson-form-rules.ts';
import { LessonHead } from '#app/features/learning/lessons/lesson-head.tsx';
import { LessonRail } from '#app/features/learning/lessons/lesson-rail.tsx';
import {
  finishReading,
  openLesson,
} from '#app/features/learning/lessons/reading-mutations.server.ts';
import { playScenario } from '#app/features/learning/scenarios/mutations.server.ts';
import { getStages } from '#app/features/learning/scenarios/queries.server.ts';
import { ScenarioStage } from '#app/features/learning/scenarios/scenario-stage.tsx';
import { lessonPageFormSchema } from '#app/features/learning/scenarios/schema.ts';
import { badRequest } from '#app/http/errors.ts';
import { parseForm } from '#app/http/forms.server.ts';
import { paths } from '#app/paths.ts';
import { LessonLayout } from '#app/ui/reading-layout.tsx';

export const handle = { access: 'learn' } satisfies RouteHandle;

export const meta: MetaFunction<typeof loader> = ({ data: view }) => [
  { title: view ? `${view.lesson.number} ${view.lesson.title} · Rapport` : 'Rapport' },
];

export async function loader(args: LoaderFunctionArgs) {
  const actor = await requirePermission(args, 'learn');
  const place = toPlace(args.params);
  const [view, stages] = await Promise.all([
    openLesson({ actor, requestId: args.context.requestId }, place),
    getStages(actor, place),
  ]);
  return { ...view, stages };
}

export async function action(args: ActionFunctionArgs) {
  const actor = await requirePermission(args, 'learn');
  const change = { actor, requestId: args.context.requestId };
  const place = toPlace(args.params);
  const submission = await parseForm(args.request, lessonPageFormSchema);
  if (submission.status !== 'success') return refuse(submission);
  const form = submission.value;
  switch (form.intent) {
    case 'answer-check': {
      const { problem } = await answerCheck(change, place, form);
      if (problem !== null) return refuse({ ...submission, error: { option: [problem] } });
      return toAnchor(place, checkCardId(form.check));
    }
    case 'save-reflection':
      await saveReflection(change, place, form);
      return toAnchor(place, reflectCardId(form.reflect));
    case 'choose-reply':
    case 'start-scenario':
    case 'skip-scenario': {
      const { problem } = await playScenario(change, place, form);
      if (problem !== null) return refuse({ ...submission, error: { choice: [problem] } });
      return toAnchor(place, scenarioNowId(form.scenario));
    }
    case 'finish-reading':
      await finishReading(change, place);
      return toAnchor(place, lessonStandingId);
  }
}

const toPlace = ({ course = '', lesson = '' }: LoaderFunctionArgs['params']) => ({
  course,
  lesson,
});

const toAnchor = (place: ReturnType<typeof toPlace>, anchor: string) =>
  redirect(paths.lesson(place.course, place.lesson, anchor));

function refuse(refusal: Parameters<typeof toLessonProblem>[0]) {
  const problem = toLessonProblem(refusal);
  if (!problem) throw badRequest('This form did not come from the page it belongs to.');
  return data({ problem }, { status: 400 });
}

export default function LessonPage() {
  const view = useLoaderData<typeof loader>();
  const problem = useActionData<typeof action>()?.problem ?? null;
  const { course, lesson, standing } = view;
  return (
    <>
      <LessonLayout
        place={`${lesson.number} ${lesson.title}`}
        header={<LessonHead view={view} />}
        outline={<LessonRail view={view} />}
        end={<LessonFoot view={view} />}
      >
        <LessonBlocks
          view={view}
          problem={problem}
          scenario={({ required, scenario: { id } }, refused) => {
            const stage = view.stages[id];
            const { timeZone } = view.assignment;
            return (
              stage && (
                <ScenarioStage
                  view={stage}
                  required={required}
                  timeZone={timeZone}
                  problem={refused}
                />
              )
            );
          }}
        />
      </LessonLayout>
      <lesson-reader
        action={paths.lessonProgress()}
        course={course.id}
        lesson={lesson.id}
        block={standing.block}
        last-block={standing.lastBlock}
        reached-end={standing.reachedEnd ? '' : undefined}
        active-seconds={standing.activeSeconds}
        least-seconds={view.leastSeconds}
        standing={lessonStandingId}
        hidden
      />
    </>
  );
}
