import type { Actor } from '#app/auth/permissions.ts';
import type { PublishedCourse } from '#app/features/curriculum/courses/published-schema.ts';
import { getSurvey, type SurveyPlace } from '#app/features/curriculum/courses/queries.server.ts';
import { getOpenAssignment } from '#app/features/people/cohorts/assignment-queries.server.ts';
import { teachesCourse } from '#app/features/people/cohorts/queries.server.ts';
import { notFound } from '#app/http/errors.ts';

/** Surveys to read and print. Which statements are scored in reverse is in their key, which is not read here. */

/** A survey ready to be shown. */
export type SurveyView = {
  course: Pick<PublishedCourse, 'id' | 'title'>;
  body: SurveyPlace['body'];
};

const toView = ({ course, body }: SurveyPlace): SurveyView => ({
  course: { id: course.id, title: course.title },
  body,
});

/**
 * A survey of a course for a cadet.
 * @throws 404 Response when there is none, or its course is not assigned to the actor and open.
 */
export async function getCadetSurvey(
  actor: Actor,
  courseId: string,
  surveyId: string,
  now: Date,
): Promise<SurveyView> {
  const place = await getSurvey(courseId, surveyId);
  await getOpenAssignment(actor, courseId, now);
  return toView(place);
}

/**
 * A survey of a course for those who teach it.
 * @throws 404 Response when there is none, or no cohort of the actor's has its course.
 */
export async function getTaughtSurvey(
  actor: Actor,
  courseId: string,
  surveyId: string,
): Promise<SurveyView> {
  const place = await getSurvey(courseId, surveyId);
  if (!(await teachesCourse(actor, courseId))) throw notFound();
  return toView(place);
}
