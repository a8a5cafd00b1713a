import { env } from '#app/env.server.ts';
import type { Output } from '#app/features/curriculum/compiler/compile/output.server.ts';
import { revisionIdOf } from '#app/features/curriculum/compiler/compile/revision-id.server.ts';
import type {
  LoadedContent,
  LoadedCourse,
} from '#app/features/curriculum/compiler/course/content.server.ts';
import {
  findKeeper,
  type Placed,
  placeFiles,
} from '#app/features/curriculum/compiler/course/course-order.server.ts';
import { findCompiled } from '#app/features/curriculum/compiler/course/course-reports.server.ts';
import { sortProblems } from '#app/features/curriculum/compiler/files/problems.server.ts';
import { toNumber } from '#app/features/curriculum/courses/position-rules.ts';
import type { ContentProblem } from '#app/features/curriculum/courses/schema.ts';
import { findVanished, type Published } from '#app/features/curriculum/publishing/rules.ts';
import { isQualityRule } from '#app/features/curriculum/quality/catalog.server.ts';
import {
  type AuthorRow,
  kindOfFile,
  needsAttention,
  reviewDue,
  whatCadetsSee,
} from './author-rules.ts';
import type {
  AuthorCourse,
  AuthorOverview,
  OpenRule,
  OverviewOrder,
  ProblemFile,
  StoredItem,
} from './author-schema.ts';
import { judgeDisk, readDisk, readDiskQuality } from './preview-content.server.ts';
import { lenientFrontmatter } from './preview-draft.server.ts';

/** The overview of all files as they are on disk now: read in the workshop's thread. */

/** Rules that only the sync knows of: they stand on records, not on files. */
const syncRules = ['renamed-id', 'changed-kind', 'gone-amid-errors', 'no-courses'];

type Task = {
  problems: Map<string, ContentProblem[]>;
  items: Map<string, StoredItem>;
  today: string;
};

const revisionIds = new WeakMap<Output, string>();

// What was compiled is kept while its file stays as it is, id and all; hashing it is most of what the page costs.
function recallRevisionId(contentId: string, output: Output): string {
  const known = revisionIds.get(output) ?? revisionIdOf(contentId, output);
  revisionIds.set(output, known);
  return known;
}

function toRow({ file, position }: Placed, course: LoadedCourse, task: Task): AuthorRow {
  const { id } = file.head;
  const { kind, path } = file;
  // That nobody reviewed it has a column of its own.
  const found = (task.problems.get(path) ?? []).filter(({ rule }) => rule !== 'P1-reviewers');
  const errors = found.filter(({ level }) => level === 'error').length;
  const item = id === null ? undefined : task.items.get(id);
  const inForce = item?.retiredAt === null ? item : undefined;
  const loaded = course.items.find((each) => each.path === path);
  const output = findCompiled(course.compiled, file)?.output ?? null;
  const revisionId = output === null || id === null ? null : recallRevisionId(id, output);
  const { title, ...frontmatter } = lenientFrontmatter(kind, file);
  const written = file.head.frontmatter;
  const due =
    written !== null && 'lastReviewed' in written ? reviewDue(written.lastReviewed) : null;
  const keptBy = findKeeper(course.compiled.folder, file, inForce !== undefined);
  const state = (): AuthorRow['state'] => {
    if (loaded?.output == null || revisionId === null) return 'broken';
    if (keptBy !== null) return 'draft';
    if (item?.pendingAt != null && item.pendingRevisionId === revisionId) return 'waits';
    if (inForce === undefined) return 'new';
    return inForce.revisionId === revisionId ? 'same' : 'changed';
  };
  return {
    kind,
    id,
    title,
    file: path,
    state: state(),
    errors,
    warnings: found.length - errors,
    number: kind === 'lesson' ? toNumber(position) : null,
    inForce: inForce !== undefined,
    keptBy,
    edition: inForce?.edition ?? frontmatter.edition,
    changedAt: inForce?.createdAt ?? null,
    pendingAt: item?.pendingAt ?? null,
    reviewDue: due,
    overdue: due !== null && due < task.today,
    unreviewed: written !== null && 'reviewers' in written && written.reviewers.length === 0,
  };
}

function toCourse(course: LoadedCourse, task: Task): AuthorCourse {
  const { folder } = course.compiled;
  const placed = placeFiles(folder);
  const rowsOf = (some: Placed[]) => some.map((each) => toRow(each, course, task));
  const title = lenientFrontmatter('course', folder.course).title;
  const outside = placed.filter(({ module }) => module === null);
  return {
    id: course.id ?? folder.path,
    title,
    sections: [
      { id: folder.path || 'course', title: null, rows: rowsOf(outside) },
      ...folder.modules.map(({ module, number, folder: name }) => ({
        id: `${folder.path}/${name}`,
        title: `${number}. ${lenientFrontmatter('module', module).title}`,
        rows: rowsOf(placed.filter((each) => each.module === module)),
      })),
    ],
  };
}

