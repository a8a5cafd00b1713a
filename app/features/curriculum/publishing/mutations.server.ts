import pLimit from 'p-limit';
import { z } from 'zod';
import { db, inTransaction, type Tx } from '#app/db/client.server.ts';
import { env } from '#app/env.server.ts';
import { recordAudit } from '#app/features/audit/mutations.server.ts';
import type { ContentPlaces } from '#app/features/curriculum/compiler/course/content.server.ts';
import {
  createReport,
  fileStart,
  sortProblems,
} from '#app/features/curriculum/compiler/files/problems.server.ts';
import {
  type ContentProblem,
  contentProblemSchema,
} from '#app/features/curriculum/courses/schema.ts';
import { forgetSnapshot } from '#app/features/curriculum/courses/snapshot.server.ts';
import { askWorkshop } from '#app/features/curriculum/workshop/workshop.server.ts';
import { type Held, runInTurn } from '#app/jobs/lease.server.ts';
import { findContentAge, hashContent } from './content-age.server.ts';
import {
  type FoundContent,
  type FoundCourse,
  findContentTask,
  type Revision,
} from './found-content-schema.ts';
import { keepPassages } from './passage-mutations.server.ts';
import { dropScheduled, holdRevisions, releaseDue } from './release-mutations.server.ts';
import { findDropped, planReleases, type ReleasePlan, type Scheduled } from './release-rules.ts';
import {
  type CoursePlan,
  findVanished,
  type Published,
  planPublishing,
  type Refusal,
} from './rules.ts';

/**
 * Which of these ids have records: a lesson that was opened, answered in, annotated, played in or completed, a quiz with
 * attempts, a course with assignments.
 */
async function findRecorded(ids: string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const ofLessons = {
    where: { lessonId: { in: ids } },
    distinct: ['lessonId' as const],
    select: { lessonId: true },
  };
  const [views, answers, notes, runs, completions, attempts, assignments] = await Promise.all([
    db.lessonProgress.findMany(ofLessons),
    db.checkAnswer.findMany(ofLessons),
    db.reflection.findMany(ofLessons),
    db.scenarioRun.findMany(ofLessons),
    db.completion.findMany(ofLessons),
    db.attempt.findMany({
      where: { quizId: { in: ids } },
      distinct: ['quizId'],
      select: { quizId: true },
    }),
    db.assignment.findMany({
      where: { courseId: { in: ids } },
      distinct: ['courseId'],
      select: { courseId: true },
    }),
  ]);
  return new Set([
    ...[...views, ...answers, ...notes, ...runs, ...completions].map(({ lessonId }) => lessonId),
    ...attempts.map(({ quizId }) => quizId),
    ...assignments.map(({ courseId }) => courseId),
  ]);
}

/** What waits for its time and whose file has become a draft: it no longer takes force by itself. */
function findRecalled(courses: readonly FoundCourse[], rows: readonly Scheduled[]): Scheduled[] {
  const drafts = new Set(courses.flatMap((course) => course.drafts));
  return rows.filter(({ contentId, pendingAt }) => pendingAt !== null && drafts.has(contentId));
}

const nothingScheduled = { retiredAt: null, pendingRevisionId: null, pendingAt: null };

async function publishCourse(
  tx: Tx,
  { publish, hold, cancel, retire, revisions }: CourseChange,
  published: ReadonlyMap<string, Published>,
  now: Date,
): Promise<void> {
  for (const { revisionId } of [...publish, ...hold.map(({ row }) => row)]) {
    const revision = revisions.get(revisionId);
    if (revision !== undefined) {
      await tx.contentRevision.upsert({ where: { id: revision.id }, create: revision, update: {} });
    }
  }
  await holdRevisions(tx, { hold, cancel }, now);
  for (const row of publish) {
    const before = published.get(row.contentId);
    await tx.contentItem.upsert({
      where: { contentId: row.contentId },
      create: row,
      update: { ...row, ...nothingScheduled },
    });
    if (before?.revisionId === row.revisionId && before.retiredAt === null) continue;
    const { contentId, revisionId } = row;
    await tx.release.create({ data: { contentId, revisionId, at: now } });
    await recordAudit(tx, {
      actorId: null,
      action: 'publish-revision',
      subject: 'content',
      subjectId: row.contentId,
      before: before === undefined ? undefined : { revisionId: before.revisionId },
      after: { revisionId: row.revisionId },
    });
  }
  for (const { contentId, revisionId } of retire) {
    await tx.contentItem.update({
      where: { contentId },
      data: { ...nothingScheduled, retiredAt: now },
    });
    await recordAudit(tx, {
      actorId: null,
      action: 'retire-content',
      subject: 'content',
      subjectId: contentId,
      before: { revisionId },
    });
  }
}

