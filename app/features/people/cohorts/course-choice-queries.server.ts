import type { PublishedCourse } from '#app/features/curriculum/courses/published-schema.ts';
import { notFound } from '#app/http/errors.ts';
import type { CohortAssignment, CohortHead } from './schema.ts';

const titles = new Intl.Collator('en');

/** A course that is assigned to a cohort; `title` is null while no course of this id is published. */
export type CourseLink = { id: string; title: string | null };

/** A course of a cohort; `course` is null while it is not published. */
export type AssignedCourse = { assignment: CohortAssignment; course: PublishedCourse | null };

/** The courses of a cohort, in the order of their titles; unpublished ones last. */
export function toAssignedCourses(
  cohort: CohortHead,
  courses: PublishedCourse[],
): AssignedCourse[] {
  const titleOf = ({ course }: AssignedCourse) => course?.title ?? '\uffff';
  return cohort.assignments
    .map((assignment) => ({
      assignment,
      course: courses.find(({ id }) => id === assignment.courseId) ?? null,
    }))
    .sort((a, b) => titles.compare(titleOf(a), titleOf(b)));
}

/** The course that an address names, else the first published one. @throws 404 when it is not the cohort's. */
export function chooseCourse(
  cohort: CohortHead,
  published: PublishedCourse[],
  courseId: string | null,
): { courses: CourseLink[]; chosen: AssignedCourse | null } {
  const assigned = toAssignedCourses(cohort, published);
  const chosen = courseId
    ? assigned.find(({ assignment }) => assignment.courseId === courseId)
    : (assigned.find(({ course }) => course) ?? assigned[0]);
  if (courseId && !chosen) throw notFound();
  const courses = assigned.map(({ assignment, course }) => ({
    id: assignment.courseId,
    title: course?.title ?? null,
  }));
  return { courses, chosen: chosen ?? null };
}
