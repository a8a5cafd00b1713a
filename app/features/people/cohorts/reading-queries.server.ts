import { type Actor, canEnter, canSeeAllCohorts } from '#app/auth/permissions.ts';
import type { PublishedCourse } from '#app/features/curriculum/courses/published-schema.ts';
import { listCourses } from '#app/features/curriculum/courses/queries.server.ts';
import { notFound } from '#app/http/errors.ts';
import { redirectTo } from '#app/http/redirects.ts';
import { listAssignments } from './assignment-queries.server.ts';
import { listTaughtCourseIds, teachesCourse } from './queries.server.ts';
import { isOpen } from './rules.ts';

/** Reading a course as those who teach it do: as on a first visit, without a record. */

/**
 * That the actor reads the course so. Who has it as a cadet goes to the cadet's page, where what they do counts.
 * @param cadetPage the same page as cadets have it
 * @returns whether its keys may be shown: not to somebody who has the course as a cadet, though it is not open yet
 * @throws a redirect to `cadetPage`; 404 Response when no cohort of the actor's has the course
 */
export async function requireTaughtCourse(
  actor: Actor,
  courseId: string,
  cadetPage: string,
  now: Date,
): Promise<{ mayHaveKeys: boolean }> {
  const [teaches, assignments] = await Promise.all([
    teachesCourse(actor, courseId),
    canEnter(actor, 'learn') ? listAssignments(actor, now) : [],
  ]);
  if (!teaches) throw notFound('There is no course at this address, or no cohort of yours has it.');
  const own = assignments.find((assignment) => assignment.courseId === courseId);
  if (own && isOpen(own, now)) throw redirectTo(cadetPage);
  return { mayHaveKeys: own === undefined };
}

/** The published courses that the actor's cohorts have, by title; every one for an administrator. */
export async function listTaughtCourses(actor: Actor): Promise<PublishedCourse[]> {
  const courses = await listCourses();
  if (canSeeAllCohorts(actor)) return courses;
  const taught = await listTaughtCourseIds(actor);
  return courses.filter(({ id }) => taught.has(id));
}
