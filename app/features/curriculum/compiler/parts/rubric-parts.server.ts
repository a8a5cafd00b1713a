import type { RootContent } from 'mdast';
import { placeOf, type Report } from '#app/features/curriculum/compiler/files/problems.server.ts';
import { attributeOf } from '#app/features/curriculum/compiler/syntax/mdx-attributes.server.ts';
import type { PartNode } from '#app/features/curriculum/compiler/syntax/mdx-tree.server.ts';
import type { Rubric } from '#app/features/curriculum/courses/schema.ts';
import { cellsOf, refuseTwins } from './entries.server.ts';
import type { WrittenRubric } from './written-parts.server.ts';

const headExample = '`| Criterion | 0 Not shown | 1 Partly | 2 Secure |`';

/** The star before a criterion that is safety-critical. */
const star = /^\s*★\s*/;

function toLevels(cells: readonly { text: string }[]): Rubric['levels'] {
  return [cells[1]?.text ?? '', cells[2]?.text ?? '', cells[3]?.text ?? ''];
}

/** Reads a rubric: one table with a column of criteria and three levels. Everything wrong is reported at its line. */
export function readRubric(node: PartNode, id: string, report: Report): WrittenRubric {
  const place = placeOf(node);
  const children: RootContent[] = node.children;
  const rubric: WrittenRubric = {
    type: 'rubric',
    id,
    title: attributeOf(node, 'title') ?? '',
    lesson: attributeOf(node, 'lesson') ?? '',
    pass: Number(attributeOf(node, 'pass') ?? ''),
    levels: ['', '', ''],
    criteria: [],
    place,
  };
  const table = children.find((child) => child.type === 'table');
  const stray = children.find((child) => child !== table);
  if (table?.type !== 'table') {
    if (children.length > 0) {
      report.error('rubric', place, `<Rubric> holds one table; its first line is ${headExample}.`);
    }
    return rubric;
  }
  if (stray !== undefined) {
    report.error(
      'rubric',
      placeOf(stray),
      '<Rubric> holds one table and nothing else; move this before or after <Rubric>.',
    );
  }
  const [head, ...rows] = table.children;
  const heads = head === undefined ? [] : cellsOf(head);
  if (heads.length !== 4) {
    const levels = heads.length - 1;
    report.error(
      'rubric',
      placeOf(table),
      `this rubric has ${levels === 1 ? 'one level' : `${levels} levels`}; it needs three after the criterion: ${headExample}.`,
    );
    return rubric;
  }
  heads.slice(1).forEach(({ text, place: at }, level) => {
    if (!new RegExp(`^${level}\\b`).test(text)) {
      report.error(
        'rubric',
        at,
        `the heading of this level must start with its points, \`${level}\`: ${headExample}.`,
      );
    } else if (text.length === 1) {
      report.error('rubric', at, `name this level after its points: ${headExample}.`);
    }
  });
  const [none = '', partly = '', secure = ''] = toLevels(heads).map((text) =>
    text.replace(/^\d\s*/, ''),
  );
  rubric.levels = [none, partly, secure];
  for (const row of rows) {
    const cells = cellsOf(row);
    const [first] = cells;
    const at = placeOf(row);
    if (cells.length > 4) {
      report.error(
        'rubric',
        at,
        'this row has more than four cells; write a `|` that is part of the words as `\\|`.',
      );
    }
    const empty = cells.find(({ text }) => text.replace(star, '') === '');
    if (cells.length < 4 || empty !== undefined) {
      report.error(
        'rubric',
        empty?.place ?? at,
        'a cell of this row is empty; name the criterion and, for each level, what a camera would record.',
      );
    }
    if (first === undefined) continue;
    const [lead, ...others] = first.words;
    const words =
      lead?.type === 'text'
        ? [{ ...lead, value: lead.value.replace(star, '') }, ...others]
        : first.words;
    rubric.criteria.push({
      text: first.text.replace(star, ''),
      words,
      place: first.place,
      critical: star.test(first.text),
      levels: toLevels(cells),
    });
  }
  const { length } = rows;
  if (length < 3 || length > 6) {
    report.error(
      'rubric',
      placeOf(table),
      `this rubric has ${length === 1 ? 'one criterion' : `${length} criteria`}; write three to six, one a row.`,
    );
  }
  refuseTwins(rubric.criteria, 'rubric', 'criterion', report);
  checkPass(node, rubric, length * 2, report);
  return rubric;
}

function checkPass(
  node: PartNode,
  { pass, place }: WrittenRubric,
  most: number,
  report: Report,
): void {
  const written = attributeOf(node, 'pass') ?? '';
  if (written === '') return;
  if (!Number.isInteger(pass) || pass < 1) {
    report.error(
      'rubric',
      place,
      `\`pass="${written}"\` must be a whole number of points, from 1 on.`,
    );
  } else if (pass > most) {
    report.error(
      'rubric',
      place,
      `\`pass="${pass}"\` cannot be reached: ${most / 2} criteria give at most ${most} points.`,
    );
  }
}
