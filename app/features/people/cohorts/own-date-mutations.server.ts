import type { Change } from '#app/auth/change.ts';
import type { Actor } from '#app/auth/permissions.ts';
import { inTransactionAbout, newId, type Tx } from '#app/db/client.server.ts';
import { recordAudit } from '#app/features/audit/mutations.server.ts';
import { findCourse } from '#app/features/curriculum/courses/queries.server.ts';
import { recordNotices } from '#app/features/notices/mutations.server.ts';
import { conflict, forbidden, notFound } from '#app/http/errors.ts';
import { Refusal, refuseStale } from '#app/http/refusal.ts';
import { dayOf } from '#app/time/days.ts';
import { askPastDue, checkAssignmentDates, pastOwnQuestion } from './admin-rules.ts';
import { findDue } from './assignment-queries.server.ts';
import type { FollowDates } from './moved-date-queries.server.ts';
import { getMember } from './queries.server.ts';
import { dueInstant, type MovedDates, openingInstant } from './rules.ts';

/** Another due day for one person: set by an instructor of the cohort or an administrator, and taken back. */

/** Whose it is: somebody of a cohort of the actor's, in one of its courses. */
export type OwnDatePlace = { cohortId: string; userId: string; courseId: string };

/**
 * Gives a person a due day of their own, in place of the one before, and tells them; open attempts follow it to later. The
 * same day for the same reason changes nothing.
 * @returns a refusal when the day makes no sense, or is past and was not asked about; when the course was taken back or the
 * person has left in the meantime
 * @throws 404 when the person is not in a cohort of the actor's that had the course; 403 for oneself.
 */
export async function setOwnDate(
  change: Change,
  place: OwnDatePlace,
  { dueOn, reason, pastMeant }: { dueOn: string; reason: string; pastMeant?: 'on' },
  follow: FollowDates,
): Promise<Refusal | null> {
  const { actor, requestId, now = new Date() } = change;
  if (!(await isEnrolled(actor, place))) return refuseStale(hasLeft);
  return inTransactionAbout(place.userId, async (tx): Promise<Refusal | null> => {
    const { assignment, enrollmentId, held } = await find(tx, place);
    if (assignment.takenBackAt) return refuseStale(isTakenBack);
    const { opensOn, timeZone, cohort } = assignment;
    const before = held?.dueOn ?? assignment.dueOn;
    const errors = {
      ...askPastDue({ dueOn, pastMeant }, before, dayOf(now, timeZone), pastOwnQuestion),
      ...checkAssignmentDates({ opensOn, dueOn }, { startsOn: cohort.startsOn, timeZone }),
    };
    if (Object.keys(errors).length > 0) return new Refusal(errors);
    if (held?.dueOn === dueOn && held.reason === reason) return null;
    if (held) await end(tx, held.id, actor, now);
    const own = { assignmentId: assignment.id, userId: place.userId };
    await tx.ownDate.create({
      data: {
        id: newId(),
        ...own,
        dueOn,
        reason,
        activeKey: toKey(own),
        setAt: now,
        setById: actor.id,
      },
    });
    const openAttempts = await follow(tx, toMoved(place, openingInstant(assignment, now)));
    if (dueOn !== before || !held)
      await tell(tx, change, place, { dueOn, isOwn: true, id: enrollmentId, timeZone });
    await recordAudit(tx, {
      actorId: actor.id,
      action: 'set-own-date',
      subject: 'enrollment',
      subjectId: enrollmentId,
      before: { courseId: place.courseId, dueOn: before, isOwn: held !== null },
      after: {
        courseId: place.courseId,
        dueOn,
        reason,
        ...(openAttempts > 0 && { openAttempts }),
      },
      requestId,
    });
    return null;
  });
}

/**
 * Gives a person the cohort's due day again, and tells them. Without an own one nothing changes.
 * @throws 404 and 403 as `setOwnDate`; 409 when the course was taken back or the person has left.
 */
export async function endOwnDate(
  change: Change,
  place: OwnDatePlace,
  follow: FollowDates,
): Promise<null> {
  const { actor, requestId, now = new Date() } = change;
  if (!(await isEnrolled(actor, place))) throw conflict(hasLeft);
  return inTransactionAbout(place.userId, async (tx) => {
    const { assignment, enrollmentId, held } = await find(tx, place);
    if (assignment.takenBackAt) throw conflict(isTakenBack);
    if (!held) return null;
    await end(tx, held.id, actor, now);
    const { dueOn, timeZone } = assignment;
    const openAttempts = await follow(tx, toMoved(place, openingInstant(assignment, now)));
    await tell(tx, change, place, { dueOn, isOwn: false, id: enrollmentId, timeZone });
    await recordAudit(tx, {
      actorId: actor.id,
      action: 'end-own-date',
      subject: 'enrollment',
      subjectId: enrollmentId,
      before: { courseId: place.courseId, dueOn: held.dueOn },
      after: { courseId: place.courseId, dueOn, ...(openAttempts > 0 && { openAttempts }) },
      requestId,
    });
    return null;
  });
}

/** Their due day moved; where the course opens later, it is followed as of then. */
function toMoved({ courseId, userId }: OwnDatePlace, opens: Date): MovedDates {
  return { courseId, userIds: [userId], away: { from: opens, promised: opens, to: opens } };
}

type ToldDate = { id: string; dueOn: string | null; isOwn: boolean; timeZone: string };

/**
 * Tells the person which day holds for them now: the day, not the reason, which is for those who teach. Where a day of
 * another cohort of theirs holds, nothing changed for them and nothing is told.
 */
async function tell(
  tx: Tx,
  { actor, now = new Date() }: Change,
  { courseId, userId }: OwnDatePlace,
  { id, ...date }: ToldDate,
): Promise<void> {
  const holding = await findDue(userId, courseId, now, tx);
  if (holding && holding.getTime() !== dueInstant(date)?.getTime()) return;
  const course = (await findCourse(courseId))?.title ?? courseId;
  const text = { kind: 'own-date', course, courseId, by: actor.name, ...date } as const;
  await recordNotices(tx, [{ userId, subjectId: id, text }], now);
}

const hasLeft = 'This cadet has left the cohort, so nothing was changed.';
const isTakenBack =
  'The course was taken back from this cohort in the meantime, so nothing was changed.';

async function isEnrolled(actor: Actor, { cohortId, userId }: OwnDatePlace): Promise<boolean> {
  if (userId === actor.id)
    throw forbidden('Ask a colleague: no one decides about their own dates.');
  const { withdrawnAt } = await getMember(actor, cohortId, userId);
  return withdrawnAt === null;
}

/** What an own date hangs on, and the one that is in force. @throws 404 when the cohort never had the course. */
async function find(tx: Tx, { cohortId, userId, courseId }: OwnDatePlace) {
  const [assignment, enrollment] = await Promise.all([
    tx.assignment.findFirst({
      where: { cohortId, courseId },
      include: { cohort: true },
    }),
    tx.enrollment.findUnique({ where: { cohortId_userId: { cohortId, userId } } }),
  ]);
  if (!assignment || !enrollment) throw notFound();
  const activeKey = toKey({ assignmentId: assignment.id, userId });
  const held = await tx.ownDate.findUnique({ where: { activeKey } });
  return { assignment, enrollmentId: enrollment.id, held };
}

const toKey = ({ assignmentId, userId }: { assignmentId: string; userId: string }) =>
  `${assignmentId} ${userId}`;

function end(tx: Tx, id: string, actor: Actor, now: Date) {
  const data = { activeKey: null, endedAt: now, endedById: actor.id };
  return tx.ownDate.update({ where: { id }, data });
}
