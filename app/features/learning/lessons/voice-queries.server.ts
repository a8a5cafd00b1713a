import { type Actor, canEnter } from '#app/auth/permissions.ts';
import { listCoursesOfFile } from '#app/features/curriculum/courses/queries.server.ts';
import { listAssignments } from '#app/features/people/cohorts/assignment-queries.server.ts';
import { isOpen } from '#app/features/people/cohorts/rules.ts';
import { notFound } from '#app/http/errors.ts';

/**
 * A recording is somebody's voice, lent to the readers of its lesson: a cadet hears it as long as its course is open to
 * them, and who teaches or writes hears all.
 * @param file its name, which `storedName` matches
 * @throws 404 Response when the actor is none of these
 */
export async function requireListener(actor: Actor, file: string, now: Date): Promise<void> {
  if (canEnter(actor, 'teach') || canEnter(actor, 'author')) return;
  const courses = await listCoursesOfFile(file);
  const given = await listAssignments(actor, now);
  const open = given.some((one) => courses.includes(one.courseId) && isOpen(one, now));
  if (!open) throw notFound();
}
