import type { Change } from '#app/auth/change.ts';
import type { Actor } from '#app/auth/permissions.ts';
import { inTransactionAbout, readRows, sql, type Tx, writeRows } from '#app/db/client.server.ts';
import type { PublishedLesson } from '#app/features/curriculum/courses/published-schema.ts';
import { getLesson } from '#app/features/curriculum/courses/queries.server.ts';
import { getOpenAssignment } from '#app/features/people/cohorts/assignment-queries.server.ts';
import { completeIfMet } from '#app/features/records/completions/mutations.server.ts';
import { capActiveSeconds } from '#app/features/records/completions/rules.ts';
import type { SaveProgress } from '#app/features/records/completions/schema.ts';
import { ifWritableNow } from '#app/http/storage.server.ts';
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
    await ifWritableNow(() => touch(actor, lesson, now));
  if (!verdict.met || standing.done) return view;
  const completed = await ifWritableNow(() =>
    inTransactionAbout(actor.id, (tx) =>
      completeIfMet(tx, actor.id, [lesson.id], { now, requestId }),
    ),
  );
  return completed?.length ? getLessonView(actor, place.course, place.lesson, now) : view;
}

async function touch(actor: Actor, lesson: PublishedLesson, now: Date): Promise<void> {
  await writeRows(sql`
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
 * @param limit the most seconds that this report may claim, where it is not one of many
 * @throws 404 Response when there is no such lesson, or its course is not assigned to the actor and open.
 */
export async function saveProgress(
  change: Change,
  report: SaveProgress,
  limit?: number,
): Promise<ProgressResult> {
  const { actor, requestId, now = new Date() } = change;
  const { lesson } = await getLesson(report.course, report.lesson);
  const last = Math.max(0, lesson.blockCount - 1);
  return inTransactionAbout(actor.id, async (tx) => {
    const [before] = await Promise.all([
      findProgress(tx, actor, lesson, now),
      getOpenAssignment(actor, report.course, now, tx),
    ]);
    const reachedEnd = before.reachedEnd || report.reachedEnd;
    const after: Progress = {
      reachedEnd,
      block: Math.min(last, Math.max(before.block, report.block, report.lastBlock)),
      lastBlock: Math.min(last, report.lastBlock),
      activeSeconds: before.activeSeconds + capActiveSeconds(report.seconds, before.since, limit),
      lastEndAt: report.endSeen || (reachedEnd && !before.reachedEnd) ? now : before.lastEndAt,
    };
    await keepProgress(tx, actor, lesson, after, now);
    const { activeSeconds } = after;
    const completed = reachedEnd
      ? await completeIfMet(tx, actor.id, [lesson.id], { now, requestId })
      : [];
    return { activeSeconds, reachedEnd, completed: completed.length > 0 };
  });
}

type Progress = {
  block: number;
  lastBlock: number;
  reachedEnd: boolean;
  activeSeconds: number;
  lastEndAt: Date | null;
};

/** How far the lesson was read. `since`: milliseconds since it was last seen open; 0 when it never was. */
async function findProgress(tx: Tx, actor: Actor, lesson: PublishedLesson, now: Date) {
  const [row] = await readRows<(Progress & { lastViewedAt: Date })[]>(
    sql`
      SELECT "block", "lastBlock", "reachedEnd", "activeSeconds", "lastEndAt", "lastViewedAt"
      FROM "LessonProgress" WHERE "userId" = ${actor.id} AND "lessonId" = ${lesson.id}`,
    tx,
  );
  if (row) return { ...row, since: now.getTime() - row.lastViewedAt.getTime() };
  return {
    block: 0,
    lastBlock: 0,
    reachedEnd: false,
    activeSeconds: 0,
    lastEndAt: null,
    since: 0,
  };
}

/** Where the reader is; the revision stays the one last opened. */
async function keepProgress(
  tx: Tx,
  actor: Actor,
  lesson: PublishedLesson,
  { block, lastBlock, reachedEnd, activeSeconds, lastEndAt }: Progress,
  now: Date,
): Promise<void> {
  await writeRows(
    sql`
      INSERT INTO "LessonProgress" ("userId", "lessonId", "revisionId", "block", "lastBlock",
        "reachedEnd", "activeSeconds", "lastEndAt", "firstViewedAt", "lastViewedAt")
      VALUES (${actor.id}, ${lesson.id}, ${lesson.revisionId}, ${block}, ${lastBlock},
        ${reachedEnd}, ${activeSeconds}, ${lastEndAt}, ${now}, ${now})
      ON CONFLICT ("userId", "lessonId") DO UPDATE SET
        "block" = excluded."block", "lastBlock" = excluded."lastBlock",
        "reachedEnd" = excluded."reachedEnd", "activeSeconds" = excluded."activeSeconds",
        "lastEndAt" = excluded."lastEndAt", "lastViewedAt" = excluded."lastViewedAt"`,
    tx,
  );
}

/**
 * Records that the actor says they have read to the end: the way without scripts.
 * @param unscripted no script measured the time: what went by since the lesson was opened counts, up to its minutes
 * @throws 404 Response when there is no such lesson, or its course is not assigned to the actor and open.
 */
export async function finishReading(
  change: Change,
  place: LessonPlace,
  unscripted = false,
): Promise<ProgressResult> {
  const { lesson } = await getLesson(place.course, place.lesson);
  const end = Math.max(0, lesson.blockCount - 1);
  const seconds = unscripted ? lesson.minutes * 60 : 0;
  const report = {
    intent: 'save-progress',
    ...place,
    block: end,
    lastBlock: end,
    reachedEnd: true,
    endSeen: true,
    seconds,
  } as const;
  return saveProgress(change, report, seconds);
}
