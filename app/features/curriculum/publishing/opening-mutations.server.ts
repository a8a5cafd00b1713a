import type { Change } from '#app/auth/change.ts';
import { inTransaction, newId, type Tx } from '#app/db/client.server.ts';
import { recordAudit } from '#app/features/audit/mutations.server.ts';
import { listCourses } from '#app/features/curriculum/courses/queries.server.ts';
import { forgetSnapshot } from '#app/features/curriculum/courses/snapshot.server.ts';
import { conflict } from '#app/http/errors.ts';

/** Lessons that an administrator lets cadets have although local rules that they need are not written. */

/**
 * Opens a lesson that is held back, for the rules that are missing now. One that goes missing later holds it back again.
 * @throws 409 when it is not held back (any more)
 */
export async function openLesson(
  { actor, requestId, now = new Date() }: Change,
  { lessonId, reason }: { lessonId: string; reason: string },
): Promise<void> {
  const held = (await listCourses())
    .flatMap(({ modules }) => modules.flatMap(({ heldBack }) => heldBack))
    .find(({ id }) => id === lessonId);
  if (held === undefined)
    throw conflict('This lesson is not held back any more. Nothing was changed.');
  await inTransaction(async (tx) => {
    await endOpening(tx, lessonId, actor.id, now);
    await tx.lessonOpening.create({
      data: {
        id: newId(),
        lessonId,
        rulesJson: JSON.stringify(held.openRules),
        activeKey: lessonId,
        reason,
        openedAt: now,
        openedById: actor.id,
      },
    });
    await recordAudit(tx, {
      actorId: actor.id,
      action: 'open-lesson',
      subject: 'content',
      subjectId: lessonId,
      after: { reason, rules: held.openRules },
      requestId,
    });
    await tellServers(tx);
  });
  forgetSnapshot();
}

/**
 * Takes an opening back: cadets get the lesson again once its rules are written.
 * @throws 409 when there is none in force
 */
export async function holdLessonBack(
  { actor, requestId, now = new Date() }: Change,
  lessonId: string,
): Promise<void> {
  await inTransaction(async (tx) => {
    const before = await tx.lessonOpening.findUnique({ where: { activeKey: lessonId } });
    if (before === null) throw conflict('This was taken back already. Nothing was changed.');
    await endOpening(tx, lessonId, actor.id, now);
    await recordAudit(tx, {
      actorId: actor.id,
      action: 'hold-lesson-back',
      subject: 'content',
      subjectId: lessonId,
      before: { reason: before.reason, rules: JSON.parse(before.rulesJson) },
      requestId,
    });
    await tellServers(tx);
  });
  forgetSnapshot();
}

async function endOpening(tx: Tx, lessonId: string, endedById: string, now: Date): Promise<void> {
  await tx.lessonOpening.updateMany({
    where: { activeKey: lessonId },
    data: { activeKey: null, endedAt: now, endedById },
  });
}

/** Other servers look here for something new (`readSnapshot`). */
async function tellServers(tx: Tx): Promise<void> {
  const last = await tx.contentSync.findFirst({ orderBy: { id: 'desc' } });
  await tx.contentSync.create({ data: { changed: 0, problemsJson: last?.problemsJson ?? '[]' } });
}
