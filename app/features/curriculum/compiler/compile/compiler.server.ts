import type { Root } from 'mdast';
import type { ContentFile } from '#app/features/curriculum/compiler/files/course-folder.server.ts';
import {
  createReport,
  fileStart,
  type Report,
} from '#app/features/curriculum/compiler/files/problems.server.ts';
import { takeParts } from '#app/features/curriculum/compiler/parts/parts.server.ts';
import type { WrittenPart } from '#app/features/curriculum/compiler/parts/written-parts.server.ts';
import { addListedSources } from '#app/features/curriculum/compiler/references/citations.server.ts';
import {
  type CourseShelf,
  type Library,
  openLibrary,
} from '#app/features/curriculum/compiler/references/library.server.ts';
import { checkNeededRules } from '#app/features/curriculum/compiler/references/media.server.ts';
import type { References } from '#app/features/curriculum/compiler/references/reference-scope.server.ts';
import { resolveReferences } from '#app/features/curriculum/compiler/references/references.server.ts';
import type {
  ContentKind,
  ContentProblem,
  LessonBody,
} from '#app/features/curriculum/courses/schema.ts';
import { renderTree } from './bundle.server.ts';
import { type Facts, toFacts } from './facts.server.ts';
import { cutPage } from './html.server.ts';
import { type Output, toOutput } from './output.server.ts';
import { type OnRead, readWritten } from './written-page.server.ts';

/** The result of compiling one file. `output` is null if anything in the file is wrong. */
export type Compilation = { output: Output | null; facts: Facts; problems: ContentProblem[] };

/** Reports a file that holds nothing of what its kind is for. */
function checkNeeds(kind: ContentKind, parts: readonly WrittenPart[], report: Report): void {
  const has = (...types: WrittenPart['type'][]) => parts.some(({ type }) => types.includes(type));
  if (kind === 'quiz' && parts.length === 0) {
    report.error('empty-quiz', fileStart, 'this quiz has no <Question>; write at least one.');
  }
  if (kind === 'practical' && !has('rubric')) {
    report.error(
      'empty-practical',
      fileStart,
      'this practical has no <Rubric>; write one for each lesson it practises.',
    );
  }
  if (kind === 'survey' && !has('scale', 'rank')) {
    report.error(
      'empty-survey',
      fileStart,
      'this survey asks nothing; write at least one <Scale> or <Rank>.',
    );
  }
}

/** A file read and checked, before it is rendered: its parts are taken out of the tree. */
export type CheckedPage = {
  tree: Root;
  parts: WrittenPart[];
  anchors: string[];
  outline: LessonBody['outline'];
  found: References;
  problems: ContentProblem[];
  /** Problems that only make sense of a whole file, where lines were left out: not reported. */
  doubts: ContentProblem[];
  library: Library;
};

/** Reads and checks one file against what its course offers. Never throws for what an author wrote; reports it instead. */
export async function readPage(
  file: ContentFile,
  shelf: CourseShelf,
  onRead?: OnRead,
): Promise<CheckedPage> {
  const report = createReport(file.path);
  const library = openLibrary(shelf);
  const page = readWritten(file, report);
  onRead?.(file, page);
  const { tree, whole, anchors, outline, scenarios, shape } = page;
  const known = whole ? anchors : null;
  const found = await resolveReferences(tree, file.kind, file.inCourse, known, library, report);
  if (file.kind === 'lesson') {
    const { frontmatter, yaml } = file.head;
    const placeOf = (index: number) => yaml?.placeOf(['sources', index]) ?? fileStart;
    addListedSources(frontmatter?.sources ?? [], placeOf, found, library, report);
    const placeOfRule = (index: number) => yaml?.placeOf(['needsRules', index]) ?? fileStart;
    checkNeededRules(frontmatter?.needsRules ?? [], placeOfRule, found, report);
  }
  const parts = takeParts(tree, scenarios, shape);
  checkNeeds(file.kind, parts, shape);
  const problems = [...report.problems, ...found.problems];
  const doubts = whole ? [] : shape.problems;
  return { tree, parts, anchors, outline, found, problems, doubts, library };
}

/** Compiles one file against what its course offers. Never throws for what an author wrote; reports it instead. */
export async function compileFile(
  file: ContentFile,
  shelf: CourseShelf,
  onRead?: OnRead,
): Promise<Compilation & { lookups: Record<string, string> }> {
  const page = await readPage(file, shelf, onRead);
  const { tree, parts, anchors, outline, found, problems, library } = page;
  const broken = problems.some((problem) => problem.level === 'error');
  const pieces = broken ? [] : cutPage(await renderTree(tree));
  const teaching = file.kind === 'course' ? library.teaching() : undefined;
  const output = broken ? null : toOutput(file, { pieces, parts, outline, found, teaching });
  return {
    output,
    facts: toFacts(tree, anchors, found, parts),
    problems,
    lookups: await library.lookups(),
  };
}
