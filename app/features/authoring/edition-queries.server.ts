import { db, readRows, sql } from '#app/db/client.server.ts';
import { toNumber } from '#app/db/dialect.server.ts';
import { env } from '#app/env.server.ts';
import { gravestChange } from '#app/features/curriculum/courses/edition-rules.ts';
import {
  type ChangeClass,
  changeClassSchema,
} from '#app/features/curriculum/courses/frontmatter-schema.ts';
import { asOf, type Standing } from '#app/features/curriculum/courses/in-force-rules.ts';
import { askWorkshop } from '#app/features/curriculum/workshop/workshop.server.ts';
import { notFound } from '#app/http/errors.ts';
import type { TextDiff } from './edition-diff.server.ts';
import { compareTextsTask, findOnDiskTask } from './edition-schema.ts';

/** The revisions of a thing, what changed between two of them, and whom that concerns. Sources, keys and all: for authors. */

/** What the file says now, where that is not what is in force. */
const onDisk = 'disk';

/**
 * A revision. `id` is `disk` for what the file says now and is not stored yet. `inForce`: instants at which it took
 * force. `records`: cadets with a completion (lessons) or finished attempts (quizzes) at it.
 */
export type HistoryRevision = {
  id: string;
  edition: number;
  change: ChangeClass | null;
  title: string;
  at: Date | null;
  inForce: Date[];
  current: boolean;
  pendingAt: Date | null;
  records: number;
};

/**
 * What going from one revision to the other means. `finished`: cadets who have finished it at an older edition than the
 * new one; `underWay`: who have begun and not finished. Counts by cohort, never names.
 */
export type HistoryEffect = {
  change: ChangeClass | null;
  raised: boolean;
  finished: number;
  underWay: number;
  cohorts: { id: string; name: string; finished: number }[];
};

/** The history of a thing with a comparison of two revisions; null where there is only one. */
export type ContentHistory = {
  content: { id: string; kind: string; title: string; courseId: string; file: string | null };
  revisions: HistoryRevision[];
  from: HistoryRevision | null;
  to: HistoryRevision | null;
  diff: TextDiff | null;
  effect: HistoryEffect | null;
  timeZone: string;
};

type StoredRevision = HistoryRevision & { source: string };

const toChange = (text: string | null) => changeClassSchema.safeParse(text).data ?? null;

async function listStored(
  item: Standing & { contentId: string; kind: string },
): Promise<StoredRevision[]> {
  const { contentId, kind } = item;
  const [rows, releases, records] = await Promise.all([
    db.contentRevision.findMany({
      where: { contentId },
      orderBy: [{ createdAt: 'desc' }, { edition: 'desc' }],
    }),
    db.release.findMany({ where: { contentId }, orderBy: { id: 'asc' } }),
    countRecords(contentId, kind),
  ]);
  return rows.map(({ id, edition, change, title, createdAt, source }) => ({
    id,
    edition,
    change: toChange(change),
    title,
    at: createdAt,
    source,
    inForce: releases.flatMap(({ revisionId, at }) => (revisionId === id ? at : [])),
    current: item.revisionId === id && item.retiredAt === null,
    pendingAt: item.pendingRevisionId === id ? item.pendingAt : null,
    records: records.get(id) ?? 0,
  }));
}

async function countRecords(contentId: string, kind: string): Promise<Map<string, number>> {
  if (kind !== 'lesson' && kind !== 'quiz') return new Map();
  const rows = await readRows<{ revisionId: string; users: number | bigint }[]>(
    kind === 'lesson'
      ? sql`SELECT "revisionId", COUNT(DISTINCT "userId") AS "users" FROM "Completion"
          WHERE "lessonId" = ${contentId} AND "voidedAt" IS NULL GROUP BY "revisionId"`
      : sql`SELECT "revisionId", COUNT(DISTINCT "userId") AS "users" FROM "Attempt"
          WHERE "quizId" = ${contentId} AND "status" IN ('submitted', 'expired')
          GROUP BY "revisionId"`,
  );
  return new Map(rows.map(({ revisionId, users }) => [revisionId, toNumber(users)]));
}

/** The file of a thing on disk, and what it says if that is no stored revision in force. */
async function findOnDisk(contentId: string, current: StoredRevision | undefined) {
  const file = await askWorkshop(findOnDiskTask, contentId).catch(() => null);
  if (file === null) return { file: null, revision: null };
  if (file.text === current?.source) return { file: file.path, revision: null };
  const { frontmatter } = file;
  const revision: StoredRevision = {
    id: onDisk,
    edition: frontmatter?.edition ?? current?.edition ?? 1,
    records: 0,
    change: frontmatter?.change ?? null,
    title: frontmatter?.title ?? '',
    at: null,
    inForce: [],
    current: false,
    pendingAt: null,
    source: file.text,
  };
  return { file: file.path, revision };
}

