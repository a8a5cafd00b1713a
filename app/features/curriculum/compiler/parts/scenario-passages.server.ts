import type { RootContent } from 'mdast';
import {
  createReport,
  type Place,
  placeOf,
  type Report,
} from '#app/features/curriculum/compiler/files/problems.server.ts';
import {
  attributeOf,
  placeOfNamed,
} from '#app/features/curriculum/compiler/syntax/mdx-attributes.server.ts';
import {
  isBlockOf,
  type PartNode,
} from '#app/features/curriculum/compiler/syntax/mdx-tree.server.ts';
import {
  isOffered,
  listStands,
  type Values,
} from '#app/features/curriculum/courses/scenario-rules.ts';
import { looksLikeChoices, readChoices } from './scenario-choices.server.ts';
import { readConditions } from './scenario-variables.server.ts';
import type { WrittenPassage, WrittenScenario } from './written-parts.server.ts';

/** Text of scenes that is shown only sometimes. What is wrong with it is reported at its line. */

const example = '<When if="trust at least 2">';

/** The nodes that a `<When>` shows; any other node shows itself. */
export function shownNodes(node: RootContent): RootContent[] {
  return isBlockOf(node, 'When') ? node.children : [node];
}

/** Whether choices stand in a `<When>` of a scene, where nobody can choose them. */
export function hidesChoices(content: readonly RootContent[]): boolean {
  return content.some((node) => isBlockOf(node, 'When') && node.children.some(looksLikeChoices));
}

function refuseChoices(node: PartNode, variables: readonly string[], report: Report): void {
  for (const list of node.children) {
    if (list.type !== 'list' || !looksLikeChoices(list)) continue;
    report.error(
      'scenario-choice',
      placeOf(list),
      'choices do not stand in a <When>; put them last in the scene, and write `If:` under one that is offered only sometimes.',
    );
    // Their links are scenes, and must not be taken for places on the page as well.
    readChoices(list, variables, createReport(report.file));
  }
}

/**
 * Cuts the text of a scene where a `<When>` stands.
 * @param variables names declared by the scenario
 */
export function readPassages(
  content: readonly RootContent[],
  variables: readonly string[],
  scene: Place,
  report: Report,
): WrittenPassage[] {
  const passages: WrittenPassage[] = [];
  for (const node of content) {
    const place = placeOf(node);
    if (isBlockOf(node, 'When')) {
      const text = attributeOf(node, 'if') ?? '';
      const at = placeOfNamed(node, 'if');
      const conditions = text === '' ? [] : readConditions(text, at, variables, example, report);
      refuseChoices(node, variables, report);
      passages.push({ conditions, content: [node], place });
      continue;
    }
    const last = passages.at(-1);
    if (last !== undefined && !last.content.some((each) => isBlockOf(each, 'When'))) {
      last.content.push(node);
    } else passages.push({ conditions: [], content: [node], place });
  }
  if (passages.length > 0 && content.every((node) => isBlockOf(node, 'When'))) {
    report.error(
      'scenario-scene',
      scene,
      'all the text of this scene stands in a <When>, so a reader may meet an empty scene; write a sentence outside that everybody reads.',
    );
  }
  return passages;
}

/** What the variables of a condition can be: '`trust` is 1, 2 or 3 there'. */
function standWords({ conditions }: WrittenPassage, stands: readonly Values[]): string {
  const names = [...new Set(conditions.map(({ variable }) => variable))];
  const words = names.map((name) => {
    const values = [...new Set(stands.map((stand) => stand[name] ?? 0))].sort((a, b) => a - b);
    const last = values.pop();
    const all = values.length === 0 ? `${last}` : `${values.join(', ')} or ${last}`;
    return `\`${name}\` is ${all}`;
  });
  return `${words.join(' and ')} there`;
}

/** Warns of text that no way through the conversation shows, or that every way does. */
export function checkPassages(
  { variables, scenes }: Pick<WrittenScenario, 'variables' | 'scenes'>,
  report: Report,
): void {
  const all = scenes.flatMap(({ passages }) => passages);
  const ways = all.some(({ conditions }) => conditions.length > 0)
    ? listStands({ variables, scenes })
    : null;
  if (ways === null) return;
  for (const { id, passages } of scenes) {
    const stands = ways.get(id) ?? [];
    for (const passage of passages) {
      if (passage.conditions.length === 0 || stands.length === 0) continue;
      const shown = stands.filter((stand) => isOffered(passage, stand)).length;
      if (shown > 0 && shown < stands.length) continue;
      const words = standWords(passage, stands);
      report.warning(
        'scenario-when',
        passage.place,
        shown === 0
          ? `no way through the conversation shows this text (${words}); mend the condition, or what leads here.`
          : `every way through the conversation shows this text (${words}); take the <When> around it out, or mend the condition.`,
      );
    }
  }
}
