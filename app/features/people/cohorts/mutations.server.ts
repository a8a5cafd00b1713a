import type { Change } from '#app/auth/change.ts';
import { inTransaction, isUniqueViolation, newId, type Tx } from '#app/db/client.server.ts';
import { recordAudit } from '#app/features/audit/mutations.server.ts';
import { listCourses } from '#app/features/curriculum/courses/queries.server.ts';
import { notFound } from '#app/http/errors.ts';
import { Refusal } from '#app/http/refusal.ts';
import { dayOf } from '#app/time/days.ts';
import { askPastDue, checkAssignmentDates, type DateProblems } from './admin-rules.ts';
import type { CohortFields } from './admin-schema.ts';

/** What administrators do to cohorts and the courses assigned to them. An assignment is taken back, never deleted. */

const nameTaken = new Refusal({
  name: ['Another cohort has this name. Choose one that tells them apart, such as “2027-A”.'],
});

/** Makes a cohort. @returns its id. */
export async function createCohort(
  { actor, requestId }: Change,
  fields: CohortFields,
): Promise<Refusal | { id: string }> {
  const id = newId();
  try {
    await inTransaction(async (tx) => {
      await tx.cohort.create({ data: { id, ...toData(fields) } });
      await recordAudit(tx, {
        actorId: actor.id,
        action: 'create-cohort',
        subject: 'cohort',
        subjectId: id,
        after: toData(fields),
        requestId,
      });
    });
  } catch (error) {
    if (isUniqueViolation(error)) return nameTaken;
    throw error;
  }
  return { id };
}

/**
 * Changes a cohort's name, zone and days. Assignments keep the zone their dates were set in.
 * @throws 404 when there is no such cohort.
 */
export async function changeCohort(
  { actor, requestId }: Change,
  cohortId: string,
  fields: CohortFields,
): Promise<Refusal | null> {
  const after = toData(fields);
  try {
    await inTransaction(async (tx) => {
      const cohort = await getCohortRow(tx, cohortId);
      const before = toData(cohort);
      if (JSON.stringify(before) === JSON.stringify(after)) return;
      await tx.cohort.update({ where: { id: cohortId }, data: after });
      await recordAudit(tx, {
        actorId: actor.id,
        action: 'change-cohort',
        subject: 'cohort',
        subjectId: cohortId,
        before,
        after,
        requestId,
      });
    });
  } catch (error) {
    if (isUniqueViolation(error)) return nameTaken;
    throw error;
  }
  return null;
}

type AssignmentForm = { opensOn: string | null; dueOn: string | null; pastMeant?: 'on' };

/**
 * Assigns a published course to the cohort, with local days in the cohort's zone. One that was taken back comes back.
 * @throws 404 when there is no such cohort.
 */
export async function assignCourse(
  { actor, requestId }: Change,
  cohortId: string,
  { courseId, opensOn, dueOn, pastMeant }: AssignmentForm & { courseId: string },
): Promise<Refusal | null> {
  const published = (await listCourses()).some((course) => course.id === courseId);
  return inTransaction(async (tx): Promise<Refusal | null> => {
    const cohort = await getCohortRow(tx, cohortId);
    const today = dayOf(new Date(), cohort.timeZone);
    const errors: DateProblems = {
      ...askPastDue({ dueOn, pastMeant }, null, today),
      ...checkAssignmentDates({ opensOn, dueOn }, cohort),
    };
    const key = { cohortId_courseId: { cohortId, courseId } };
    const before = await tx.assignment.findUnique({ where: key });
    if (!published) errors.courseId = ['This course is not published. Choose one of the list.'];
    else if (before?.takenBackAt === null)
      errors.courseId = ['The cohort has this course already. Change its dates in the list.'];
    if (Object.keys(errors).length > 0) return new Refusal(errors);
    const id = before?.id ?? newId();
    const data = { cohortId, courseId, opensOn, dueOn, timeZone: cohort.timeZone };
    if (before) await tx.assignment.update({ where: key, data: { ...data, takenBackAt: null } });
    else await tx.assignment.create({ data: { id, ...data } });
    await recordAudit(tx, {
      actorId: actor.id,
      action: 'assign-course',
      subject: 'assignment',
      subjectId: id,
      before: before ? { takenBackAt: before.takenBackAt } : undefined,
      after: data,
      requestId,
    });
    return null;
  });
}

/**
 * Changes when an assigned course opens and is due. The new days are read in the cohort's zone as it is now.
 * @throws 404 when the cohort has no such assignment.
 */
export async function changeAssignment(
  { actor, requestId }: Change,
  cohortId: string,
  { assignmentId, opensOn, dueOn, pastMeant }: AssignmentForm & { assignmentId: string },
): Promise<Refusal | null> {
  return inTransaction(async (tx): Promise<Refusal | null> => {
    const cohort = await getCohortRow(tx, cohortId);
    const assignment = await tx.assignment.findFirst({
      where: { id: assignmentId, cohortId, takenBackAt: null },
    });
    if (!assignment) throw notFound();
    const today = dayOf(new Date(), cohort.timeZone);
    const errors = {
      ...askPastDue({ dueOn, pastMeant }, assignment.dueOn, today),
      ...checkAssignmentDates({ opensOn, dueOn }, cohort),
    };
    if (Object.keys(errors).length > 0) return new Refusal(errors);
    const after = { opensOn, dueOn, timeZone: cohort.timeZone };
    const before = {
      opensOn: assignment.opensOn,
      dueOn: assignment.dueOn,
      timeZone: assignment.timeZone,
    };
    if (JSON.stringify(before) === JSON.stringify(after)) return null;
    await tx.assignment.update({ where: { id: assignmentId }, data: after });
    await recordAudit(tx, {
      actorId: actor.id,
      action: 'change-assignment',
      subject: 'assignment',
      subjectId: assignmentId,
      before,
      after,
      requestId,
    });
    return null;
  });
}

/**
 * Takes a course back from the cohort: its cadets have it no longer, unless by another cohort, and every record stays.
 * Doing so twice changes nothing.
 * @throws 404 when the cohort never had it.
 */
export async function unassignCourse(
  { actor, requestId, now = new Date() }: Change,
  cohortId: string,
  assignmentId: string,
): Promise<null> {
  return inTransaction(async (tx) => {
    const where = { id: assignmentId, cohortId };
    const assignment = await tx.assignment.findFirst({ where });
    if (!assignment) throw notFound();
    if (assignment.takenBackAt) return null;
    await tx.assignment.update({ where: { id: assignmentId }, data: { takenBackAt: now } });
    const { courseId, opensOn, dueOn, timeZone } = assignment;
    await recordAudit(tx, {
      actorId: actor.id,
      action: 'unassign-course',
      subject: 'assignment',
      subjectId: assignmentId,
      before: { cohortId, courseId, opensOn, dueOn, timeZone },
      after: { takenBackAt: now },
      requestId,
    });
    return null;
  });
}

/** The cohort's row. @throws 404 when there is none. */
export async function getCohortRow(tx: Tx, cohortId: string) {
  const cohort = await tx.cohort.findUnique({ where: { id: cohortId } });
  if (!cohort) throw notFound();
  return cohort;
}

function toData({ name, timeZone, startsOn, endsOn }: CohortFields): CohortFields {
  return { name, timeZone, startsOn, endsOn };
}
