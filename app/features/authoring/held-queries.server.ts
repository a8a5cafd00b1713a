import { env } from '#app/env.server.ts';
import {
  type LessonOpening,
  listLessonOpenings,
} from '#app/features/curriculum/courses/opening-queries.server.ts';
import type { HeldLesson } from '#app/features/curriculum/courses/published-schema.ts';
import { listCourses } from '#app/features/curriculum/courses/queries.server.ts';

/** A lesson that is held back from cadets now. */
export type WaitingLesson = Pick<HeldLesson, 'id' | 'number' | 'title' | 'openRules'> & {
  course: { id: string; title: string };
};

/** An opening in force, with its lesson; `lesson` null: it is not published any more, or is held back by a newer rule. */
export type OpenedLesson = LessonOpening & {
  lesson: { number: string; title: string } | null;
};

/**
 * The lessons that wait for local rules, in order, and those that an administrator has opened without. `timeZone`: the
 * academy's.
 */
export async function listHeldLessons(): Promise<{
  waiting: WaitingLesson[];
  opened: OpenedLesson[];
  timeZone: string;
}> {
  const [courses, openings] = await Promise.all([listCourses(), listLessonOpenings()]);
  const waiting = courses.flatMap(({ id, title, modules }) =>
    modules.flatMap(({ heldBack }) =>
      heldBack.map((lesson) => ({
        id: lesson.id,
        number: lesson.number,
        title: lesson.title,
        openRules: lesson.openRules,
        course: { id, title },
      })),
    ),
  );
  const lessons = courses.flatMap(({ modules }) => modules.flatMap((module) => module.lessons));
  const opened = openings.map((opening) => ({
    ...opening,
    lesson: lessons.find(({ id }) => id === opening.lessonId) ?? null,
  }));
  return { waiting, opened, timeZone: env.TIME_ZONE };
}
