import type { Change } from '#app/auth/change.ts';
import { inTransactionAbout } from '#app/db/client.server.ts';
import { recordNotices } from '#app/features/notices/mutations.server.ts';
import { conflict } from '#app/http/errors.ts';
import { markVoided } from './mutations.server.ts';
import { type CompletionPlace, getTaughtCompletion } from './taught-queries.server.ts';

/** Completions that an instructor takes back, with a reason. */

/**
 * Voids a completion of a cadet of the actor's. It stays on record as voided; the cadet reads the lesson to its end again
 * to complete it anew.
 * @throws 404 as `getTaughtCompletion`; 409 when it is voided already.
 */
export async function voidCompletion(
  { actor, requestId, now = new Date() }: Change,
  place: CompletionPlace,
  reason: string,
): Promise<void> {
  const { userId, completionId } = place;
  const { lessonId, title: lesson, courseId } = await getTaughtCompletion(actor, place);
  await inTransactionAbout(userId, async (tx) => {
    const open = await tx.completion.count({ where: { id: completionId, voidedAt: null } });
    if (open === 0) throw conflict('This completion is voided already. Nothing was changed.');
    await markVoided(tx, [completionId], { actorId: actor.id, reason, now, requestId });
    // Else the next visit would complete it again: by the very reading that is called into question.
    await tx.lessonProgress.updateMany({
      where: { userId, lessonId },
      data: { reachedEnd: false },
    });
    const text = { kind: 'completion-voided', lesson, lessonId, courseId } as const;
    await recordNotices(
      tx,
      [{ userId, subjectId: completionId, text: { ...text, by: actor.name, reason } }],
      now,
    );
  });
}
