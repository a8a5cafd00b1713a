import { assignAnchors } from './anchors.server.ts';
import { renderTree } from './bundle.server.ts';
import { addListedSources } from './citations.server.ts';
import type { ContentFile } from './course-folder.server.ts';
import { renderFragment, renderWords } from './fragments.server.ts';
import { sha256 } from './hash.server.ts';
import { countWords, cutPage, type Piece } from './html.server.ts';
import { type CourseShelf, openLibrary } from './library.server.ts';
import { checkTree } from './mdx-rules.server.ts';
import { parseMdx } from './mdx-tree.server.ts';
import { takeParts, type WrittenItem, type WrittenPart } from './parts.server.ts';
import { createReport, fileStart, type Place } from './problems.server.ts';
import { type AnchorLink, type References, resolveReferences } from './references.server.ts';
import type {
  AnswerKey,
  Block,
  ContentProblem,
  CourseBody,
  Item,
  ItemKey,
  LessonBody,
  ModuleBody,
  QuizBody,
} from './schema.ts';

/** What a file becomes: a body safe for a cadet's browser and, apart from it, the key that stays on the server. */
export type Output =
  | { kind: 'course'; body: CourseBody; key: null }
  | { kind: 'module'; body: ModuleBody; key: null }
  | { kind: 'lesson'; body: LessonBody; key: AnswerKey }
  | { kind: 'quiz'; body: QuizBody; key: AnswerKey };

/** What other files of the course must know of a file to be checked against it. */
export type Facts = {
  anchors: string[];
  links: string[];
  anchorLinks: AnchorLink[];
  objectives: ({ id: string } & Place)[];
  localRules: string[];
};

/** The result of compiling one file. `output` is null if anything in the file is wrong. */
export type Compilation = { output: Output | null; facts: Facts; problems: ContentProblem[] };

/** An option's id: from its own words, so that it stays the same when options are added, moved or marked otherwise. */
function optionId(item: string, text: string): string {
  return `o-${sha256(`${item}\n${text}`).slice(0, 10)}`;
}

function toItem(written: WrittenItem): { item: Item; key: ItemKey } {
  const key: ItemKey = { correct: [], feedback: {}, misconceptions: {} };
  const options = written.options.map((option) => {
    const id = optionId(written.id, option.text);
    if (option.correct) key.correct.push(id);
    if (option.feedback.length > 0) key.feedback[id] = renderFragment(option.feedback);
    if (option.misconception !== null) key.misconceptions[id] = option.misconception;
    return { id, html: renderWords(option.words) };
  });
  key.correct.sort();
  return {
    item: {
      id: written.id,
      type: key.correct.length > 1 ? 'multiple' : 'single',
      objective: written.objective,
      promptHtml: renderFragment(written.prompt),
      options,
    },
    key,
  };
}

function toBlock(piece: Piece, parts: readonly WrittenPart[], key: AnswerKey): Block | null {
  if ('html' in piece) return { type: 'html', html: piece.html };
  const part = parts[piece.part];
  if (part === undefined) return null;
  if (part.type === 'reflection') {
    return { type: 'reflect', id: part.id, promptHtml: renderFragment(part.prompt) };
  }
  const { item, key: itemKey } = toItem(part);
  key[part.id] = itemKey;
  return { type: 'check', required: part.required, item };
}

function htmlOf(block: Block): string {
  if (block.type === 'html') return block.html;
  if (block.type === 'reflect') return block.promptHtml;
  return [block.item.promptHtml, ...block.item.options.map((option) => option.html)].join(' ');
}

function joinHtml(pieces: readonly Piece[]): string {
  return pieces.map((piece) => ('html' in piece ? piece.html : '')).join('\n');
}

function toOutput(
  file: ContentFile,
  pieces: readonly Piece[],
  parts: readonly WrittenPart[],
  outline: LessonBody['outline'],
  { references, terms }: References,
): Output | null {
  const { kind, head } = file;
  if (head.frontmatter === null) return null;
  const key: AnswerKey = {};
  switch (kind) {
    case 'course':
      return { kind, body: { frontmatter: head.frontmatter, html: joinHtml(pieces) }, key: null };
    case 'module':
      return { kind, body: { frontmatter: head.frontmatter, html: joinHtml(pieces) }, key: null };
    case 'quiz': {
      const items = parts.flatMap((part) => {
        if (part.type !== 'item') return [];
        const { item, key: itemKey } = toItem(part);
        key[part.id] = itemKey;
        return [item];
      });
      const introHtml = joinHtml(pieces);
      return { kind, body: { frontmatter: head.frontmatter, introHtml, items }, key };
    }
    case 'lesson': {
      const blocks = pieces.flatMap((piece) => toBlock(piece, parts, key) ?? []);
      const words = blocks.reduce((sum, block) => sum + countWords(htmlOf(block)), 0);
      return {
        kind,
        body: { frontmatter: head.frontmatter, blocks, outline, references, terms, words },
        key,
      };
    }
  }
}

/** Compiles one file against what its course offers. Never throws for what an author wrote; reports it instead. */
export async function compileFile(
  file: ContentFile,
  shelf: CourseShelf,
): Promise<Compilation & { lookups: Record<string, string> }> {
  const report = createReport(file.path);
  const library = openLibrary(shelf);
  const { tree, whole } = parseMdx(file.head.body, report);
  // With lines left out for syntax errors, what seems to be missing may be there.
  const shape = whole ? report : createReport(file.path);
  checkTree(tree, file.kind, report, shape);
  const { anchors, outline } = assignAnchors(tree);
  const known = whole ? anchors : null;
  const found = await resolveReferences(tree, file.kind, file.inCourse, known, library, report);
  if (file.kind === 'lesson') {
    const { frontmatter, yaml } = file.head;
    const placeOf = (index: number) => yaml?.placeOf(['sources', index]) ?? fileStart;
    addListedSources(frontmatter?.sources ?? [], placeOf, found, library, report);
  }
  const parts = takeParts(tree, shape);
  if (file.kind === 'quiz' && parts.length === 0) {
    shape.error('empty-quiz', fileStart, 'this quiz has no <Question>; write at least one.');
  }
  const facts: Facts = {
    anchors,
    links: found.links,
    anchorLinks: found.anchorLinks,
    objectives: parts.flatMap((part) =>
      part.type === 'item' && part.objective !== null
        ? [{ id: part.objective, ...part.place }]
        : [],
    ),
    localRules: found.localRules,
  };
  const problems = [...report.problems, ...found.problems];
  const broken = problems.some((problem) => problem.level === 'error');
  const output =
    broken || file.head.frontmatter === null
      ? null
      : toOutput(file, cutPage(await renderTree(tree)), parts, outline, found);
  return { output, facts, problems, lookups: await library.lookups() };
}
