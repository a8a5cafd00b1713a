import type { Actor } from '#app/auth/permissions.ts';
import { gravestChange } from '#app/features/curriculum/courses/edition-rules.ts';
import type { PublishedCourse } from '#app/features/curriculum/courses/published-schema.ts';
import {
  getLesson,
  getLessonRevision,
  getTaughtLessonPlace,
  listEditions,
} from '#app/features/curriculum/courses/queries.server.ts';
import { getOpenAssignment } from '#app/features/people/cohorts/assignment-queries.server.ts';
import { teachesCourse } from '#app/features/people/cohorts/queries.server.ts';
import {
  listNewerEditions,
  toEditionPlaces,
} from '#app/features/records/completions/edition-queries.server.ts';
import type { NewerEdition } from '#app/features/records/completions/newer-edition-rules.ts';
import { notFound } from '#app/http/errors.ts';
import { toLessonText } from './lesson-text-rules.ts';

/** What has changed in lessons since their cadet completed them, or from one edition to another. */

/** A lesson that has changed since, as a list shows it. */
export type ChangedLine = Pick<NewerEdition, 'change' | 'again'> & {
  courseId: string;
  id: string;
  number: string;
  title: string;
};

/**
 * The lessons of these courses that the actor is to be told of: those to be read again, and those whose new edition they
 * have not opened yet. The caller has checked that the courses are open to the actor.
 */
export async function listChangedLines(
  actor: Pick<Actor, 'id'>,
  courses: readonly PublishedCourse[],
): Promise<ChangedLine[]> {
  const newer = await listNewerEditions([actor.id], courses.flatMap(toEditionPlaces));
  const told = new Map(
    newer.flatMap((one) => (one.again || !one.opened ? [[one.lessonId, one]] : [])),
  );
  return courses.flatMap((course) =>
    toEditionPlaces(course).flatMap(({ lesson: { id, number, title } }) => {
      const one = told.get(id);
      if (!one) return [];
      const { change, again } = one;
      return [{ courseId: course.id, id, number, title, change, again }];
    }),
  );
}

const nothingNew =
  'There is nothing to compare: you have not completed this lesson, or nothing in it has changed since.';

/**
 * The text of a lesson as the actor completed it and as it is now, for a comparison. Both are what the page shows: no key.
 * @throws 404 Response when there is no such lesson, its course is not open to the actor, or nothing has changed since
 * they completed it
 */
export async function getLessonChanges(
  actor: Actor,
  courseId: string,
  lessonId: string,
  now: Date,
) {
  await getOpenAssignment(actor, courseId, now);
  const { course, lesson, body } = await getLesson(courseId, lessonId);
  const places = [{ lesson, rereadOn: course.rereadOn }];
  const [newer] = await listNewerEditions([actor.id], places);
  if (!newer) throw notFound(nothingNew);
  const before = await getLessonRevision(newer.completedRevision);
  const { change, again, from } = newer;
  return {
    course: { id: course.id, title: course.title },
    lesson: { id: lesson.id, number: lesson.number, title: lesson.title, edition: lesson.edition },
    newer: { change, again, from },
    before: toLessonText(before),
    after: toLessonText(body),
  };
}

/**
 * The text of an earlier edition of a lesson and of the one in force, as its cadets had and have it, for those who teach it.
 * @param asked the earlier edition; the one before if it is null, or there is none of that number
 * @returns `earlier`: the editions to choose from, the newest first; `from`, `before`: null where there is none
 * @throws 404 Response when there is no such lesson, or no cohort of the actor's has its course
 */
export async function getTaughtChanges(
  actor: Actor,
  courseId: string,
  lessonId: string,
  asked: number | null,
  now: Date,
) {
  const { course, lesson, body } = await getTaughtLessonPlace(courseId, lessonId);
  if (!(await teachesCourse(actor, courseId))) throw notFound();
  const editions = await listEditions(lessonId, now);
  const earlier = editions.filter(({ edition }) => edition < lesson.edition);
  const from = earlier.find(({ edition }) => edition === asked) ?? earlier[0] ?? null;
  const to = editions.find(({ edition }) => edition === lesson.edition) ?? null;
  return {
    course: { id: course.id, title: course.title },
    lesson: { id: lesson.id, number: lesson.number, title: lesson.title, edition: lesson.edition },
    earlier: earlier.map(({ edition }) => edition),
    from: from?.edition ?? null,
    change: from && to && gravestChange(from, to, editions),
    before: from && toLessonText(await getLessonRevision(from.revisionId)),
    after: toLessonText(body),
  };
}
