import pLimit from 'p-limit';
import { db, inTransaction, type Tx } from '#app/db/client.server.ts';
import { env } from '#app/env.server.ts';
import { recordAudit } from '#app/features/audit/mutations.server.ts';
import type { Output } from '#app/features/curriculum/compiler/compile/output.server.ts';
import { revisionIdOf } from '#app/features/curriculum/compiler/compile/revision-id.server.ts';
import {
  type ContentPlaces,
  type LoadedCourse,
  type LoadedItem,
  loadContent,
} from '#app/features/curriculum/compiler/course/content.server.ts';
import {
  createReport,
  fileStart,
  sortProblems,
} from '#app/features/curriculum/compiler/files/problems.server.ts';
import type { ContentProblem } from '#app/features/curriculum/courses/schema.ts';
import { forgetSnapshot } from '#app/features/curriculum/courses/snapshot.server.ts';
import { releaseInstant } from '#app/time/instants.server.ts';
import { dropScheduled, holdRevisions, releaseDue } from './release-mutations.server.ts';
import { findDropped, planReleases, type ReleasePlan, type Scheduled } from './release-rules.ts';
import {
  type Candidate,
  type CoursePlan,
  findVanished,
  type Published,
  planPublishing,
  type Refusal,
} from './rules.ts';

/** A revision's row but for its time. */
function toRevision(
  id: string,
  { id: contentId, source }: LoadedItem,
  { kind, body, key }: Output,
) {
  return {
    id,
    kind,
    contentId,
    edition: body.frontmatter.edition,
    change: body.frontmatter.change ?? null,
    title: body.frontmatter.title,
    source,
    bodyJson: JSON.stringify(body),
    keyJson: key === null ? null : JSON.stringify(key),
  };
}

type Revision = ReturnType<typeof toRevision>;

function toCandidates(course: LoadedCourse, revisions: Map<string, Revision>): Candidate[] {
  return course.items.map((item): Candidate => {
    const { kind, id: contentId, moduleId, position, path, output, provisional } = item;
    if (output === null || course.id === null || output.body.frontmatter.draft)
      return { contentId, kind, moduleId, path, row: null, provisional };
    const revision = toRevision(revisionIdOf(contentId, output), item, output);
    revisions.set(revision.id, revision);
    const row = {
      contentId,
      kind,
      courseId: course.id,
      moduleId: kind === 'course' ? null : moduleId,
      position,
      title: revision.title,
      minutes: output.kind === 'lesson' ? output.body.frontmatter.minutes : 0,
      revisionId: revision.id,
    };
    return { contentId, kind, moduleId, path, row, provisional };
  });
}

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

/** When each file of a course says that it takes force, by content id. */
function toReleases({ items }: LoadedCourse): Map<string, Date> {
  return new Map(
    items.flatMap(({ id, output }): [string, Date][] => {
      const releaseAt = output?.body.frontmatter.releaseAt;
      if (releaseAt === undefined) return [];
      const { at } = releaseInstant(releaseAt, env.TIME_ZONE);
      return at === null ? [] : [[id, at]];
    }),
  );
}

/** What waits for its time and whose file has become a draft: it no longer takes force by itself. */
function findRecalled(courses: readonly LoadedCourse[], rows: readonly Scheduled[]): Scheduled[] {
  const drafts = new Set(
    courses.flatMap(({ items }) =>
      items.flatMap(({ id, output }) => (output?.body.frontmatter.draft ? [id] : [])),
    ),
  );
  return rows.filter(({ contentId, pendingAt }) => pendingAt !== null && drafts.has(contentId));
}

const nothingScheduled = { retiredAt: null, pendingRevisionId: null, pendingAt: null };

async function publishCourse(
  tx: Tx,
  { publish, hold, cancel }: ReleasePlan,
  retire: CoursePlan['retire'],
  revisions: ReadonlyMap<string, Revision>,
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

async function recordSync(changed: number, problems: readonly ContentProblem[]): Promise<void> {
  const problemsJson = JSON.stringify(problems);
  const last = await db.contentSync.findFirst({ orderBy: { id: 'desc' } });
  if (last !== null && changed === 0 && last.problemsJson === problemsJson) return;
  await db.contentSync.create({ data: { changed, problemsJson } });
}

async function sync(
  places: ContentPlaces,
  now: Date,
): Promise<{ changed: number; problems: ContentProblem[] }> {
  const content = await loadContent(places);
  // What was due is in force also if its file is broken by now.
  await releaseDue(now);
  const rows: Scheduled[] = await db.contentItem.findMany();
  if (!content.readable || content.courses.length === 0) {
    const problems = [...content.problems, ...(content.readable ? emptyFolder(rows) : [])];
    await recordSync(0, problems);
    return { changed: 0, problems };
  }
  const revisions = new Map<string, Revision>();
  const found = content.courses.map((course) => ({
    ...course,
    items: toCandidates(course, revisions),
  }));
  const recorded = await findRecorded(findVanished(found, rows).map(({ contentId }) => contentId));
  const { plans, refusals } = planPublishing(found, rows, recorded);
  const published = new Map(rows.map((row) => [row.contentId, row]));
  const dropped = [...findDropped(found, rows), ...findRecalled(content.courses, rows)];
  if (dropped.length > 0) await inTransaction((tx) => dropScheduled(tx, dropped));
  let changed = dropped.length;
  for (const { courseId, publish, retire } of plans) {
    const course = content.courses.findIndex(({ id }) => id === courseId);
    const loaded = content.courses[course];
    const all = found[course]?.items.flatMap(({ row }) => row ?? []) ?? [];
    const releases = loaded === undefined ? new Map<string, Date>() : toReleases(loaded);
    const plan = planReleases(publish, all, releases, published, now);
    const { hold, cancel } = plan;
    const size = plan.publish.length + hold.length + cancel.length + retire.length;
    if (size === 0) continue;
    await inTransaction((tx) => publishCourse(tx, plan, retire, revisions, published, now));
    changed += size;
  }
  const problems = sortProblems([...content.problems, ...refusals.map(toProblem)]);
  await recordSync(changed, problems);
  return { changed, problems };
}

const oneAtATime = pLimit(1);

/**
 * Publishes what is in the content folder: a new revision for everything that changed, nothing for what did not, the
 * last good revision kept where a file has errors. What is gone is retired, unless an id with records seems to have been
 * renamed. What has a time to take force in the future is stored and waits; drafts are passed over. Each course in one
 * transaction. Calls wait for each other.
 * @returns how many things were published, scheduled, moved or retired, and everything that is wrong
 * @throws only for failures of the database
 */
export async function syncContent(
  places: ContentPlaces = { contentDir: env.CONTENT_DIR, dataDir: env.DATA_DIR },
  now: Date = new Date(),
): Promise<{ changed: number; problems: ContentProblem[] }> {
  const result = await oneAtATime(() => sync(places, now));
  forgetSnapshot();
  return result;
}
