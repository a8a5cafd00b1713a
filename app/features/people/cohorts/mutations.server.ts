import type { Change } from '#app/auth/change.ts';
import { inTransaction, newId, type Tx } from '#app/db/client.server.ts';
import { recordAudit } from '#app/features/audit/mutations.server.ts';
import { listCourses } from '#app/features/curriculum/courses/queries.server.ts';
import { notFound } from '#app/http/errors.ts';
import { Refusal, refuseStale } from '#app/http/refusal.ts';
import { foldText } from '#app/names.ts';
import { toWordColumn } from '#app/searched-words.ts';
import { dayOf } from '#app/time/days.ts';
import {
  askPastDue,
  checkAssignmentDates,
  checkOwnDates,
  type DateProblems,
} from './admin-rules.ts';
import type { CohortFields } from './admin-schema.ts';
import {
  type FollowDates,
  findLost,
  listDependent,
  listEnrolled,
  listOpenings,
  listPutOff,
} from './moved-date-queries.server.ts';
import { type MovedDates, openingInstant } from './rules.ts';

/** What administrators do to cohorts and the courses assigned to them. An assignment is taken back, never deleted. */

/**
 * Why a cohort cannot have this name: another one has it, as searches compare names. Transactions take turns, so nobody
 * takes it meanwhile.
 */
async function findNamesake(tx: Tx, name: string): Promise<Refusal | null> {
  const cohorts = await tx.cohort.findMany({ select: { name: true, archivedAt: true } });
  const other = cohorts.find((one) => foldText(one.name) === foldText(name));
  if (!other) return null;
  const [has, where] = other.archivedAt
    ? ['An archived cohort', ', among the archived cohorts']
    : ['Another cohort', ''];
  const same = other.name === name ? '' : `: “${other.name}”${where}`;
  return new Refusal({
    name: [`${has} has this name${same}. Choose one that tells them apart, such as “2027-A”.`],
  });
}

/** Makes a cohort. @returns its id. */
export async function createCohort(
  { actor, requestId }: Change,
  fields: CohortFields,
): Promise<Refusal | { id: string }> {
  const id = newId();
  return inTransaction(async (tx) => {
    const taken = await findNamesake(tx, fields.name);
    if (taken) return taken;
    await tx.cohort.create({ data: { id, ...toData(fields), words: toWordColumn(fields.name) } });
    await recordAudit(tx, {
      actorId: actor.id,
      action: 'create-cohort',
      subject: 'cohort',
      subjectId: id,
      after: toData(fields),
      requestId,
    });
    return { id };
  });
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
  return inTransaction(async (tx): Promise<Refusal | null> => {
    const before = toData(await getCohortRow(tx, cohortId));
    if (JSON.stringify(before) === JSON.stringify(after)) return null;
    const renamed = foldText(before.name) !== foldText(after.name);
    const taken = renamed ? await findNamesake(tx, after.name) : null;
    if (taken) return taken;
    await tx.cohort.update({
      where: { id: cohortId },
      data: { ...after, words: toWordColumn(after.name) },
    });
    await recordAudit(tx, {
      actorId: actor.id,
      action: 'change-cohort',
      subject: 'cohort',
      subjectId: cohortId,
      before,
      after,
      requestId,
    });
    return null;
  });
}

type AssignmentForm = { opensOn: string | null; dueOn: string | null; pastMeant?: 'on' };

/**
 * Assigns a published course to the cohort, with local days in the cohort's zone. One that was taken back comes back, and
 * with it the time that open attempts at its quizzes had left.
 * @throws 404 when there is no such cohort.
 */
