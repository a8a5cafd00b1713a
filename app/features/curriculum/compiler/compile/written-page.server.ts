import type { Root, RootContent } from 'mdast';
import type { ContentFile } from '#app/features/curriculum/compiler/files/course-folder.server.ts';
import {
  createReport,
  type Report,
} from '#app/features/curriculum/compiler/files/problems.server.ts';
import { readScenarios } from '#app/features/curriculum/compiler/parts/scenario-parts.server.ts';
import { readSpoken } from '#app/features/curriculum/compiler/parts/spoken-lines.server.ts';
import type { WrittenScenario } from '#app/features/curriculum/compiler/parts/written-parts.server.ts';
import { assignAnchors } from '#app/features/curriculum/compiler/references/anchors.server.ts';
import { checkTree } from '#app/features/curriculum/compiler/syntax/mdx-rules.server.ts';
import { parseMdx } from '#app/features/curriculum/compiler/syntax/mdx-tree.server.ts';
import type { LessonBody } from '#app/features/curriculum/courses/schema.ts';

/**
 * A file as it is written: parsed and checked by itself; nothing it refers to is looked up, and its parts are still in
 * the tree. `whole`: false if lines with syntax errors had to be left out.
 */
export type WrittenPage = {
  tree: Root;
  whole: boolean;
  anchors: string[];
  outline: LessonBody['outline'];
  scenarios: ReadonlyMap<RootContent, WrittenScenario>;
};

/** Is told of each page that is read anew. The compiler goes on to change the page: what is wanted of it is taken now. */
export type OnRead = (file: ContentFile, page: WrittenPage) => void;

/**
 * Reads a file: the one place that parses one.
 * @returns the page, and where to report what only makes sense of a whole file: with lines left out for syntax errors,
 * what seems to be missing may be there
 */
export function readWritten(file: ContentFile, report: Report): WrittenPage & { shape: Report } {
  const { tree, whole } = parseMdx(file.head.body, report);
  const shape = whole ? report : createReport(file.path);
  checkTree(tree, file.kind, report, shape);
  readSpoken(tree, report);
  const { anchors, outline } = assignAnchors(tree);
  const scenarios = readScenarios(tree, shape);
  return { tree, whole, anchors, outline, scenarios, shape };
}
