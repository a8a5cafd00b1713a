import {
  type ActionFunctionArgs,
  type LinksFunction,
  type LoaderFunctionArgs,
  redirect,
} from '@remix-run/node';
import { type MetaFunction, useLoaderData } from '@remix-run/react';
import { requirePermission } from '#app/auth/guards.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { standingWords } from '#app/features/curriculum/courses/words.ts';
import { ItemWithKey } from '#app/features/curriculum/items/item-with-key.tsx';
import { KeysSwitch } from '#app/features/curriculum/items/keys-switch.tsx';
import { readPlay, toPlayedUrl } from '#app/features/learning/scenarios/preview-rules.ts';
import scenarioSheet from '#app/features/learning/scenarios/scenario.css?url';
import { ScenarioKeys } from '#app/features/learning/scenarios/scenario-keys.tsx';
import { ScenarioStage } from '#app/features/learning/scenarios/scenario-stage.tsx';
import { lessonPageFormSchema } from '#app/features/learning/scenarios/schema.ts';
import { getTaughtLesson } from '#app/features/learning/scenarios/taught-queries.server.ts';
import { TrialLesson } from '#app/features/learning/scenarios/trial-lesson.tsx';
import { readIntent } from '#app/http/forms.server.ts';
import { paths } from '#app/paths.ts';
import { Notice } from '#app/ui/notice.tsx';

export const handle = { access: 'teach' } satisfies RouteHandle;

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: page ? `${page.view.lesson.number} ${page.view.lesson.title} · Rapport` : 'Rapport' },
];

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: scenarioSheet }];

/** A lesson as its cadets see it, for those who teach it; with `keys=1`, what its questions and replies count. */
export async function loader(args: LoaderFunctionArgs) {
  const actor = await requirePermission(args, 'teach');
  const { searchParams } = new URL(args.request.url);
  const asked = { play: readPlay(searchParams), keys: searchParams.get('keys') === '1' };
  const { course = '', lesson = '' } = args.params;
  return getTaughtLesson(actor, course, lesson, asked, new Date());
}

/** What is tried out is stored nowhere but in the page's address. */
export async function action(args: ActionFunctionArgs) {
  const actor = await requirePermission(args, 'teach');
  const { course = '', lesson = '' } = args.params;
  const nothing = { play: readPlay(new URLSearchParams()), keys: false };
  await getTaughtLesson(actor, course, lesson, nothing, new Date());
  const sent = await readIntent(args, lessonPageFormSchema);
  const form = sent.form ?? sent.returned;
  const url = new URL(args.request.url);
  return redirect(form ? toPlayedUrl(url, form) : `${url.pathname}${url.search}`);
}

export default function TaughtLessonPage() {
  const { view, stages, openRules, opening, mayHaveKeys, keys, links } =
    useLoaderData<typeof loader>();
  const { course, lesson, assignment } = view;
  return (
    <TrialLesson
      view={view}
      notice={
        <Notice title="You read this as a teacher">
          It looks as a cadet has it on a first visit. Try its questions and conversations: nothing
          is recorded or sent to anybody.
          {openRules.length > 0 && ` ${standingWords(openRules, opening)}`}
          {lesson.edition > 1 && (
            <>
              {' '}
              <a href={paths.taughtChanges(course.id, lesson.id)}>
                See what edition {lesson.edition} changed
              </a>
            </>
          )}
          {mayHaveKeys && (
            <KeysSwitch
              plain={paths.taughtLesson(course.id, lesson.id)}
              keyed={paths.taughtLesson(course.id, lesson.id, { keys: '1' })}
              shown={keys ? 'keyed' : 'plain'}
            />
          )}
        </Notice>
      }
      home={{ label: 'Courses', href: paths.taughtCourses() }}
      links={links}
      check={
        keys
          ? ({ item }, number) => (
              <ItemWithKey item={item} keyed={keys.key[item.id]} number={number} />
            )
          : undefined
      }
      scenario={({ required, scenario: { id } }) => {
        const stage = stages[id];
        const scenario = keys?.scenarios[id];
        if (keys && scenario)
          return (
            <ScenarioKeys
              scenario={scenario}
              judgements={keys.key[id]?.choices ?? {}}
              graph={keys.graphs[id]}
            />
          );
        return (
          stage && <ScenarioStage view={stage} required={required} timeZone={assignment.timeZone} />
        );
      }}
    />
  );
}