export async function assignCourse(
  { actor, requestId, now = new Date() }: Change,
  cohortId: string,
  { courseId, opensOn, dueOn, pastMeant }: AssignmentForm & { courseId: string },
  follow: FollowDates,
): Promise<Refusal | null> {
  const published = (await listCourses()).some((course) => course.id === courseId);
  return inTransaction(async (tx): Promise<Refusal | null> => {
    const cohort = await getCohortRow(tx, cohortId);
    const today = dayOf(now, cohort.timeZone);
    const key = { cohortId_courseId: { cohortId, courseId } };
    const before = await tx.assignment.findUnique({ where: key });
    const errors: DateProblems = {
      ...askPastDue({ dueOn, pastMeant }, before?.dueOn ?? null, today),
      ...checkOwnDates(opensOn, before ? await listOwn(tx, cohortId, before.id) : []),
      ...checkAssignmentDates({ opensOn, dueOn }, cohort),
    };
    if (!published) errors.courseId = ['This course is not published. Choose one of the list.'];
    else if (before?.takenBackAt === null)
      errors.courseId = ['The cohort has this course already. Change its dates in the list.'];
    if (Object.keys(errors).length > 0) return new Refusal(errors);
    const id = before?.id ?? newId();
    const data = { cohortId, courseId, opensOn, dueOn, timeZone: cohort.timeZone };
    const to = openingInstant(data, now);
    const returning: MovedDates[] = [];
    for (const userId of await listDependent(tx, cohortId, courseId)) {
      const lost = await findLost(tx, userId, courseId);
      if (lost) returning.push({ courseId, userIds: [userId], away: { ...lost, to } });
    }
    if (before) await tx.assignment.update({ where: key, data: { ...data, takenBackAt: null } });
    else await tx.assignment.create({ data: { id, ...data } });
    let openAttempts = 0;
    for (const moved of returning) openAttempts += await follow(tx, moved);
    await recordAudit(tx, {
      actorId: actor.id,
      action: 'assign-course',
      subject: 'assignment',
      subjectId: id,
      before: before ? { takenBackAt: before.takenBackAt } : undefined,
      after: { ...data, ...(openAttempts > 0 && { openAttempts }) },
      requestId,
    });
    return null;
  });
}

/**
 * Changes when an assigned course opens and is due. The new days are read in the cohort's zone as it is now; open attempts
 * follow a due day to later, and an opening day that is moved once more to where it is now.
 * @throws 404 when the cohort never had such an assignment.
 */
export async function changeAssignment(
  { actor, requestId, now = new Date() }: Change,
  cohortId: string,
  { assignmentId, opensOn, dueOn, pastMeant }: AssignmentForm & { assignmentId: string },
  follow: FollowDates,
): Promise<Refusal | null> {
  return inTransaction(async (tx): Promise<Refusal | null> => {
    const cohort = await getCohortRow(tx, cohortId);
    const assignment = await tx.assignment.findFirst({
      where: { id: assignmentId, cohortId },
    });
    if (!assignment) throw notFound();
    if (assignment.takenBackAt) return refuseStale(takenBackMeanwhile);
    const today = dayOf(now, cohort.timeZone);
    const errors = {
      ...askPastDue({ dueOn, pastMeant }, assignment.dueOn, today),
      ...checkOwnDates(opensOn, await listOwn(tx, cohortId, assignmentId)),
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
    const { courseId } = assignment;
    const everybody = await listEnrolled(tx, cohortId);
    let openAttempts = await follow(tx, { courseId, userIds: everybody, away: null });
    const [from, to] = [openingInstant(before, now), openingInstant(after, now)];
    if (from > now || to > now) {
      const userIds = await listDependent(tx, cohortId, courseId);
      const away = { from, promised: from, to };
      openAttempts += await follow(tx, { courseId, userIds, away });
    }
    await recordAudit(tx, {
      actorId: actor.id,
      action: 'change-assignment',
      subject: 'assignment',
      subjectId: assignmentId,
      before,
      after: { ...after, ...(openAttempts > 0 && { openAttempts }) },
      requestId,
    });
    return null;
  });
}

const takenBackMeanwhile =
  'This course was taken back in the meantime, so its dates were not changed. The dates you chose are here still: assign the course again with them, if it is meant to come back.';

/** The due days of their own that those enrolled have in a course of the cohort. */
async function listOwn(tx: Tx, cohortId: string, assignmentId: string) {
  const user = { enrollments: { some: { cohortId, withdrawnAt: null } } };
  const rows = await tx.ownDate.findMany({
    where: { assignmentId, endedAt: null, user },
    orderBy: { dueOn: 'asc' },
    include: { user: { select: { name: true } } },
  });
  return rows.map(({ dueOn, user: { name } }) => ({ dueOn, name }));
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
  follow: FollowDates,
): Promise<null> {
  return inTransaction(async (tx) => {
    const where = { id: assignmentId, cohortId };
    const assignment = await tx.assignment.findFirst({ where });
    if (!assignment) throw notFound();
    if (assignment.takenBackAt) return null;
    const { courseId, opensOn, dueOn, timeZone } = assignment;
    const before = await listOpenings(tx, await listEnrolled(tx, cohortId), courseId, now);
    await tx.assignment.update({ where: { id: assignmentId }, data: { takenBackAt: now } });
    for (const moved of await listPutOff(tx, before, courseId, now)) await follow(tx, moved);
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
