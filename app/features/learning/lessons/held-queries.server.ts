import type { Actor } from '#app/auth/permissions.ts';
import { findHeldLesson } from '#app/features/curriculum/courses/queries.server.ts';
import { getOpenAssignment } from '#app/features/people/cohorts/assignment-queries.server.ts';
import { redirectTo } from '#app/http/redirects.ts';
import { paths } from '#app/paths.ts';

/**
 * Leads a cadet who asks for a lesson that is held back, by a link in another one say, to where the course tells of it.
 * @throws a redirect to there; 404 Response when the lesson's course is not assigned to the actor and open
 */
export async function leadFromHeldLesson(
  actor: Actor,
  { course, lesson }: { course: string; lesson: string },
  now: Date,
): Promise<void> {
  const held = await findHeldLesson(course, lesson);
  if (held === null) return;
  await getOpenAssignment(actor, course, now);
  throw redirectTo(paths.courseLesson(course, held.module.id, lesson));
}
