import { LRUCache } from 'lru-cache';
import type { Output } from '#app/features/curriculum/compiler/compile/output.server.ts';
import { revisionIdOf } from '#app/features/curriculum/compiler/compile/revision-id.server.ts';
import type { LoadedCourse } from '#app/features/curriculum/compiler/course/content.server.ts';
import {
  findKeeper,
  placeFiles,
} from '#app/features/curriculum/compiler/course/course-order.server.ts';
import { findCompiled } from '#app/features/curriculum/compiler/course/course-reports.server.ts';
import type { ContentFile } from '#app/features/curriculum/compiler/files/course-folder.server.ts';
import { sortProblems } from '#app/features/curriculum/compiler/files/problems.server.ts';
import { shownPath } from '#app/features/curriculum/compiler/files/tables.server.ts';
import type { ContentProblem } from '#app/features/curriculum/courses/schema.ts';
import { paths } from '#app/paths.ts';
import {
  type DiskContent,
  readDisk,
  readDiskQuality,
  recallDiskQuality,
} from './preview-content.server.ts';
import { draftFile, lenientFrontmatter } from './preview-draft.server.ts';
import { setNotes } from './preview-notes.server.ts';
import { toPlace } from './preview-place.server.ts';
import {
  carryOver,
  excerptOf,
  findNamed,
  type PreviewProblem,
  problemAnchor,
  toAddress,
  writeVersion,
} from './preview-rules.ts';
import type { PreviewOrder, PreviewReading } from './preview-schema.ts';

/** What a preview shows of a file as it is on disk now: read and made in the workshop's thread. */

/** Text of a file when the quality check ran last, by path: what its findings are about. */
const checkedTexts = new LRUCache<string, string>({ max: 1000 });

type Found = { file: ContentFile; id: string | null; inCourse: string; course: LoadedCourse };

function findFile(address: string, { content }: DiskContent): Found | null {
  const courses = content.courses.map((course) => ({
    id: course.id,
    folder: course.path.replace(/^courses\//, ''),
    // Those that cannot be read too: their authors are told why.
    files: placeFiles(course.compiled.folder).map(
      ({ file }): Found => ({ file, id: file.head.id, inCourse: file.inCourse, course }),
    ),
  }));
  return findNamed(address, courses);
}

/** @param today null: the check of quality is not waited for */
async function listProblems(
  { state, content }: DiskContent,
  { path, text }: ContentFile,
  today: string | null,
): Promise<ContentProblem[]> {
  const own = ({ file }: ContentProblem) => file === path;
  const compiled = content.problems.filter(own);
  if (today !== null) {
    const found = await readDiskQuality({ state, content }, today);
    checkedTexts.set(path, text);
    return sortProblems([...compiled, ...found.filter(own)]);
  }
  const before = checkedTexts.get(path)?.split('\n') ?? [];
  const recalled = carryOver(recallDiskQuality().filter(own), before, text.split('\n'));
  return sortProblems([...compiled, ...recalled]);
}

type Html = { type: 'html'; html: string };
const toHtmlPiece = (html: string): Html => ({ type: 'html', html });

/** Sets notes into what is made of HTML and parts; a quiz shows its problems beside its questions by itself. */
function withNotes(
  output: Output,
  pieceLines: number[][],
  partLines: Record<string, number>,
  problems: PreviewProblem[],
): { output: Output; problems: PreviewProblem[] } {
  switch (output.kind) {
    case 'lesson': {
      const set = setNotes(output.body.blocks, pieceLines, problems, toHtmlPiece);
      return {
        output: { ...output, body: { ...output.body, blocks: set.pieces } },
        problems: set.problems,
      };
    }
    case 'practical': {
      const set = setNotes(output.body.blocks, pieceLines, problems, toHtmlPiece);
      return {
        output: { ...output, body: { ...output.body, blocks: set.pieces } },
        problems: set.problems,
      };
    }
    case 'survey': {
      const set = setNotes(output.body.blocks, pieceLines, problems, toHtmlPiece);
      return {
        output: { ...output, body: { ...output.body, blocks: set.pieces } },
        problems: set.problems,
      };
    }
    case 'quiz': {
      const first = Math.min(...Object.values(partLines));
      const toAnchored = (problem: PreviewProblem, index: number) =>
        problem.line < first ? problem : { ...problem, anchor: problemAnchor(index) };
      return { output, problems: problems.map(toAnchored) };
    }
    case 'course':
    case 'module':
      return { output, problems };
  }
}

/** Several files, modules among them, have the course's page as theirs: to readers it is the course's own. */
function toPreviewLinks(course: LoadedCourse): Record<string, string> {
  const links = [...course.shelf.links].map(([inCourse, path]) => [
    path,
    toAddress(shownPath(course, inCourse)),
  ]);
  const { head, path } = course.compiled.folder.course;
  return Object.fromEntries([...links, [paths.course(head.id ?? ''), toAddress(path)]]);
}

/** Whether an address leads to a file (`isPreviewableTask`). */
export async function isPreviewable(address: string): Promise<boolean> {
  return findFile(address, await readDisk()) !== null;
}

/** Reads what a preview shows (`readPreviewTask`). */
export async function readPreview({
  address,
  shows,
  notes,
  today,
}: PreviewOrder): Promise<PreviewReading | null> {
  const disk = await readDisk();
  const checked = shows === null || shows.state === disk.state.all;
  const found = findFile(address, disk);
  if (found === null) return null;
  const { file, course } = found;
  const compilation = findCompiled(course.compiled, file);
  const lines = file.text.split('\n');
  const problems = (await listProblems(disk, file, checked ? today : null)).map(
    (problem): PreviewProblem => ({
      ...problem,
      excerpt: excerptOf(lines, problem.line),
      anchor: null,
    }),
  );
  const whole = compilation?.output ?? null;
  const draft = whole === null && file.readable ? await draftFile(file, course.shelf) : null;
  const output = whole ?? draft?.output ?? null;
  const pieceLines = draft?.pieceLines ?? compilation?.facts.pieceLines ?? [];
  const partLines = Object.fromEntries(
    (compilation?.facts.parts ?? []).map((part) => [part.id, part.line]),
  );
  const shown =
    output === null || !notes
      ? { output, problems }
      : withNotes(output, pieceLines, partLines, problems);
  const { id } = file.head;
  const broken = disk.content.problems.some(
    (problem) => problem.file === file.path && problem.level === 'error',
  );
  const keeper = (inForce: boolean) => findKeeper(course.compiled.folder, file, inForce);
  return {
    version: writeVersion({ state: disk.state.all, checked }),
    checked,
    file: file.path,
    kind: file.kind,
    id,
    title: lenientFrontmatter(file.kind, file).title,
    keptBy: { inForce: keeper(true), otherwise: keeper(false) },
    revisionId: id === null || broken || whole === null ? null : revisionIdOf(id, whole),
    problems: shown.problems,
    place: toPlace(course.compiled, file, shown.output),
    output: shown.output,
    partial: draft !== null,
    unplayable: draft?.unplayable ?? [],
    partLines,
    links: toPreviewLinks(course),
    addresses: Object.fromEntries(
      course.compiled.files.flatMap(({ file: { head, path } }) =>
        head.id === null ? [] : [[head.id, toAddress(path)]],
      ),
    ),
  };
}
