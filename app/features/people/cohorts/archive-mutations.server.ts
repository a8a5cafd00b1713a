import type { Change } from '#app/auth/change.ts';
import { inTransaction } from '#app/db/client.server.ts';
import { recordAudit } from '#app/features/audit/mutations.server.ts';
import { type Refusal, refuse } from '#app/http/refusal.ts';
import { liveInvitation } from './admin-queries.server.ts';
import { whyKept } from './admin-rules.ts';
import { getCohortRow } from './mutations.server.ts';

/** The end of a cohort: archived, and brought back; or removed, if it was made by mistake and nothing hangs on it. */

/** Archives a cohort, or brings it back. Doing so twice changes nothing. @throws 404 when there is no such cohort. */
export async function setArchived(
  { actor, requestId, now = new Date() }: Change,
  cohortId: string,
  archived: boolean,
): Promise<null> {
  return inTransaction(async (tx) => {
    const before = (await getCohortRow(tx, cohortId)).archivedAt;
    if ((before !== null) === archived) return null;
    const archivedAt = archived ? now : null;
    await tx.cohort.update({ where: { id: cohortId }, data: { archivedAt } });
    await recordAudit(tx, {
      actorId: actor.id,
      action: archived ? 'archive-cohort' : 'bring-back-cohort',
      subject: 'cohort',
      subjectId: cohortId,
      before: { archivedAt: before },
      after: { archivedAt },
      requestId,
    });
    return null;
  });
}

/**
 * Removes a cohort in which nobody ever was, with what was set in it. Links that led to it, and lead nowhere any more, stay
 * with the people they were made for.
 * @returns a refusal when something hangs on it
 * @throws 404 when there is no such cohort.
 */
export async function removeCohort(
  { actor, requestId, now = new Date() }: Change,
  cohortId: string,
): Promise<Refusal | null> {
  return inTransaction(async (tx): Promise<Refusal | null> => {
    const { name, timeZone, startsOn, endsOn } = await getCohortRow(tx, cohortId);
    const where = { cohortId };
    const kept = whyKept({
      everEnrolled: await tx.enrollment.count({ where }),
      liveInvitations: await tx.invitation.count({ where: { cohortId, ...liveInvitation(now) } }),
    });
    if (kept) return refuse(kept);
    const instructors = await tx.cohortInstructor.findMany({ where });
    const assignments = await tx.assignment.findMany({ where });
    await tx.invitation.updateMany({ where, data: { cohortId: null } });
    await tx.cohortInstructor.deleteMany({ where });
    await tx.assignment.deleteMany({ where });
    await tx.cohort.delete({ where: { id: cohortId } });
    await recordAudit(tx, {
      actorId: actor.id,
      action: 'remove-cohort',
      subject: 'cohort',
      subjectId: cohortId,
      before: {
        name,
        timeZone,
        startsOn,
        endsOn,
        instructors: instructors.map(({ userId }) => userId),
        assignments: assignments.map(({ id, courseId, opensOn, dueOn }) => ({
          id,
          courseId,
          opensOn,
          dueOn,
        })),
      },
      requestId,
    });
    return null;
  });
}
