import {
  type ActionFunctionArgs,
  data,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import type { Change } from '#app/auth/change.ts';
import { requireCadet, requirePermission } from '#app/auth/guards.server.ts';
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
import { leadFromHeldLesson } from '#app/features/learning/lessons/held-queries.server.ts';
import { LessonBlocks } from '#app/features/learning/lessons/lesson-blocks.tsx';
import { lessonStandingId } from '#app/features/learning/lessons/lesson-end.tsx';
import { LessonFoot } from '#app/features/learning/lessons/lesson-foot.tsx';
import { toLessonProblem } from '#app/features/learning/lessons/lesson-form-rules.ts';
import { LessonHead } from '#app/features/learning/lessons/lesson-head.tsx';
import { LessonRail } from '#app/features/learning/lessons/lesson-rail.tsx';
import { LessonReader } from '#app/features/learning/lessons/lesson-reader.tsx';
import {
  finishReading,
  type LessonPlace,
  openLesson,
} from '#app/features/learning/lessons/reading-mutations.server.ts';
import {
  chooseReply,
  skipScenario,
  startScenario,
} from '#app/features/learning/scenarios/mutations.server.ts';
import { getStages } from '#app/features/learning/scenarios/queries.server.ts';
import scenarioSheet from '#app/features/learning/scenarios/scenario.css?url';
import { ScenarioStage } from '#app/features/learning/scenarios/scenario-stage.tsx';
import {
  type LessonPageForm,
  lessonPageFormSchema,
} from '#app/features/learning/scenarios/schema.ts';
import { readIntent } from '#app/http/forms.server.ts';
import { paths } from '#app/paths.ts';
import { LessonLayout } from '#app/ui/reading-layout.tsx';

export const handle = { access: 'learn', taught: true } satisfies RouteHandle;

export const meta: MetaFunction<typeof loader> = ({ data: view }) => [
  { title: view ? `${view.lesson.number} ${view.lesson.title} · Rapport` : 'Rapport' },
];

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: scenarioSheet }];

export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireCadet(args, ({ course = '', lesson = '' }) =>
    paths.taughtLesson(course, lesson),
  );
  const place = toPlace(args.params);
  await leadFromHeldLesson(actor, place, new Date());
  const [view, stages] = await Promise.all([
    openLesson({ actor, requestId: args.context.requestId }, place),
    getStages(actor, place),
  ]);
  return { ...view, stages };
}

export async function action(args: ActionFunctionArgs) {
  const actor = await requirePermission(args, 'learn');
  const place = toPlace(args.params);
  const sent = await readIntent(args, lessonPageFormSchema);
  if (!sent.form) return data(sent.refused, { status: 400 });
  const { form } = sent;
  const refusal = await perform({ actor, requestId: args.context.requestId }, place, form);
  if (refusal) return data(sent.refuse(refusal), { status: 400 });
  return redirect(paths.lesson(place.course, place.lesson, toAnchor(form)));
}

async function perform(change: Change, place: LessonPlace, form: LessonPageForm) {
  switch (form.intent) {
    case 'answer-check':
      return answerCheck(change, place, form);
    case 'save-reflection':
      await saveReflection(change, place, form);
      return null;
    case 'choose-reply':
      return chooseReply(change, place, form);
    case 'start-scenario':
      return startScenario(change, place, form);
    case 'skip-scenario':
      return skipScenario(change, place, form);
    case 'finish-reading':
      await finishReading(change, place, form.unscripted);
      return null;
    default:
      return form satisfies never;
  }
}

const toPlace = ({ course = '', lesson = '' }: LoaderFunctionArgs['params']): LessonPlace => ({
  course,
  lesson,
});

function toAnchor(form: LessonPageForm): string {
  if ('check' in form) return checkCardId(form.check);
  if ('reflect' in form) return reflectCardId(form.reflect);
  return 'scenario' in form ? scenarioNowId(form.scenario) : lessonStandingId;
}

export default function LessonPage() {
  const view = useLoaderData<typeof loader>();
  const problem = toLessonProblem(useActionData<typeof action>() ?? null);
  const { lesson } = view;
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
      <LessonReader view={view} />
    </>
  );
}
