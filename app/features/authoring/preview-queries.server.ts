import { LRUCache } from 'lru-cache';
import { db } from '#app/db/client.server.ts';
import { env } from '#app/env.server.ts';
import type { Output } from '#app/features/curriculum/compiler/compile/output.server.ts';
import { revisionIdOf } from '#app/features/curriculum/compiler/compile/revision-id.server.ts';
import type { LoadedCourse } from '#app/features/curriculum/compiler/course/content.server.ts';
import type { KeptBy } from '#app/features/curriculum/compiler/course/course-order.server.ts';
import {
  findKeeper,
  placeFiles,
} from '#app/features/curriculum/compiler/course/course-order.server.ts';
import { findCompiled } from '#app/features/curriculum/compiler/course/course-reports.server.ts';
import type { ContentFile } from '#app/features/curriculum/compiler/files/course-folder.server.ts';
import { sortProblems } from '#app/features/curriculum/compiler/files/problems.server.ts';
import { shownPath } from '#app/features/curriculum/compiler/files/tables.server.ts';
import { asOf } from '#app/features/curriculum/courses/in-force-rules.ts';
import type { ContentKind, ContentProblem } from '#app/features/curriculum/courses/schema.ts';
import { notFound } from '#app/http/errors.ts';
import { paths } from '#app/paths.ts';
import { waitForChange } from './preview-changes.server.ts';
import {
  type DiskContent,
  readDisk,
  readDiskQuality,
  recallDiskQuality,
} from './preview-content.server.ts';
import { draftFile, lenientFrontmatter } from './preview-draft.server.ts';
import { setNotes } from './preview-notes.server.ts';
import { type PreviewPlace, toPlace } from './preview-place.server.ts';
import {
  carryOver,
  excerptOf,
  findNamed,
  type PreviewProblem,
  problemAnchor,
  readVersion,
  toAddress,
  writeVersion,
} from './preview-rules.ts';

/** A file of the content folder as it is on disk now, as its author previews it. Keys and all: for authors only. */

/** How the file stands to what cadets see. `waits`: a revision that takes force at `pendingAt`. */
export type PreviewStanding = {
  state: 'same' | 'changed' | 'new' | 'waits' | 'draft' | 'broken';
  inForce: boolean;
  pendingAt: Date | null;
  keptBy: KeptBy;
};

type Standing = PreviewStanding & { revisionId: string | null };

/**
 * A preview. `output` null: nothing of the file can be shown. `partial`: what has errors is left out. `checked`: the
 * quality check is in `problems`; without it they hold what it found before, where that still applies.
 */
export type Preview = {
  version: string;
  checked: boolean;
  file: string;
  kind: ContentKind;
  id: string | null;
  title: string;
  standing: PreviewStanding;
  problems: PreviewProblem[];
  place: PreviewPlace | null;
  output: Output | null;
  partial: boolean;
  /** Scenarios that can be drawn and not played, by id. */
  unplayable: string[];
  /** Lines of checks, questions and scenarios by their ids, for problems beside them. */
  partLines: Record<string, number>;
  /** For the address of each page of the course as cadets have it, the one of its preview. */
  links: Record<string, string>;
  /** Addresses of the previews of the course's files, by content id. */
  addresses: Record<string, string>;
  /** The revision in force, if there is one. */
  revisionId: string | null;
  /** The academy's zone (IANA), for showing times. */
  timeZone: string;
};

/** Text of a file when the quality check ran last, by path: what its findings are about. */
const checkedTexts = new LRUCache<string, string>({ max: 1000 });

type Found = { file: ContentFile; id: string | null; inCourse: string; course: LoadedCourse };

function findFile(address: string, { content }: DiskContent): Found {
  const courses = content.courses.map((course) => ({
    id: course.id,
    folder: course.path.replace(/^courses\//, ''),
    // Those that cannot be read too: their authors are told why.
    files: placeFiles(course.compiled.folder).map(
      ({ file }): Found => ({ file, id: file.head.id, inCourse: file.inCourse, course }),
    ),
  }));
  const found = findNamed(address, courses);
  if (found === null) throw notFound('There is no file of the content folder at this address.');
  return found;
}

async function listProblems(
  { state, content }: DiskContent,
  { path, text }: ContentFile,
  checked: boolean,
): Promise<ContentProblem[]> {
  const own = ({ file }: ContentProblem) => file === path;
  const compiled = content.problems.filter(own);
  if (checked) {
    const found = await readDiskQuality({ state, content });
    checkedTexts.set(path, text);
    return sortProblems([...compiled, ...found.filter(own)]);
  }
  const before = checkedTexts.get(path)?.split('\n') ?? [];
  const recalled = carryOver(recallDiskQuality().filter(own), before, text.split('\n'));
  return sortProblems([...compiled, ...recalled]);
}

/**
 * @param output null: it has errors
 * @param keeper what keeps it from cadets as a draft, by whether it is in force
 */
async function findStanding(
  id: string | null,
  output: Output | null,
  keeper: (inForce: boolean) => KeptBy,
): Promise<Standing> {
  const stored = id === null ? null : await db.contentItem.findUnique({ where: { contentId: id } });
  const row = stored === null ? null : asOf(stored, new Date());
  const inForce = row !== null && row.retiredAt === null;
  const pendingAt = row?.pendingAt ?? null;
  const keptBy = keeper(inForce);
  const known = { inForce, pendingAt, keptBy, revisionId: inForce ? row.revisionId : null };
  if (output === null || id === null) return { state: 'broken', ...known };
  if (keptBy !== null) return { state: 'draft', ...known };
  const revisionId = revisionIdOf(id, output);
  if (pendingAt !== null && row?.pendingRevisionId === revisionId)
    return { state: 'waits', ...known };
  if (!inForce) return { state: 'new', ...known };
  return { state: row.revisionId === revisionId ? 'same' : 'changed', ...known };
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

/**
 * Previews a file as it is on disk now.
 * @param address course, module (may be left out) and file name or id, as `toAddress` writes it
 * @param since the version that the browser shows: waits until there is a newer one, and then answers at once with what
 * needs no check of quality; asked again, it adds that. Null: everything, now.
 * @param notes whether problems are set into the page
 * @throws 404 Response when there is no such file
 */
export async function getPreview(
  address: string,
  { since, notes, signal }: { since: string | null; notes: boolean; signal: AbortSignal },
): Promise<Preview> {
  const shows = readVersion(since);
  // An address that leads nowhere is told at once.
  if (shows?.checked) findFile(address, await readDisk());
  if (shows?.checked) await waitForChange(shows.state, signal);
  const disk = await readDisk();
  const checked = shows === null || shows.state === disk.state.all;
  const { file, course } = findFile(address, disk);
  const compilation = findCompiled(course.compiled, file);
  const lines = file.text.split('\n');
  const problems = (await listProblems(disk, file, checked)).map(
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
  const { revisionId, ...standing } = await findStanding(id, broken ? null : whole, (inForce) =>
    findKeeper(course.compiled.folder, file, inForce),
  );
  return {
    version: writeVersion({ state: disk.state.all, checked }),
    checked,
    file: file.path,
    kind: file.kind,
    id,
    title: lenientFrontmatter(file.kind, file).title,
    standing,
    revisionId,
    timeZone: env.TIME_ZONE,
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

/** A preview for somebody who must not see the answers just now: that it is there, and nothing of what it says. */
export function withoutKeys(preview: Preview): Preview {
  return { ...preview, output: null, problems: [], partial: false };
}
