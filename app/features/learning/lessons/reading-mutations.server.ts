import type { Change } from '#app/auth/change.ts';
import type { Actor } from '#app/auth/permissions.ts';
import { db, inTransaction, sql, type Tx } from '#app/db/client.server.ts';
import { toDate } from '#app/db/dialect.server.ts';
import type { PublishedLesson } from '#app/features/curriculum/courses/published-schema.ts';
import { getLesson } from '#app/features/curriculum/courses/queries.server.ts';
import { getOpenAssignment } from '#app/features/people/cohorts/assignment-queries.server.ts';
import { completeIfMet } from '#app/features/records/completions/mutations.server.ts';
import { capActiveSeconds } from '#app/features/records/completions/rules.ts';
import type { SaveProgress } from '#app/features/records/completions/schema.ts';
import { ifWritable } from '#app/http/storage.server.ts';
import { getLessonView, type LessonView } from './lesson-queries.server.ts';

/** Reading: that a lesson was opened, how far it was read, for how long. */

/** Which lesson, by content ids. */
export type LessonPlace = { course: string; lesson: string };

const minute = 60_000;

/**
 * The lesson page of the actor, recorded as opened: one statement more, and none when it was open less than a minute
 * ago. Completes the lesson when its rule is met already, which happens when the rule was changed. While the database
 * cannot write, the lesson is still there to read.
 * @throws 404 Response when there is no such lesson, or its course is not assigned to the actor and open.
 */
export async function openLesson(change: Change, place: LessonPlace): Promise<LessonView> {
  const { actor, requestId, now = new Date() } = change;
  const view = await getLessonView(actor, place.course, place.lesson, now);
  const { standing, lesson, verdict } = view;
  const recent = now.getTime() - standing.lastViewedAt < minute;
  if (!recent || view.viewedRevision !== lesson.revisionId)
    await ifWritable(touch(db, actor, lesson, now));
  if (!verdict.met || standing.done) return view;
  const completed = await ifWritable(
    inTransaction((tx) => completeIfMet(tx, actor.id, [lesson.id], { now, requestId })),
  );
  return completed?.length ? getLessonView(actor, place.course, place.lesson, now) : view;
}

async function touch(
  writer: Pick<Tx, '$executeRaw'>,
  actor: Actor,
  lesson: PublishedLesson,
  now: Date,
): Promise<void> {
  await writer.$executeRaw(sql`
    INSERT INTO "LessonProgress"
      ("userId", "lessonId", "revisionId", "firstViewedAt", "lastViewedAt")
    VALUES (${actor.id}, ${lesson.id}, ${lesson.revisionId}, ${now}, ${now})
    ON CONFLICT ("userId", "lessonId") DO UPDATE
      SET "revisionId" = excluded."revisionId", "lastViewedAt" = excluded."lastViewedAt"`);
}

/** What a report changed: the active time kept, and whether the lesson is complete by it. */
export type ProgressResult = { activeSeconds: number; reachedEnd: boolean; completed: boolean };

/**
 * Takes a report of the reader's script. The place moves forward only, except where the reader stopped; the active time
 * is capped by what one report may claim and by the server's clock since the lesson was last seen open, so that neither
 * a forged report nor two tabs add up to more than the time that went by.
 * @throws 404 Response when there is no such lesson, or its course is not assigned to the actor and open.
 */
export async function saveProgress(change: Change, report: SaveProgress): Promise<ProgressResult> {
  const { actor, requestId, now = new Date() } = change;
  const { lesson } = await getLesson(report.course, report.lesson);
  const last = Math.max(0, lesson.blockCount - 1);
  return inTransaction(async (tx) => {
    await getOpenAssignment(actor, report.course, now, tx);
    const key = { userId_lessonId: { userId: actor.id, lessonId: lesson.id } };
    const before = await findProgress(tx, actor, lesson, now);
    const after = {
      block: Math.min(last, Math.max(before.block, report.block, report.lastBlock)),
      lastBlock: Math.min(last, report.lastBlock),
      reachedEnd: before.reachedEnd || report.reachedEnd,
      activeSeconds: before.activeSeconds + capActiveSeconds(report.seconds, before.since),
      ...((report.endSeen || (report.reachedEnd && !before.reachedEnd)) && { lastEndAt: now }),
    };
    await tx.lessonProgress.update({ where: key, data: { ...after, lastViewedAt: now } });
    const completed = after.reachedEnd
      ? await completeIfMet(tx, actor.id, [lesson.id], { now, requestId })
      : [];
    return {
      activeSeconds: after.activeSeconds,
      reachedEnd: after.reachedEnd,
      completed: completed.length > 0,
    };
  });
}

async function findProgress(tx: Tx, actor: Actor, lesson: PublishedLesson, now: Date) {
  const where = { userId: actor.id, lessonId: lesson.id };
  const row = await tx.lessonProgress.findUnique({ where: { userId_lessonId: where } });
  if (row) return { ...row, since: now.getTime() - toDate(row.lastViewedAt).getTime() };
  await touch(tx, actor, lesson, now);
  return { block: 0, lastBlock: 0, reachedEnd: false, activeSeconds: 0, since: 0 };
}

/**
 * Records that the actor says they have read to the end: the way without scripts.
 * @throws 404 Response when there is no such lesson, or its course is not assigned to the actor and open.
 */
export async function finishReading(change: Change, place: LessonPlace): Promise<ProgressResult> {
  const { lesson } = await getLesson(place.course, place.lesson);
  const end = Math.max(0, lesson.blockCount - 1);
  return saveProgress(change, {
    intent: 'save-progress',
    ...place,
    block: end,
    lastBlock: end,
    reachedEnd: true,
    endSeen: true,
    seconds: 0,
  });
}
