import type { Nodes, Paragraph, Root, RootContent } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { placeOf, type Report } from '#app/features/curriculum/compiler/files/problems.server.ts';
import {
  attributeOf,
  setAttributes,
} from '#app/features/curriculum/compiler/syntax/mdx-attributes.server.ts';
import {
  isBlockOf,
  isParent,
  type PartNode,
} from '#app/features/curriculum/compiler/syntax/mdx-tree.server.ts';
import type { Pace } from '#app/features/curriculum/courses/spoken-rules.ts';
import { contentIdSchema } from '#app/features/curriculum/items/id-schema.ts';
import { readMarks } from './spoken-marks.server.ts';
import { tellLines } from './spoken-words.server.ts';

/** Two are compared; a third would be a list. */
const mostReadings = 2;

/** Reads the lines of one reading, and writes how they are said beside them. Returns how many marks they have. */
function readLines(node: PartNode, report: Report): number {
  const lines: Paragraph[] = [];
  let pace: Pace = 'even';
  let marks = 0;
  const children: RootContent[] = node.children;
  for (const child of children) {
    if (child.type !== 'paragraph') {
      report.error(
        'spoken-line',
        placeOf(child),
        'a spoken line is a paragraph of words; move this out of <Spoken>.',
      );
      continue;
    }
    const read = readMarks(child, pace, report);
    pace = read.pace;
    marks += read.marks;
    lines.push(child);
  }
  if (lines.length > 0 && lines.every((line) => textOf(line).trim() === '')) {
    report.error('spoken-line', placeOf(node), 'this line has marks and no words; write them.');
  }
  const { how, seconds } = tellLines(lines);
  setAttributes(node, { how, seconds: String(seconds) });
  return marks;
}

/** The readings of a block; lines that stand in it directly are its only one. */
function listReadings(node: PartNode, report: Report): PartNode[] {
  const children: RootContent[] = node.children;
  const readings = children.filter((child): child is PartNode => isBlockOf(child, 'Reading'));
  if (readings.length === 0) {
    const only: PartNode = { ...node, name: 'Reading', attributes: [] };
    node.children = [only];
    return [only];
  }
  const stray = children.find((child) => !isBlockOf(child, 'Reading'));
  if (stray !== undefined) {
    report.error(
      'spoken-line',
      placeOf(stray),
      'beside a <Reading> there is nothing else in <Spoken>; move this into one, or out.',
    );
  }
  const third = readings[mostReadings];
  if (third !== undefined) {
    report.error(
      'spoken-line',
      placeOf(third),
      '<Spoken> sets two readings side by side; move the third into a <Spoken> of its own.',
    );
  }
  return readings;
}

function readBlock(node: PartNode, seen: Map<string, number>, report: Report): void {
  const place = placeOf(node);
  const id = attributeOf(node, 'id') ?? '';
  const valid = contentIdSchema.safeParse(id);
  const earlier = seen.get(id);
  if (id !== '' && !valid.success) {
    report.error(
      'bad-id',
      place,
      `\`${id}\` cannot be an id: ${valid.error.issues[0]?.message ?? 'choose another'}.`,
    );
  } else if (id !== '' && earlier !== undefined) {
    report.error(
      'duplicate-id',
      place,
      `the id \`${id}\` is already used on line ${earlier}, and a recording is found by it; choose another.`,
    );
  }
  seen.set(id, place.line);
  if (node.children.length === 0) return;
  const marks = listReadings(node, report).map((reading) => readLines(reading, report));
  if (marks.every((count) => count === 0)) {
    report.warning(
      'spoken-line',
      place,
      'nothing is marked in this line, so it reads like any quotation; mark a pause as `[2 s]`, a stress as `*word*`, or [breath], [slower], [faster].',
    );
  }
}

/** Reads every spoken line of a page: its marks become nodes of the tree, and how it is said an attribute. */
export function readSpoken(tree: Root, report: Report): void {
  const seen = new Map<string, number>();
  const visit = (node: Nodes) => {
    if (isBlockOf(node, 'Spoken')) readBlock(node, seen, report);
    else if (isParent(node)) node.children.forEach(visit);
  };
  visit(tree);
}
