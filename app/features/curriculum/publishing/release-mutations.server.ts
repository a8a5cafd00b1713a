import { db, inTransaction, type Tx } from '#app/db/client.server.ts';
import { recordAudit } from '#app/features/audit/mutations.server.ts';
import { readRevisions } from '#app/features/curriculum/courses/revision-bodies.server.ts';
import { forgetSnapshot } from '#app/features/curriculum/courses/snapshot.server.ts';
import type { ReleasePlan, Scheduled } from './release-rules.ts';

/** Revisions that wait for their time: stored at once, in force from then on (`asOf`), and here it is written. */

/** Stores what waits, and takes back what no longer does. The waiting revisions must be stored already. */
export async function holdRevisions(
  tx: Tx,
  { hold, cancel }: Pick<ReleasePlan, 'hold' | 'cancel'>,
  now: Date,
): Promise<void> {
  for (const { row, at, fresh } of hold) {
    const { contentId, courseId, moduleId, position, revisionId } = row;
    const pending = { pendingRevisionId: revisionId, pendingAt: at };
    await tx.contentItem.upsert({
      where: { contentId },
      // Not in the tree until its time: a row as of something retired.
      create: { ...row, ...pending, retiredAt: now },
      update: fresh ? { ...row, ...pending } : { ...pending, courseId, moduleId, position },
    });
    await recordAudit(tx, {
      actorId: null,
      action: 'schedule-revision',
      subject: 'content',
      subjectId: contentId,
      after: { revisionId, at },
    });
  }
  for (const before of cancel) await unschedule(tx, before);
}

async function unschedule(tx: Tx, before: Scheduled): Promise<void> {
  const { contentId, pendingRevisionId: revisionId, pendingAt: at } = before;
  await tx.contentItem.update({
    where: { contentId },
    data: { pendingRevisionId: null, pendingAt: null },
  });
  await recordAudit(tx, {
    actorId: null,
    action: 'unschedule-revision',
    subject: 'content',
    subjectId: contentId,
    before: { revisionId, at },
  });
}

/**
 * Forgets what was never in force and is gone again. Its revision stays stored. What was in force once and had been
 * retired stays in the tree, retired: records hang on it.
 */
export async function dropScheduled(tx: Tx, dropped: readonly Scheduled[]): Promise<void> {
  for (const row of dropped) {
    await unschedule(tx, row);
    const { contentId } = row;
    const releases = await tx.release.count({ where: { contentId } });
    if (releases === 0) await tx.contentItem.delete({ where: { contentId } });
  }
}

/**
 * Puts every revision in force whose time has come, all in one transaction and each once, however many processes try.
 * @returns how many
 * @throws the database's error
 */
export async function releaseDue(now: Date = new Date()): Promise<number> {
  const due = { pendingAt: { lte: now }, pendingRevisionId: { not: null } };
  const seen = await db.contentItem.findMany({
    where: due,
    select: { pendingRevisionId: true },
  });
  if (seen.length === 0) return 0;
  const revisions = await readRevisions(seen.flatMap((row) => row.pendingRevisionId ?? []));
  const released = await inTransaction(async (tx) => {
    const rows = await tx.contentItem.findMany({ where: due, orderBy: { position: 'asc' } });
    let count = 0;
    for (const { contentId, revisionId, pendingRevisionId, pendingAt, retiredAt } of rows) {
      const revision = revisions.get(pendingRevisionId ?? '');
      // Stored since the look above: its turn comes with the next run.
      if (pendingRevisionId === null || pendingAt === null || revision === undefined) continue;
      const { frontmatter } = revision.body;
      await tx.contentItem.update({
        where: { contentId },
        data: {
          revisionId: pendingRevisionId,
          title: frontmatter.title,
          retiredAt: null,
          pendingRevisionId: null,
          pendingAt: null,
          minutes: revision.kind === 'lesson' ? revision.body.frontmatter.minutes : 0,
        },
      });
      await tx.release.create({
        data: { contentId, revisionId: pendingRevisionId, at: pendingAt },
      });
      await recordAudit(tx, {
        actorId: null,
        action: 'publish-revision',
        subject: 'content',
        subjectId: contentId,
        before: retiredAt === null ? { revisionId } : undefined,
        after: { revisionId: pendingRevisionId, scheduledFor: pendingAt },
      });
      count += 1;
    }
    // Other processes look here for something new.
    const last = await tx.contentSync.findFirst({ orderBy: { id: 'desc' } });
    if (count > 0) {
      await tx.contentSync.create({
        data: { changed: count, problemsJson: last?.problemsJson ?? '[]' },
      });
    }
    return count;
  });
  forgetSnapshot();
  return released;
}
