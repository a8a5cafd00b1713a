import { db, inTransaction, type Tx } from '#app/db/client.server.ts';
import { env } from '#app/env.server.ts';
import { recordAudit } from '#app/features/audit/mutations.server.ts';
import type { Output } from './compiler.server.ts';
import {
  type ContentPlaces,
  type LoadedCourse,
  type LoadedItem,
  loadContent,
} from './content.server.ts';
import { canonicalJson, sha256 } from './hash.server.ts';
import { createReport, fileStart, sortProblems } from './problems.server.ts';
import {
  type Candidate,
  type CoursePlan,
  findVanished,
  type Published,
  planPublishing,
  type Refusal,
} from './rules.ts';
import type { ContentProblem } from './schema.ts';
import { forgetSnapshot } from './snapshot.server.ts';

/** The id of a revision: a hash of everything a reader or grader could tell apart. */
function revisionIdOf(contentId: string, { kind, body, key }: Output): string {
  return sha256(canonicalJson({ kind, contentId, frontmatter: body.frontmatter, body, key }));
}

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
    if (output === null || course.id === null)
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
 * Which of these ids have records: a lesson that was opened, answered in, annotated or completed, a quiz with attempts, a
 * course with assignments.
 */
async function findRecorded(ids: string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const ofLessons = {
    where: { lessonId: { in: ids } },
    distinct: ['lessonId' as const],
    select: { lessonId: true },
  };
  const [views, answers, notes, completions, attempts, assignments] = await Promise.all([
    db.lessonProgress.findMany(ofLessons),
    db.checkAnswer.findMany(ofLessons),
    db.reflection.findMany(ofLessons),
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
    ...[...views, ...answers, ...notes, ...completions].map(({ lessonId }) => lessonId),
    ...attempts.map(({ quizId }) => quizId),
    ...assignments.map(({ courseId }) => courseId),
  ]);
}

async function publishCourse(
  tx: Tx,
  { publish, retire }: CoursePlan,
  revisions: ReadonlyMap<string, Revision>,
  published: ReadonlyMap<string, Published>,
): Promise<void> {
  for (const row of publish) {
    const revision = revisions.get(row.revisionId);
    const before = published.get(row.contentId);
    if (revision !== undefined) {
      await tx.contentRevision.upsert({ where: { id: revision.id }, create: revision, update: {} });
    }
    await tx.contentItem.upsert({
      where: { contentId: row.contentId },
      create: row,
      update: { ...row, retiredAt: null },
    });
    if (before?.revisionId === row.revisionId && before.retiredAt === null) continue;
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
    await tx.contentItem.update({ where: { contentId }, data: { retiredAt: new Date() } });
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
): Promise<{ changed: number; problems: ContentProblem[] }> {
  const content = await loadContent(places);
  const rows = await db.contentItem.findMany();
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
  let changed = 0;
  for (const plan of plans) {
    const size = plan.publish.length + plan.retire.length;
    if (size === 0) continue;
    await inTransaction((tx) => publishCourse(tx, plan, revisions, published));
    changed += size;
  }
  const problems = sortProblems([...content.problems, ...refusals.map(toProblem)]);
  await recordSync(changed, problems);
  return { changed, problems };
}

let last: Promise<unknown> = Promise.resolve();

/**
 * Publishes what is in the content folder: a new revision for everything that changed, nothing for what did not, the
 * last good revision kept where a file has errors. What is gone is retired, unless an id with records seems to have been
 * renamed. Each course in one transaction. Calls wait for each other.
 * @returns how many things were published, moved or retired, and everything that is wrong
 * @throws only for failures of the database
 */
export async function syncContent(
  places: ContentPlaces = { contentDir: env.CONTENT_DIR, dataDir: env.DATA_DIR },
): Promise<{ changed: number; problems: ContentProblem[] }> {
  const run = last.catch(() => undefined).then(() => sync(places));
  last = run;
  const result = await run;
  forgetSnapshot();
  return result;
}
