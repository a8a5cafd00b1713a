import { checkCardId, scenarioNowId } from '#app/features/learning/lessons/block-rules.ts';
import { walk } from './rules.ts';
import type { LessonPageForm } from './schema.ts';
import { type Edition, type StageView, toStage } from './stage-rules.ts';

/** A lesson as an author tries it out: nothing is stored, what was done stands in the page's address. No I/O. */

/** What was done in a previewed lesson, by the id of the check or scenario. `choices`: first to last. */
export type PreviewPlay = {
  answers: Record<string, string[]>;
  choices: Record<string, string[]>;
  skipped: string[];
};

const answer = 'answer.';
const play = 'play.';
const begun = '';
const skip = '-';

/** Reads what was done from the address of a preview. */
export function readPlay(query: URLSearchParams): PreviewPlay {
  const done: PreviewPlay = {
    answers: Object.create(null),
    choices: Object.create(null),
    skipped: [],
  };
  for (const [name, value] of query) {
    if (name.startsWith(answer)) {
      const id = name.slice(answer.length);
      done.answers[id] = [...(done.answers[id] ?? []), value];
    } else if (name.startsWith(play)) {
      const id = name.slice(play.length);
      if (value === skip) done.skipped.push(id);
      else done.choices[id] = [...(done.choices[id] ?? []), ...(value === begun ? [] : [value])];
    }
  }
  return done;
}

/** The address of a preview once a form of the lesson was sent from it: with what it did, at the place it was in. */
export function toPlayedUrl(from: URL, form: LessonPageForm): string {
  const { searchParams } = from;
  from.hash = '';
  if (form.intent === 'answer-check') {
    searchParams.delete(answer + form.check);
    for (const value of new Set(form.option)) searchParams.append(answer + form.check, value);
    from.hash = checkCardId(form.check);
  } else if ('scenario' in form) {
    const name = play + form.scenario;
    const before = form.intent === 'choose-reply' ? searchParams.getAll(name) : [];
    // Sent again from a page further back: what came after that step is undone.
    const kept = before.filter((value) => value !== begun && value !== skip);
    searchParams.delete(name);
    searchParams.append(name, form.intent === 'skip-scenario' ? skip : begun);
    if (form.intent === 'choose-reply')
      for (const value of [...kept.slice(0, form.step - 1), form.choice])
        searchParams.append(name, value);
    from.hash = scenarioNowId(form.scenario);
  }
  return from.pathname + from.search + from.hash;
}

/**
 * The stage of a scenario after what was chosen in it. What it no longer offers ends the way: it goes on from before that.
 */
export function toPreviewStage(edition: Edition, play: Omit<PreviewPlay, 'answers'>): StageView {
  const { scenario, revisionId } = edition;
  const skipped = play.skipped.includes(scenario.id);
  // An id may be the name of something that every object has.
  const choices = Object.hasOwn(play.choices, scenario.id) ? play.choices[scenario.id] : undefined;
  if (choices === undefined && !skipped) return toStage(edition, [], () => edition);
  const path: { sceneId: string; choiceId: string }[] = [];
  for (const choiceId of choices ?? []) {
    const here = walk(
      scenario,
      path.map((step) => step.choiceId),
    );
    if (here === null || !here.offered.some(({ id }) => id === choiceId)) break;
    path.push({ sceneId: here.scene.id, choiceId });
  }
  const end = walk(
    scenario,
    path.map((step) => step.choiceId),
  );
  const run = {
    id: 'preview',
    scenarioId: scenario.id,
    revisionId,
    number: 1,
    endedAt: null,
    endingId: end?.finished ? end.scene.id : null,
    skipped,
    open: !end?.finished && !skipped,
    path,
  };
  return toStage(edition, [run], () => edition);
}