// The newest edition of it that a cadet has finished, as a table of users.
const finishedEditions = (contentId: string, kind: string) =>
  kind === 'lesson'
    ? sql`SELECT k."userId", MAX(r."edition") AS "edition" FROM "Completion" k
        JOIN "ContentRevision" r ON r."id" = k."revisionId"
        WHERE k."lessonId" = ${contentId} AND k."voidedAt" IS NULL GROUP BY k."userId"`
    : sql`SELECT a."userId", MAX(r."edition") AS "edition" FROM "Attempt" a
        JOIN "ContentRevision" r ON r."id" = a."revisionId"
        WHERE a."quizId" = ${contentId} AND a."status" IN ('submitted', 'expired')
        GROUP BY a."userId"`;

const underWayCount = (contentId: string, kind: string) =>
  kind === 'lesson'
    ? sql`SELECT COUNT(*) AS "count" FROM "LessonProgress" p WHERE p."lessonId" = ${contentId}
        AND NOT EXISTS (SELECT 1 FROM "Completion" k WHERE k."userId" = p."userId"
          AND k."lessonId" = p."lessonId" AND k."voidedAt" IS NULL)`
    : sql`SELECT COUNT(*) AS "count" FROM "Attempt"
        WHERE "quizId" = ${contentId} AND "status" = 'open'`;

type CohortRow = { id: string; name: string; finished: number | bigint };

async function findEffect(
  { id, kind, courseId }: ContentHistory['content'],
  from: HistoryRevision,
  to: HistoryRevision,
  all: readonly HistoryRevision[],
): Promise<HistoryEffect | null> {
  if (kind !== 'lesson' && kind !== 'quiz') return null;
  const done = finishedEditions(id, kind);
  const raised = to.edition > from.edition;
  const older = raised ? to.edition : 1_000_000;
  const [finished, underWay, cohorts] = await Promise.all([
    readRows<{ count: number | bigint }[]>(
      sql`SELECT COUNT(*) AS "count" FROM (${done}) d WHERE d."edition" < ${older}`,
    ),
    readRows<{ count: number | bigint }[]>(underWayCount(id, kind)),
    readRows<CohortRow[]>(sql`
      SELECT c."id", c."name", COUNT(*) AS "finished" FROM (${done}) d
        JOIN "Enrollment" e ON e."userId" = d."userId" AND e."withdrawnAt" IS NULL
        JOIN "Cohort" c ON c."id" = e."cohortId" AND c."archivedAt" IS NULL
        JOIN "Assignment" s ON s."cohortId" = c."id" AND s."courseId" = ${courseId} AND s."takenBackAt" IS NULL
      WHERE d."edition" < ${older} GROUP BY c."id", c."name" ORDER BY c."name"`),
  ]);
  return {
    change: gravestChange(from, to, all),
    raised,
    finished: toNumber(finished[0]?.count ?? 0),
    underWay: toNumber(underWay[0]?.count ?? 0),
    cohorts: cohorts.map((row) => ({ ...row, finished: toNumber(row.finished) })),
  };
}

function withoutSource({ source: _source, ...revision }: StoredRevision): HistoryRevision {
  return revision;
}

/**
 * The history of a course, module, lesson, quiz, practical or survey.
 * @param asked revisions to compare, by id; what is left out is what somebody about to publish wants to see: what waits,
 * against what is in force; else what is in force, against what was before it
 * @throws 404 Response when nothing of that id was ever stored
 */
export async function getContentHistory(
  contentId: string,
  asked: { from: string | null; to: string | null },
): Promise<ContentHistory> {
  const row = await db.contentItem.findUnique({ where: { contentId } });
  if (row === null) throw notFound('Nothing with this id was ever published.');
  const item = asOf(row, new Date());
  const stored = await listStored(item);
  const current = stored.find((revision) => revision.current);
  const disk = await findOnDisk(contentId, current);
  const all = [...(disk.revision === null ? [] : [disk.revision]), ...stored];
  const find = (id: string | null) => all.find((revision) => revision.id === id);
  const waiting = stored.find(({ pendingAt }) => pendingAt !== null);
  const to = find(asked.to) ?? disk.revision ?? waiting ?? current ?? stored[0];
  const before = to === current ? stored.find((revision) => revision !== to) : current;
  const from = find(asked.from) ?? before ?? stored.find((revision) => revision !== to);
  const { kind, title, courseId } = item;
  const content = { id: contentId, kind, title, courseId, file: disk.file };
  const revisions = all.map(withoutSource);
  const none = { from: null, to: null, diff: null, effect: null };
  const known = { content, revisions, timeZone: env.TIME_ZONE };
  if (from === undefined || to === undefined || from === to) return { ...known, ...none };
  return {
    ...known,
    from: withoutSource(from),
    to: withoutSource(to),
    diff: await compareTexts(from.source, to.source),
    effect: await findEffect(content, from, to, revisions),
  };
}

/** Compares two texts for people to read. */
export function compareTexts(before: string, after: string): Promise<TextDiff> {
  return askWorkshop(compareTextsTask, { before, after });
}
