import type { Root, RootContent } from 'mdast';
import { placeOf, type Report } from '#app/features/curriculum/compiler/files/problems.server.ts';
import { attributeOf } from '#app/features/curriculum/compiler/syntax/mdx-attributes.server.ts';
import {
  isBlockOf,
  type PartNode,
} from '#app/features/curriculum/compiler/syntax/mdx-tree.server.ts';
import { partNames } from '#app/features/curriculum/compiler/syntax/part-names.server.ts';
import { contentIdSchema } from '#app/features/curriculum/items/id-schema.ts';
import { readItem } from './item-parts.server.ts';
import { readRubric } from './rubric-parts.server.ts';
import { readScenario } from './scenario-parts.server.ts';
import { readRank, readScale } from './survey-parts.server.ts';
import type { WrittenPart, WrittenScenario } from './written-parts.server.ts';

function readPart(
  node: PartNode,
  id: string,
  scenarios: ReadonlyMap<RootContent, WrittenScenario>,
  report: Report,
): WrittenPart {
  switch (node.name) {
    case 'Reflect':
      return { type: 'reflection', id, prompt: node.children, place: placeOf(node) };
    case 'Scenario':
      return scenarios.get(node) ?? readScenario(node, report);
    case 'Rubric':
      return readRubric(node, id, report);
    case 'Scale':
      return readScale(node, id, report);
    case 'Rank':
      return readRank(node, id, report);
    default:
      return readItem(node, id, report);
  }
}

/**
 * Takes the interactive parts out of a page and leaves `<Part number="…" />` where each stood, so that what follows
 * never sees a key or feedback. Everything wrong with a part is reported at its line.
 * @param scenarios those read before, by their node
 */
export function takeParts(
  tree: Root,
  scenarios: ReadonlyMap<RootContent, WrittenScenario>,
  report: Report,
): WrittenPart[] {
  const parts: WrittenPart[] = [];
  const seen = new Map<string, number>();
  tree.children = tree.children.map((node): RootContent => {
    if (!isBlockOf(node, ...partNames)) return node;
    const place = placeOf(node);
    const id = readId(node, report);
    const earlier = seen.get(id);
    if (id !== '' && earlier !== undefined) {
      report.error(
        'duplicate-id',
        place,
        `the id \`${id}\` is already used on line ${earlier}; every check, question, note and scenario of a page needs its own.`,
      );
    }
    seen.set(id, place.line);
    parts.push(readPart(node, id, scenarios, report));
    const number = {
      type: 'mdxJsxAttribute' as const,
      name: 'number',
      value: String(parts.length - 1),
    };
    return {
      type: 'mdxJsxFlowElement',
      name: 'Part',
      attributes: [number],
      children: [],
      position: node.position,
    };
  });
  return parts;
}

function readId(node: PartNode, report: Report): string {
  const id = attributeOf(node, 'id') ?? '';
  const valid = contentIdSchema.safeParse(id);
  if (id !== '' && !valid.success) {
    report.error(
      'bad-id',
      placeOf(node),
      `\`${id}\` cannot be an id: ${valid.error.issues[0]?.message ?? 'choose another'}.`,
    );
  }
  return id;
}
