import type { Root, RootContent } from 'mdast';
import type { z } from 'zod';
import { renderTree } from '#app/features/curriculum/compiler/compile/bundle.server.ts';
import { readPage } from '#app/features/curriculum/compiler/compile/compiler.server.ts';
import { toPieceLines } from '#app/features/curriculum/compiler/compile/facts.server.ts';
import { cutPage } from '#app/features/curriculum/compiler/compile/html.server.ts';
import { type Output, toOutput } from '#app/features/curriculum/compiler/compile/output.server.ts';
import type { ContentFile } from '#app/features/curriculum/compiler/files/course-folder.server.ts';
import type { Frontmatters } from '#app/features/curriculum/compiler/files/frontmatter.server.ts';
import { inTurn } from '#app/features/curriculum/compiler/files/turns.server.ts';
import type { CourseShelf } from '#app/features/curriculum/compiler/references/library.server.ts';
import { isBlockOf } from '#app/features/curriculum/compiler/syntax/mdx-tree.server.ts';
import {
  courseFrontmatterSchema,
  lessonFrontmatterSchema,
  moduleFrontmatterSchema,
  practicalFrontmatterSchema,
  quizFrontmatterSchema,
  surveyFrontmatterSchema,
} from '#app/features/curriculum/courses/frontmatter-schema.ts';
import type { ContentKind, ContentProblem } from '#app/features/curriculum/courses/schema.ts';

/** What can be shown of a file that has errors: every part of it that has none. Never published. */

/**
 * A draft: what can be shown, and the lines of what is shown, as in `Facts.pieceLines`. `unplayable`: ids of scenarios
 * whose scenes do not hang together, which can be drawn and not played.
 */
export type Draft = { output: Output; pieceLines: number[][]; unplayable: string[] };

const schemas = {
  course: courseFrontmatterSchema,
  module: moduleFrontmatterSchema,
  lesson: lessonFrontmatterSchema,
  quiz: quizFrontmatterSchema,
  practical: practicalFrontmatterSchema,
  survey: surveyFrontmatterSchema,
} as const;

/** In place of settings that are missing or wrong. */
const fallbacks: Record<ContentKind, Record<string, unknown>> = {
  course: { lastReviewed: '2000-01-01' },
  module: {},
  lesson: {
    minutes: 1,
    lastReviewed: '2000-01-01',
    objectives: [{ id: 'none', text: '(The settings name no objective that can be read.)' }],
  },
  quiz: {},
  practical: { minutes: 1, lessons: ['none'] },
  survey: { minutes: 1, answers: ['lowest', 'highest'] },
};

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The settings of a file as far as they are right, the others filled in so that the page can be shown. */
export function lenientFrontmatter<K extends ContentKind>(
  kind: K,
  file: Pick<ContentFile, 'head'>,
): Frontmatters[K] {
  const written = file.head.yaml?.value;
  const shape: Record<string, z.ZodType> = schemas[kind].shape;
  const right = Object.entries(isRecord(written) ? written : {}).filter(
    // A key may be the name of something that every object has.
    ([name, value]) => Object.hasOwn(shape, name) && shape[name]?.safeParse(value).success,
  );
  const base = { title: 'No title yet', summary: 'No summary that can be read yet.' };
  const id = file.head.id ?? 'no-id-yet';
  const schema: z.ZodType = schemas[kind];
  return schema.parse({
    ...base,
    ...fallbacks[kind],
    ...Object.fromEntries(right),
    id,
  }) as Frontmatters[K];
}

/** Lines with errors of the file itself, not of what it refers to; apart, those about how scenes hang together. */
function errorLines(path: string, problems: readonly ContentProblem[]) {
  const own = problems.filter(({ file, level }) => file === path && level === 'error');
  const linesOf = (graph: boolean) =>
    own.filter(({ rule }) => (rule === 'scenario-graph') === graph).map(({ line }) => line);
  return { broken: linesOf(false), graph: linesOf(true) };
}

function holdsAny({ position }: RootContent, lines: readonly number[]): boolean {
  if (position === undefined) return false;
  return lines.some((line) => line >= position.start.line && line <= position.end.line);
}

function standIn(line: number): RootContent {
  const text = `What stands here (line ${line}) has an error and is not shown.`;
  return {
    type: 'paragraph',
    children: [{ type: 'emphasis', children: [{ type: 'text', value: text }] }],
    position: { start: { line, column: 1 }, end: { line, column: 1 } },
  };
}

/** Leaves out every block that has an error, or whose place is not known. What is left holds no code. */
function withoutErrors(tree: Root, lines: readonly number[]): Root {
  const children = tree.children.flatMap((node): RootContent[] => {
    if (node.position === undefined) return [];
    return holdsAny(node, lines) ? [standIn(node.position.start.line)] : [node];
  });
  return { type: 'root', children };
}

const partNumber = (node: RootContent): number | null => {
  if (!isBlockOf(node, 'Part')) return null;
  const [attribute] = node.attributes;
  return attribute?.type === 'mdxJsxAttribute' ? Number(attribute.value) : null;
};

/** What can be shown of a file with errors; null if nothing can. Never throws for what an author wrote. */
export async function draftFile(file: ContentFile, shelf: CourseShelf): Promise<Draft | null> {
  const { tree, parts, outline, found, problems, doubts } = await inTurn(file.path, file.text, () =>
    readPage(file, shelf),
  );
  const lines = errorLines(file.path, [...file.problems, ...problems, ...doubts]);
  const shown = withoutErrors(tree, lines.broken);
  const kept = new Set(shown.children.flatMap((node) => partNumber(node) ?? []));
  const unplayable = shown.children.flatMap((node) => {
    const part = holdsAny(node, lines.graph) ? parts[partNumber(node) ?? -1] : undefined;
    return part?.type === 'scenario' ? [part.id] : [];
  });
  const frontmatter = lenientFrontmatter(file.kind, file);
  const lenient = { ...file, head: { ...file.head, frontmatter } } as ContentFile;
  try {
    const output = toOutput(lenient, {
      pieces: cutPage(await renderTree(shown)),
      // A quiz is made of its questions, wherever they stand on the page.
      parts: file.kind === 'quiz' ? parts.filter((_, index) => kept.has(index)) : parts,
      outline: outline.filter(({ id }) =>
        shown.children.some((node) => node.type === 'heading' && node.data?.hProperties?.id === id),
      ),
      found,
    });
    return output === null ? null : { output, pieceLines: toPieceLines(shown), unplayable };
  } catch {
    return null;
  }
}
