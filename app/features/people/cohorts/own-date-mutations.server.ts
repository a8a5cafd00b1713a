import type { Change } from '#app/auth/change.ts';
import type { Actor } from '#app/auth/permissions.ts';
import { inTransaction, newId, type Tx } from '#app/db/client.server.ts';
import { recordAudit } from '#app/features/audit/mutations.server.ts';
import { conflict, forbidden, notFound } from '#app/http/errors.ts';
import { Refusal } from '#app/http/refusal.ts';
import { dayOf } from '#app/time/days.ts';
import { askPastDue, checkAssignmentDates, pastOwnQuestion } from './admin-rules.ts';
import { getMember } from './queries.server.ts';

/** Another due day for one person: set by an instructor of the cohort or an administrator, and taken back. */

/** Whose it is: somebody of a cohort of the actor's, in one of its courses. */
export type OwnDatePlace = { cohortId: string; userId: string; courseId: string };

/**
 * Gives a person a due day of their own, in place of the one before. The same day for the same reason changes nothing.
 * @returns a refusal when the day makes no sense, or is past and was not asked about
 * @throws 404 when the person is not in a cohort of the actor's that has the course; 409 when they have left it; 403 for
 * oneself.
 */
export async function setOwnDate(
  change: Change,
  place: OwnDatePlace,
  { dueOn, reason, pastMeant }: { dueOn: string; reason: string; pastMeant?: 'on' },
): Promise<Refusal | null> {
  const { actor, requestId, now = new Date() } = change;
  await requireEnrolled(actor, place);
  return inTransaction(async (tx): Promise<Refusal | null> => {
    const { assignment, enrollmentId, held } = await find(tx, place);
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
    await recordAudit(tx, {
      actorId: actor.id,
      action: 'set-own-date',
      subject: 'enrollment',
      subjectId: enrollmentId,
      before: { courseId: place.courseId, dueOn: before, isOwn: held !== null },
      after: { courseId: place.courseId, dueOn, reason },
      requestId,
    });
    return null;
  });
}

/**
 * Gives a person the cohort's due day again. Without an own one nothing changes.
 * @throws as `setOwnDate` does.
 */
export async function endOwnDate(change: Change, place: OwnDatePlace): Promise<null> {
  const { actor, requestId, now = new Date() } = change;
  await requireEnrolled(actor, place);
  return inTransaction(async (tx) => {
    const { assignment, enrollmentId, held } = await find(tx, place);
    if (!held) return null;
    await end(tx, held.id, actor, now);
    await recordAudit(tx, {
      actorId: actor.id,
      action: 'end-own-date',
      subject: 'enrollment',
      subjectId: enrollmentId,
      before: { courseId: place.courseId, dueOn: held.dueOn },
      after: { courseId: place.courseId, dueOn: assignment.dueOn },
      requestId,
    });
    return null;
  });
}

async function requireEnrolled(actor: Actor, { cohortId, userId }: OwnDatePlace): Promise<void> {
  if (userId === actor.id)
    throw forbidden('Ask a colleague: no one decides about their own dates.');
  const { withdrawnAt } = await getMember(actor, cohortId, userId);
  if (withdrawnAt) throw conflict('This cadet has left the cohort, so nothing was changed.');
}

/** What an own date hangs on, and the one that is in force. @throws 404 when the cohort does not have the course. */
async function find(tx: Tx, { cohortId, userId, courseId }: OwnDatePlace) {
  const [assignment, enrollment] = await Promise.all([
    tx.assignment.findFirst({
      where: { cohortId, courseId, takenBackAt: null },
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
