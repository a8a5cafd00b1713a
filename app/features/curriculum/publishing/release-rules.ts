import { type CandidateCourse, findVanished, type Published } from './rules.ts';

/** Scheduled release: which revision waits, until when, and which takes force. Pure: no I/O here. */

/** A row of the published tree as it would be written. */
export type Row = Omit<Published, 'retiredAt'>;

/** A row as it stands, with the revision that waits to replace it. */
export type Scheduled = Published & { pendingRevisionId: string | null; pendingAt: Date | null };

/**
 * What to write of a course once releases are minded. `hold`: stored and waiting; `fresh`: it was never in force yet.
 * `cancel`: what is in force is what the file says again, so nothing waits any more.
 */
export type ReleasePlan = {
  publish: Row[];
  hold: { row: Row; at: Date; fresh: boolean }[];
  cancel: Scheduled[];
};

/**
 * Splits what would be published into what takes force now and what waits. A new lesson of a new module waits at least
 * as long as its module, and a new module as long as its course.
 * @param wanted rows that differ from what is published
 * @param found every row of the course that can be published, the unchanged ones too
 * @param releases when each is to take force, by content id; past ones count for nothing
 */
export function planReleases(
  wanted: readonly Row[],
  found: readonly Row[],
  releases: ReadonlyMap<string, Date>,
  published: ReadonlyMap<string, Scheduled>,
  now: Date,
): ReleasePlan {
  const rows = new Map(found.map((row) => [row.contentId, row]));
  const stands = (id: string) => published.get(id)?.retiredAt === null;
  const waitOf = (id: string): number => {
    const row = rows.get(id);
    const own = releases.get(id)?.getTime() ?? 0;
    if (row === undefined || stands(id)) return own;
    const parents = [row.moduleId, row.courseId].filter((each) => each !== null && each !== id);
    return Math.max(own, ...parents.map((each) => (stands(each ?? '') ? 0 : waitOf(each ?? ''))));
  };
  const plan: ReleasePlan = { publish: [], hold: [], cancel: [] };
  for (const row of wanted) {
    const before = published.get(row.contentId);
    const at = new Date(waitOf(row.contentId));
    const changes = !stands(row.contentId) || before?.revisionId !== row.revisionId;
    if (at <= now || !changes) plan.publish.push(row);
    else if (before === undefined || !isHeld(row, at, before))
      plan.hold.push({ row, at, fresh: before === undefined || isFresh(before) });
  }
  const touched = new Set(wanted.map(({ contentId }) => contentId));
  for (const { contentId, revisionId } of found) {
    const before = published.get(contentId);
    if (before?.pendingAt == null || touched.has(contentId) || !stands(contentId)) continue;
    if (before.revisionId === revisionId) plan.cancel.push(before);
  }
  return plan;
}

/** Whether a row waits already, for the same time and at the same place. */
function isHeld(row: Row, at: Date, before: Scheduled): boolean {
  return (
    before.pendingRevisionId === row.revisionId &&
    before.pendingAt?.getTime() === at.getTime() &&
    before.courseId === row.courseId &&
    before.moduleId === row.moduleId &&
    before.position === row.position
  );
}

/** Whether a row only waits: nothing of it was in force ever. */
function isFresh({ retiredAt, pendingRevisionId, revisionId }: Scheduled): boolean {
  return retiredAt !== null && pendingRevisionId === revisionId;
}

/** What was never in force yet and whose file is gone again, or stands in another course now. */
export function findDropped(
  found: readonly CandidateCourse[],
  published: readonly Scheduled[],
): Scheduled[] {
  const waiting = published.filter(isFresh);
  const ids = new Set(
    findVanished(
      found,
      waiting.map((row) => ({ ...row, retiredAt: null })),
    ).map(({ contentId }) => contentId),
  );
  return waiting.filter(({ contentId }) => ids.has(contentId));
}