function toProblem({ path, rule, message }: Refusal): ContentProblem {
  const report = createReport(path);
  report.error(rule, fileStart, message);
  return report.problems[0] ?? { file: path, ...fileStart, rule, level: 'error', message };
}

/** Nothing was found where something was published: a wrong folder is likelier than an academy without courses. */
function emptyFolder(published: readonly Published[]): ContentProblem[] {
  if (published.every(({ retiredAt }) => retiredAt !== null)) return [];
  return [
    toProblem({
      path: 'courses',
      rule: 'no-courses',
      message:
        'there are no courses in this folder, so everything published before stays. Is CONTENT_DIR right?',
    }),
  ];
}

async function recordSync(
  changed: number,
  problems: readonly ContentProblem[],
  contentHash: string | null = null,
): Promise<void> {
  const problemsJson = JSON.stringify(problems);
  const last = await db.contentSync.findFirst({ orderBy: { id: 'desc' } });
  if (last !== null && changed === 0 && last.problemsJson === problemsJson && contentHash === null)
    return;
  await db.contentSync.create({ data: { changed, problemsJson, contentHash } });
}

/** What a publication would write of one course. */
type CourseChange = ReleasePlan & {
  retire: CoursePlan['retire'];
  revisions: ReadonlyMap<string, Revision>;
};

/** What to write so that what was found is published. */
type Changes = {
  count: number;
  dropped: Scheduled[];
  courses: CourseChange[];
  published: ReadonlyMap<string, Published>;
  problems: ContentProblem[];
};

async function planChanges(
  { courses, problems }: FoundContent,
  rows: readonly Scheduled[],
  now: Date,
): Promise<Changes> {
  const vanished = findVanished(courses, rows).map(({ contentId }) => contentId);
  const recorded = await findRecorded(vanished);
  const faulty = problems.some(({ level }) => level === 'error');
  const { plans, refusals } = planPublishing(courses, rows, recorded, faulty);
  const published = new Map(rows.map((row) => [row.contentId, row]));
  const dropped = [...findDropped(courses, rows), ...findRecalled(courses, rows)];
  const changes: Changes = {
    count: dropped.length,
    dropped,
    courses: [],
    published,
    problems: sortProblems([...problems, ...refusals.map(toProblem)]),
  };
  for (const { courseId, publish, retire } of plans) {
    const found = courses.find(({ id }) => id === courseId);
    if (found === undefined) continue;
    const all = found.items.flatMap(({ row }) => row ?? []);
    const plan = planReleases(publish, all, found.releases, published, now);
    const { hold, cancel } = plan;
    const size = plan.publish.length + hold.length + cancel.length + retire.length;
    if (size === 0) continue;
    changes.courses.push({ ...plan, retire, revisions: found.revisions });
    changes.count += size;
  }
  return changes;
}

const older = 'older-content';

