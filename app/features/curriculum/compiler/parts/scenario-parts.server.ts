import type { Nodes, Paragraph, Root, RootContent } from 'mdast';
import type {} from 'mdast-util-to-hast';
import { toString as textOf } from 'mdast-util-to-string';
import {
  type Place,
  placeOf,
  type Report,
} from '#app/features/curriculum/compiler/files/problems.server.ts';
import {
  attributeOf,
  hasAttribute,
} from '#app/features/curriculum/compiler/syntax/mdx-attributes.server.ts';
import {
  isBlockOf,
  isParent,
  type PartNode,
} from '#app/features/curriculum/compiler/syntax/mdx-tree.server.ts';
import { contentIdSchema } from '#app/features/curriculum/items/id-schema.ts';
import { endingSchema } from '#app/features/curriculum/items/schema.ts';
import { looksLikeChoices, readChoices } from './scenario-choices.server.ts';
import { checkGraph } from './scenario-graph.server.ts';
import {
  checkPassages,
  hidesChoices,
  readPassages,
  shownNodes,
} from './scenario-passages.server.ts';
import { readVariables } from './scenario-variables.server.ts';
import type { WrittenScenario, WrittenScene } from './written-parts.server.ts';

/** The most scenes of one scenario. */
const maxScenes = 100;

/** A paragraph that starts with `**Name:**` is a line of speech. */
function markSpeech(nodes: readonly RootContent[]): void {
  for (const node of nodes) {
    const [who] = node.type === 'paragraph' ? node.children : [];
    if (who?.type !== 'strong' || !textOf(who).trim().endsWith(':')) continue;
    who.data = { ...who.data, hProperties: { className: ['speech-who'] } };
    (node as Paragraph).data = { ...node.data, hProperties: { className: ['speech'] } };
  }
}

function refuseHeadings(nodes: readonly Nodes[], report: Report): void {
  for (const node of nodes) {
    if (node.type === 'heading') {
      report.error(
        'scenario-scene',
        placeOf(node),
        'a scenario has no headings inside; put this into the scene’s `title`.',
      );
    } else if (isParent(node)) refuseHeadings(node.children, report);
  }
}

function readScene(node: PartNode, variables: readonly string[], report: Report): WrittenScene {
  const place = placeOf(node);
  const id = attributeOf(node, 'id') ?? '';
  const end = endingSchema.safeParse(attributeOf(node, 'end')).data ?? null;
  const children: RootContent[] = node.children;
  const last = children.at(-1);
  const atEnd = last?.type === 'list' && (!hasAttribute(node, 'end') || looksLikeChoices(last));
  const early = children.slice(0, -1).find((each) => looksLikeChoices(each));
  const list = early ?? (atEnd ? last : undefined);
  const content = children.filter((child) => child !== list);
  const after = early === undefined ? undefined : children[children.indexOf(early) + 1];
  if (after !== undefined) {
    report.error(
      'scenario-scene',
      placeOf(after),
      after.type === 'blockquote'
        ? 'indent this line by two spaces, so that it belongs to the choice above it.'
        : 'the choices come last in a scene, as one list; move this before them.',
    );
  }
  const choices = list?.type === 'list' ? readChoices(list, variables, report) : [];
  const valid = contentIdSchema.safeParse(id);
  if (id !== '' && !valid.success) {
    report.error(
      'bad-id',
      place,
      `\`${id}\` cannot be an id: ${valid.error.issues[0]?.message ?? 'choose another'}.`,
    );
  }
  if (content.length === 0 && children.length > 0) {
    report.error(
      'scenario-scene',
      place,
      `<Scene> has choices and no text; say what happens before them.`,
    );
  }
  if (list !== undefined && hasAttribute(node, 'end')) {
    report.error(
      'scenario-graph',
      place,
      'this scene has choices, so it is no ending; take `end` out, or the choices.',
    );
  } else if (list === undefined && !hasAttribute(node, 'end') && !hidesChoices(content)) {
    report.error(
      'scenario-graph',
      place,
      'this scene has no choices, so the reader is stuck; add choices, or write `end="good"`, `end="mixed"`, `end="poor"` or `end="safe"`.',
    );
  }
  const shown = content.flatMap(shownNodes);
  refuseHeadings(content, report);
  markSpeech(shown);
  const passages = readPassages(content, variables, place, report);
  const title = attributeOf(node, 'title') || null;
  return { id, title, end, content, passages, choices, place };
}

function warnOfUnused(
  variables: readonly string[],
  scenes: readonly WrittenScene[],
  place: Place,
  report: Report,
): void {
  const used = new Set(
    scenes.flatMap(({ choices, passages }) =>
      [
        ...choices.flatMap(({ effects, conditions }) => [...effects, ...conditions]),
        ...passages.flatMap(({ conditions }) => conditions),
      ].map(({ variable }) => variable),
    ),
  );
  for (const name of variables) {
    if (used.has(name)) continue;
    report.warning(
      'scenario-variable',
      place,
      `nothing changes or asks for the variable \`${name}\`; use it, or take it out of \`variables\`.`,
    );
  }
}

const countErrors = ({ problems }: Report) =>
  problems.filter(({ level }) => level === 'error').length;

/** Reads a scenario and checks that its scenes make a conversation. Everything wrong is reported at its line. */
export function readScenario(node: PartNode, report: Report): WrittenScenario {
  const place = placeOf(node);
  const children: RootContent[] = node.children;
  const errorsBefore = countErrors(report);
  const variables = readVariables(attributeOf(node, 'variables'), place, report);
  const names = variables.map(({ name }) => name);
  const first = children.findIndex((child) => isBlockOf(child, 'Scene'));
  const intro = first === -1 ? children : children.slice(0, first);
  const scenes: WrittenScene[] = [];
  for (const child of first === -1 ? [] : children.slice(first)) {
    if (isBlockOf(child, 'Scene')) scenes.push(readScene(child, names, report));
    else {
      report.error(
        'scenario-scene',
        placeOf(child),
        'this stands between two scenes, where nobody reads it; move it into a scene, or before the first one.',
      );
    }
  }
  if (first === -1) {
    // An empty <Scenario> is reported as such.
    if (children.length > 0) {
      report.error(
        'scenario-scene',
        place,
        '<Scenario> has no scene; write at least a start and an ending, as `<Scene id="door" title="At the door">`.',
      );
    }
  } else if (scenes.length > maxScenes) {
    report.error(
      'scenario-scene',
      place,
      `${scenes.length} scenes are too many for one scenario; ${maxScenes} are allowed.`,
    );
  } else {
    checkGraph(scenes, report);
  }
  warnOfUnused(names, scenes, place, report);
  if (countErrors(report) === errorsBefore) checkPassages({ variables, scenes }, report);
  refuseHeadings(intro, report);
  markSpeech(intro);
  return {
    type: 'scenario',
    id: attributeOf(node, 'id') ?? '',
    title: attributeOf(node, 'title') ?? '',
    note: attributeOf(node, 'note') || null,
    required: !hasAttribute(node, 'optional'),
    intro,
    variables,
    scenes,
    place,
  };
}

/**
 * Reads every scenario of a page. Done before references are resolved: the links of choices lead to scenes and would be
 * taken for links on the page.
 */
export function readScenarios(tree: Root, report: Report): Map<RootContent, WrittenScenario> {
  return new Map(
    tree.children.flatMap((node) =>
      isBlockOf(node, 'Scenario') ? [[node, readScenario(node, report)]] : [],
    ),
  );
}
