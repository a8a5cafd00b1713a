import type { Change } from '#app/auth/change.ts';
import type { Actor } from '#app/auth/permissions.ts';
import { inTransactionAbout, newId, type Tx } from '#app/db/client.server.ts';
import { findExtraTime } from '#app/features/assessment/attempts/extra-time-queries.server.ts';
import { recordAudit } from '#app/features/audit/mutations.server.ts';
import { getQuizRevision } from '#app/features/curriculum/courses/queries.server.ts';
import { findDue } from '#app/features/people/cohorts/assignment-queries.server.ts';
import { getMember } from '#app/features/people/cohorts/queries.server.ts';
import { getCourseId } from '#app/features/records/gradings/place-queries.server.ts';
import {
  type Extra,
  type ExtraTimeFactor,
  laterDeadline,
  toDeadline,
  toGraceEdge,
  toStoredFactor,
} from '#app/features/records/gradings/time-rules.ts';
import { conflict, forbidden } from '#app/http/errors.ts';

/** Extra time for a person: granted once by an instructor, it holds in every quiz with a time limit until it is ended. */

/** Whom it is for: someone of a cohort of the actor's. */
export type Grantee = { cohortId: string; userId: string };

/** Grants a cadet extra time, or ends what they have: without a factor. @throws 403, 404 or 409 as the two below. */
export async function setExtraTime(
  change: Change,
  grantee: Grantee,
  factor: ExtraTimeFactor | undefined,
): Promise<void> {
  if (factor === undefined) await endExtraTime(change, grantee);
  else await grantExtraTime(change, grantee, factor);
}

/**
 * Grants a cadet extra time in place of what they have, and gives it to the attempts they have open as well: their
 * deadlines move to later, never to earlier. Granting what is in force already changes nothing.
 * @returns how many open attempts got a later deadline
 * @throws 404 when the person is not in a cohort of the actor's; 409 when they have left it; 403 for oneself.
 */
export async function grantExtraTime(
  { actor, requestId, now = new Date() }: Change,
  { cohortId, userId }: Grantee,
  factor: ExtraTimeFactor,
): Promise<{ extended: number }> {
  await getEnrolled(actor, cohortId, userId);
  return inTransactionAbout(userId, async (tx) => {
    const before = await findExtraTime(userId, tx);
    if (before && before.factor === factor) return { extended: 0 };
    if (before) await end(tx, before.id, actor, now);
    await tx.extraTime.create({
      data: {
        id: newId(),
        userId,
        factor,
        activeKey: userId,
        grantedAt: now,
        grantedById: actor.id,
      },
    });
    const extended = await extendOpen(tx, userId, { factor }, now);
    await recordAudit(tx, {
      actorId: actor.id,
      action: 'grant-extra-time',
      subject: 'user',
      subjectId: userId,
      before: before && { factor: before.factor },
      after: { factor, ...(extended > 0 && { openAttempts: extended }) },
      requestId,
    });
    return { extended };
  });
}

/**
 * Ends a cadet's extra time. Attempts that are open keep the deadline they have. Without extra time nothing changes.
 * @returns whether there was any
 * @throws 404 when the person is not in a cohort of the actor's; 409 when they have left it.
 */
export async function endExtraTime(
  { actor, requestId, now = new Date() }: Change,
  { cohortId, userId }: Grantee,
): Promise<boolean> {
  await getEnrolled(actor, cohortId, userId);
  return inTransactionAbout(userId, async (tx) => {
    const before = await findExtraTime(userId, tx);
    if (!before) return false;
    await end(tx, before.id, actor, now);
    await recordAudit(tx, {
      actorId: actor.id,
      action: 'end-extra-time',
      subject: 'user',
      subjectId: userId,
      before: { factor: before.factor },
      requestId,
    });
    return true;
  });
}

async function getEnrolled(actor: Actor, cohortId: string, userId: string): Promise<void> {
  if (userId === actor.id) throw forbidden('Ask a colleague: no one decides about their own time.');
  const { withdrawnAt } = await getMember(actor, cohortId, userId);
  if (withdrawnAt) throw conflict('This cadet has left the cohort, so nothing was changed.');
}

function end(tx: Tx, id: string, actor: Actor, now: Date) {
  const data = { activeKey: null, endedAt: now, endedById: actor.id };
  return tx.extraTime.update({ where: { id }, data });
}

/** Moves the deadlines of a person's open attempts to where they would be with this extra time, if that is later. */
async function extendOpen(tx: Tx, userId: string, extra: Extra, now: Date): Promise<number> {
  // What is over by more than the grace stays over: it is only waiting to be graded.
  const open = await tx.attempt.findMany({
    where: { userId, status: 'open', deadlineAt: { gte: toGraceEdge(now) } },
    select: { id: true, quizId: true, revisionId: true, startedAt: true, deadlineAt: true },
  });
  let extended = 0;
  for (const { id, quizId, revisionId, startedAt, deadlineAt: before } of open) {
    const { frontmatter: policy } = (await getQuizRevision(revisionId)).body;
    if (policy.timeLimitMinutes === null) continue;
    const due = await findDue(userId, await getCourseId(quizId), now, tx);
    const deadlineAt = laterDeadline(before, toDeadline(policy, startedAt, extra, due));
    if (deadlineAt?.getTime() === before?.getTime()) continue;
    const extraTime = toStoredFactor(extra);
    await tx.attempt.update({ where: { id }, data: { deadlineAt, extraTime } });
    extended += 1;
  }
  return extended;
}
