import type { Actor } from '#app/auth/permissions.ts';
import { listCourses } from '#app/features/curriculum/courses/queries.server.ts';
import { listAssigned } from '#app/features/people/cohorts/assignment-queries.server.ts';
import {
  type AssignedCourse,
  type CourseLink,
  chooseCourse,
  toAssignedCourses,
} from '#app/features/people/cohorts/course-choice-queries.server.ts';
import { listSingleDates } from '#app/features/people/cohorts/own-date-queries.server.ts';
import { getCohort, listCohorts } from '#app/features/people/cohorts/queries.server.ts';
import {
  type AssignmentDates,
  isOpen,
  type SingleDate,
} from '#app/features/people/cohorts/rules.ts';
import type { CohortHead, CohortPage, Member } from '#app/features/people/cohorts/schema.ts';
import { inTurns } from '#app/long-turns.server.ts';
import { byName } from '#app/names.ts';
import type { Dot } from '#app/ui/charts/dot-strip-rules.ts';
import { type EnrolledFacts, listFacts } from './facts-queries.server.ts';
import type { CadetFacts } from './facts-rules.ts';
import { countNeeds, type Need, type NeedReason, toNeeds } from './grid-needs-rules.ts';
import { type Grid, type GridRow, stepGrid } from './grid-rules.ts';
import { type Schedule, toSchedule } from './grid-schedule-rules.ts';
import { toDots, toPace } from './pace-rules.ts';

/** The progress grid of one cohort, and the overview of several. */

function toMember(facts: EnrolledFacts): Member {
  const { id, name, email, badgeNumber, enrolledAt, withdrawnAt } = facts;
  return { id, name, email, badgeNumber, enrolledAt, withdrawnAt };
}

/** The progress of a cohort in one of its courses. */
export type CohortProgress = {
  course: { id: string; title: string };
  dates: AssignmentDates;
  schedule: Schedule;
  grid: Grid;
  /** Quiz attempts that are open and stand still, since the course is not open to their cadets now. */
  held: number;
  /** How many cadets each reason concerns. */
  needs: Record<NeedReason, number>;
};

/** A cohort with its progress in one course; `progress` is null while no such course is assigned and published. */
export type CohortGrid = {
  cohort: CohortHead;
  courses: CourseLink[];
  cadets: number;
  withdrawn: Member[];
  progress: CohortProgress | null;
};

/**
 * The progress grid of a cohort of the actor's. Cadets who withdrew are listed apart and count nowhere.
 * @param courseId which of its courses; the first published one when null
 * @throws 404 when there is no such cohort, it is not the actor's, or the course is not assigned to it
 */
export async function getCohortGrid(
  actor: Actor,
  cohortId: string,
  courseId: string | null,
  now: Date,
): Promise<CohortGrid> {
  const [cohort, published] = await Promise.all([getCohort(actor, cohortId), listCourses()]);
  const { courses, chosen } = chooseCourse(cohort, published, courseId);
  const [rows, singleDates] = await Promise.all([
    listFacts(actor, [cohortId], { courseId: chosen?.course?.id }),
    listSingleDates(actor, [cohortId], now),
  ]);
  const cadets = rows.filter(({ withdrawnAt }) => withdrawnAt === null);
  const withdrawn = rows.filter(({ withdrawnAt }) => withdrawnAt !== null).map(toMember);
  const head = { cohort, courses, cadets: cadets.length, withdrawn: withdrawn.sort(byName) };
  if (!chosen?.course) return { ...head, progress: null };
  const { course, assignment } = chosen;
  const schedule = toSchedule(assignment, cohort.startsOn, now);
  const own = singleDates(cohortId, course.id);
  const grid = await inTurns(stepGrid(course, cadets, schedule, own));
  const dates = assignment;
  const needs = countNeeds(toNeeds(grid));
  const progress = {
    course: { id: course.id, title: course.title },
    dates,
    schedule,
    grid,
    held: isOpen(assignment, now) ? 0 : await countHeld(course.id, grid.rows, now),
    needs,
  };
  return { ...head, progress };
}

async function countHeld(courseId: string, rows: readonly GridRow[], now: Date): Promise<number> {
  const begun = rows.map(({ id, cells }) => ({
    id,
    open: cells.filter(({ kind, state }) => kind === 'quiz' && state === 'underway').length,
  }));
  const ids = begun.filter(({ open }) => open > 0).map(({ id }) => id);
  // Another cohort of theirs may have opened the course to them.
  const going = await listAssigned(ids, courseId, now);
  return begun.reduce((sum, { id, open }) => sum + (going.has(id) ? 0 : open), 0);
}

/** One course of a cohort in the overview; `grid` is null while the course is not published. */
export type CourseOverview = {
  course: CourseLink;
  dates: AssignmentDates;
  schedule: Schedule;
  grid: Pick<Grid, 'lessons' | 'expected' | 'share' | 'score'> | null;
  needs: Need[];
  /** Every cadet whose account is not disabled, along the lessons. */
  dots: Dot[];
  /** Lessons that the cohort completed in each of the last weeks, the present one last. */
  pace: number[];
};

export type CohortOverview = CohortHead & { cadets: number; overviews: CourseOverview[] };

/**
 * One page of the actor's cohorts, archived or not, each with how it stands in each of its courses.
 * @param asked the reason whose people are named
 */
export async function listCohortOverviews(
  actor: Actor,
  { page, archived, asked }: { page: number; archived: boolean; asked?: NeedReason },
  now: Date,
): Promise<Omit<CohortPage, 'cohorts'> & { cohorts: CohortOverview[] }> {
  const [{ cohorts, ...rest }, published] = await Promise.all([
    listCohorts(actor, page, archived),
    listCourses(),
  ]);
  const ids = cohorts.map(({ id }) => id);
  const [rows, singleDates] = await Promise.all([
    listFacts(actor, ids),
    listSingleDates(actor, ids, now),
  ]);
  const active = rows.filter(({ withdrawnAt }) => withdrawnAt === null);
  const overviewed: CohortOverview[] = [];
  for (const cohort of cohorts) {
    const cadets = active.filter(({ cohortId }) => cohortId === cohort.id);
    const overviews: CourseOverview[] = [];
    for (const assigned of toAssignedCourses(cohort, published)) {
      const schedule = toSchedule(assigned.assignment, cohort.startsOn, now);
      const own = singleDates(cohort.id, assigned.assignment.courseId);
      overviews.push(await toCourseOverview(assigned, cadets, { schedule, own, asked }));
    }
    overviewed.push({ ...cohort, cadets: cadets.length, overviews });
  }
  return { ...rest, cohorts: overviewed };
}

type OverviewPlace = {
  schedule: Schedule;
  own: ReadonlyMap<string, SingleDate>;
  asked: NeedReason | undefined;
};

async function toCourseOverview(
  { assignment, course }: AssignedCourse,
  cadets: CadetFacts[],
  { schedule, own, asked }: OverviewPlace,
): Promise<CourseOverview> {
  const link = { id: assignment.courseId, title: course?.title ?? null };
  const base = { course: link, dates: assignment, schedule };
  if (!course) return { ...base, grid: null, needs: [], dots: [], pace: [] };
  const grid = await inTurns(stepGrid(course, cadets, schedule, own));
  const { lessons, expected, share, score } = grid;
  return {
    ...base,
    grid: { lessons, expected, share, score },
    needs: toNeeds(grid, asked),
    dots: toDots(grid.rows),
    pace: toPace(cadets, grid.columns, schedule.today),
  };
}