const unreadWords = 'Nobody sees this: it is not read under its name.';

const heldBackWords = 'Nothing of this file was published; what was published before it stays.';

function toProblemFile(file: string, problems: ContentProblem[], standing?: string): ProblemFile {
  const level = problems.some((problem) => problem.level === 'error') ? 'error' : 'warning';
  // What the quality check finds never holds a file back.
  const stops = problems.some((one) => one.level === 'error' && !isQualityRule(one.rule));
  const unread = problems.every(({ rule }) => rule === 'unread-file') ? unreadWords : undefined;
  const words =
    standing ?? unread ?? whatCadetsSee(kindOfFile(file), null, stops ? 'error' : 'warning');
  return { file, level, standing: words, problems };
}

function group(problems: readonly ContentProblem[]): Map<string, ContentProblem[]> {
  const byFile = new Map<string, ContentProblem[]>();
  for (const problem of problems)
    byFile.set(problem.file, [...(byFile.get(problem.file) ?? []), problem]);
  return byFile;
}

/** What the next sync retires, as far as files tell: nothing that may be in a file that cannot be read. */
function findRetiring(content: LoadedContent, rows: readonly Published[]): Published[] {
  if (!content.readable) return [];
  const found = content.courses.map(({ id, path, items, retired, complete }) => ({
    id,
    path,
    retired,
    complete,
    items: items.map((item) => ({ ...item, contentId: item.id, row: null })),
  }));
  return findVanished(found, rows);
}

/** More files than these, as after an installation, are not judged while somebody waits. */
const mostUnjudged = 12;

/** The rules that files ask for and the academy has not written, by id. */
function listOpenRules(courses: readonly LoadedCourse[]): OpenRule[] {
  const open = new Map<string, OpenRule>();
  for (const { compiled, shelf } of courses) {
    for (const { file, compilation } of compiled.files) {
      for (const id of new Set(compilation.facts.localRules)) {
        if (shelf.localRules.has(id)) continue;
        const rule = open.get(id) ?? { id, files: [] };
        const { title } = lenientFrontmatter(file.kind, file);
        const needs = file.kind === 'lesson' ? file.head.frontmatter?.needsRules : undefined;
        rule.files.push({ file: file.path, title, heldBack: needs?.includes(id) ?? false });
        open.set(id, rule);
      }
    }
  }
  return [...open.values()].sort((a, b) => a.id.localeCompare(b.id, 'en'));
}

/** Reads all files for the overview of them (`readOverviewTask`). */
export async function readOverview({
  rows,
  lastSync,
  onlyAttention,
  today,
}: OverviewOrder): Promise<AuthorOverview> {
  const disk = await readDisk();
  const { content } = disk;
  const unjudged = await judgeDisk(disk, 0);
  const unchecked = unjudged > mostUnjudged ? unjudged : 0;
  const quality = unchecked > 0 ? [] : await readDiskQuality(disk, today);
  const items = new Map<string, StoredItem>(rows.map((row) => [row.contentId, row]));
  const problems = group(sortProblems([...content.problems, ...quality]));
  const task = { problems, items, today };
  const courses = content.courses.map((course) => toCourse(course, task));
  const known = courses.flatMap(({ sections }) => sections.flatMap((section) => section.rows));
  const withRow = new Set(known.map(({ file }) => file));
  const ids = new Set(known.map(({ id }) => id));
  const missing = rows
    .filter(({ contentId, retiredAt }) => retiredAt === null && !ids.has(contentId))
    .map(({ contentId, kind, title }) => ({ id: contentId, kind, title }));
  const retiring = new Set(findRetiring(content, rows).map(({ contentId }) => contentId));
  const shown = (course: AuthorCourse): AuthorCourse => ({
    ...course,
    sections: course.sections.map((section) => ({
      ...section,
      rows: onlyAttention ? section.rows.filter(needsAttention) : section.rows,
    })),
  });
  const heldBack = group(lastSync.filter(({ rule }) => syncRules.includes(rule)));
  return {
    courses: courses.map(shown),
    heldBack: [...heldBack].map(([file, found]) => toProblemFile(file, found, heldBackWords)),
    otherFiles: [...problems]
      .filter(([file]) => !withRow.has(file))
      .map(([file, found]) => toProblemFile(file, found)),
    gone: missing.filter(({ id }) => retiring.has(id)),
    openRules: listOpenRules(content.courses),
    unsure: missing.filter(({ id }) => !retiring.has(id)),
    quizRevisions: Object.fromEntries(
      rows.flatMap(({ contentId, kind, revisionId, retiredAt }) =>
        kind === 'quiz' && retiredAt === null ? [[contentId, revisionId]] : [],
      ),
    ),
    unchecked,
    readable: content.readable,
    timeZone: env.TIME_ZONE,
  };
}