/** What is told of a folder with content that something newer has replaced, beside what is wrong with the newer one. */
async function tellOlder(before: Date): Promise<ContentProblem> {
  const problem: ContentProblem = {
    ...toProblem({
      path: 'courses',
      rule: older,
      message:
        `a server has content here that was published before (${before.toISOString()}) and replaced since, so what is newer stays in force on all servers. ` +
        'Did you take a change back, or go back to an older version? Run `npm run content:publish -- --older` in that folder, and it is in force within ten seconds. ' +
        'Was this server left behind? Bring its content folder and its version up to date and start it again.',
    }),
    level: 'warning',
  };
  const last = await db.contentSync.findFirst({ orderBy: { id: 'desc' } });
  const known = z.array(contentProblemSchema).parse(JSON.parse(last?.problemsJson ?? '[]'));
  await recordSync(0, [...known.filter(({ rule }) => rule !== older), problem]);
  return problem;
}

/** How many things were published, scheduled, moved or retired, and everything that is wrong. */
type Synced = { changed: number; problems: ContentProblem[] };

/** What to do with content that was published before and replaced since. */
type Older = 'publish' | 'keep newer';

async function sync(places: ContentPlaces, now: Date, ifOlder: Older): Promise<Synced> {
  const content = await askWorkshop(findContentTask, places);
  // What was due is in force also if its file is broken by now.
  await releaseDue(now);
  const rows: Scheduled[] = await db.contentItem.findMany();
  if (!content.readable || content.courses.length === 0) {
    const problems = [...content.problems, ...(content.readable ? emptyFolder(rows) : [])];
    await recordSync(0, problems);
    return { changed: 0, problems };
  }
  const hash = hashContent(content.courses);
  const planned = await planChanges(content, rows, now);
  if (planned.count === 0 && (await isRecorded(hash, planned.problems)))
    return { changed: 0, problems: planned.problems };
  let result: Synced = { changed: 0, problems: planned.problems };
  // Servers that are started together find the same: one publishes it, and the others find nothing to do.
  await runInTurn('publish content', leaseSeconds, async (held) => {
    result = await publish(content, hash, { now, ifOlder, held });
  });
  return result;
}

/** Longer than the transaction of a course takes. */
const leaseSeconds = 30;

async function isRecorded(hash: string, problems: readonly ContentProblem[]): Promise<boolean> {
  const { last } = await findContentAge(hash);
  const sync = await db.contentSync.findFirst({ orderBy: { id: 'desc' } });
  return last === hash && sync?.problemsJson === JSON.stringify(problems);
}

async function publish(
  content: FoundContent,
  hash: string,
  { now, ifOlder, held }: { now: Date; ifOlder: Older; held: Held },
): Promise<Synced> {
  const changes = await planChanges(content, await db.contentItem.findMany(), now);
  const { before, last } = await findContentAge(hash);
  if (before !== null && changes.count > 0 && ifOlder === 'keep newer')
    return { changed: 0, problems: [await tellOlder(before)] };
  const { count, dropped, published, problems } = changes;
  if (dropped.length > 0) await inTransaction((tx) => dropScheduled(tx, dropped));
  for (const change of changes.courses)
    await inTransaction(async (tx) => {
      await publishCourse(tx, change, published, now);
      await keepPassages(tx);
      await held.confirm(tx);
    });
  await recordSync(count, problems, last === hash ? null : hash);
  return { changed: count, problems };
}

const oneAtATime = pLimit(1);

/**
 * Publishes what is in the content folder: a new revision for everything that changed, nothing for what did not, the
 * last good revision kept where a file has errors. What is gone is retired, unless an id with records seems to have been
 * renamed or anything else is wrong. What has a time to take force in the future is stored and waits; drafts are passed over. Each course in one
 * transaction. Calls wait for each other, over all servers.
 * @param ifOlder of content that was published before and replaced since; `keep newer` where another server may have replaced it
 * @returns how many things were published, scheduled, moved or retired, and everything that is wrong
 * @throws only for failures of the database
 */
export async function syncContent(
  places: ContentPlaces = {
    contentDir: env.CONTENT_DIR,
    dataDir: env.DATA_DIR,
    exampleRules: env.RAPPORT_DEMO,
  },
  now: Date = new Date(),
  ifOlder: Older = 'publish',
): Promise<Synced> {
  const result = await oneAtATime(() => sync(places, now, ifOlder));
  forgetSnapshot();
  return result;
}
