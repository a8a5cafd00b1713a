import type { Actor } from '#app/auth/permissions.ts';
import { env } from '#app/env.server.ts';
import { withHeldBack } from '#app/features/curriculum/courses/hold-rules.ts';
import { listLessonOpenings } from '#app/features/curriculum/courses/opening-queries.server.ts';
import type { PublishedCourse } from '#app/features/curriculum/courses/published-schema.ts';
import {
  getCourse,
  getLessonKey,
  getTaughtLessonPlace,
  type LessonPlace,
} from '#app/features/curriculum/courses/queries.server.ts';
import type { Scenario } from '#app/features/curriculum/items/schema.ts';
import { toFreshLessonView } from '#app/features/learning/lessons/fresh-lesson-rules.ts';
import { requireTaughtCourse } from '#app/features/people/cohorts/reading-queries.server.ts';
import { type KeysQuery, paths } from '#app/paths.ts';
import { drawScenarios } from './graph-queries.server.ts';
import { type PreviewPlay, toPreviewStage } from './preview-rules.ts';
import type { StageView } from './stage-rules.ts';

/** Lessons for those who teach them: as on a first visit; what is tried out is kept nowhere but in the page's address. */

/**
 * A lesson for those who teach its course.
 * @returns `openRules`: those it needs and that are not written: no cadet gets it unless there is an `opening`; `keys`: null where they are not asked for, or not for this reader; `links`: see `toTaughtLinks`
 * @throws 404 Response when there is none, or no cohort of the actor's has its course; a redirect to the cadet's page for
 * somebody who has the course as a cadet.
 */
export async function getTaughtLesson(
  actor: Actor,
  courseId: string,
  lessonId: string,
  asked: { play: PreviewPlay; keys: boolean },
  now: Date,
) {
  const place = await getTaughtLessonPlace(courseId, lessonId);
  const { mayHaveKeys } = await requireTaughtCourse(
    actor,
    courseId,
    paths.lesson(courseId, lessonId),
    now,
  );
  const { play } = asked;
  const { revisionId } = place.lesson;
  const key = await getLessonKey(revisionId);
  const shown = mayHaveKeys && asked.keys;
  const stages: Record<string, StageView> = {};
  const scenarios: Record<string, Scenario> = {};
  for (const block of place.body.blocks) {
    if (block.type !== 'scenario') continue;
    const { scenario } = block;
    scenarios[scenario.id] = scenario;
    const judgements = key[scenario.id]?.choices ?? {};
    stages[scenario.id] = toPreviewStage({ revisionId, scenario, judgements }, play);
  }
  return {
    view: toFreshLessonView({ ...place, key, answers: play.answers, timeZone: env.TIME_ZONE }),
    stages,
    openRules: place.body.openRules,
    opening: await findOpening(place),
    mayHaveKeys,
    keys: shown ? { key, scenarios, graphs: await drawScenarios(Object.values(scenarios)) } : null,
    links: toTaughtLinks(place.course, shown ? { keys: '1' } : {}),
  };
}

/** By whom and why cadets get a lesson without rules that it needs; null where none is missing, or it is held back. */
async function findOpening({ lesson, body }: LessonPlace) {
  if (body.openRules.length === 0 || 'openRules' in lesson) return null;
  const openings = await listLessonOpenings();
  return openings.find(({ lessonId }) => lessonId === lesson.id) ?? null;
}

/** For the address of each page of the course as cadets have it, the one of those who teach it. */
function toTaughtLinks(course: PublishedCourse, query: KeysQuery): Record<string, string> {
  const links: [cadetPage: string, taughtPage: string][] = [
    [paths.learn(), paths.taughtCourses()],
    [paths.course(course.id), paths.taughtCourse(course.id)],
    ...course.surveys.map(({ id }): [string, string] => [
      paths.survey(course.id, id),
      paths.taughtSurvey(course.id, id),
    ]),
  ];
  for (const module of course.modules) {
    const { id, quiz, practical } = module;
    for (const lesson of withHeldBack(module))
      links.push([
        paths.lesson(course.id, lesson.id),
        paths.taughtLesson(course.id, lesson.id, query),
      ]);
    if (quiz) links.push([paths.quiz(course.id, id), paths.quizQuestions(quiz.id)]);
    if (practical)
      links.push([paths.practical(course.id, id), paths.taughtPractical(course.id, id)]);
  }
  return Object.fromEntries(links);
}

/**
 * A course for those who teach it.
 * @throws as `getTaughtLesson`.
 */
export async function getTaughtCourse(actor: Actor, courseId: string, now: Date) {
  const course = await getCourse(courseId);
  await requireTaughtCourse(actor, courseId, paths.course(courseId), now);
  return course;
}
