import type { Nodes, Root, RootContent } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { attributeOf, hasAttribute } from './mdx-attributes.server.ts';
import type { Jsx } from './mdx-tree.server.ts';
import { namesMisconception, readOption, type WrittenOption } from './option-text.server.ts';
import { type Place, placeOf, type Report } from './problems.server.ts';
import { contentIdSchema } from './schema.ts';

/** A question as its author wrote it, with its key. `required`: it counts for a lesson's completion. */
export type WrittenItem = {
  type: 'item';
  id: string;
  objective: string | null;
  required: boolean;
  prompt: RootContent[];
  options: WrittenOption[];
  place: Place;
};

/** A prompt for a private note. */
export type WrittenReflection = {
  type: 'reflection';
  id: string;
  prompt: RootContent[];
  place: Place;
};

/** Something a cadet acts on, taken out of the page. */
export type WrittenPart = WrittenItem | WrittenReflection;

const partNames = new Set(['Check', 'Question', 'Reflect']);

type PartNode = Extract<Nodes, { type: 'mdxJsxFlowElement' }>;

/** Whether a node is a check, question or note. */
export function isPartNode(node: Nodes): node is PartNode {
  return node.type === 'mdxJsxFlowElement' && partNames.has(node.name ?? '');
}

/**
 * Takes the interactive parts out of a page and leaves `<Part number="…" />` where each stood, so that what follows
 * never sees an option's key or feedback. Everything wrong with a part is reported at its line.
 */
export function takeParts(tree: Root, report: Report): WrittenPart[] {
  const parts: WrittenPart[] = [];
  const seen = new Map<string, number>();
  tree.children = tree.children.map((node): RootContent => {
    if (!isPartNode(node)) return node;
    const place = placeOf(node);
    const id = readId(node, report);
    const earlier = seen.get(id);
    if (id !== '' && earlier !== undefined) {
      report.error(
        'duplicate-id',
        place,
        `the id \`${id}\` is already used on line ${earlier}; every check, question and note of a page needs its own.`,
      );
    }
    seen.set(id, place.line);
    parts.push(node.name === 'Reflect' ? readReflection(node, id) : readItem(node, id, report));
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

function readId(node: Jsx, report: Report): string {
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

function readReflection(node: PartNode, id: string): WrittenReflection {
  return { type: 'reflection', id, prompt: node.children, place: placeOf(node) };
}

function readItem(node: PartNode, id: string, report: Report): WrittenItem {
  const name = node.name ?? '';
  const place = placeOf(node);
  const at = node.children.findIndex((child) => child.type === 'list');
  const list = node.children[at];
  const prompt: RootContent[] = at === -1 ? node.children : node.children.slice(0, at);
  const after = at === -1 ? undefined : node.children[at + 1];
  const options: WrittenOption[] = [];
  if (list?.type !== 'list') {
    report.error(
      'item-options',
      place,
      `<${name}> has no options; list them as \`- [x] right\` and \`- [ ] wrong\`.`,
    );
  } else {
    if (list.ordered === true) {
      report.error(
        'item-options',
        placeOf(list),
        'list options with `-`: `- [x] right` and `- [ ] wrong`.',
      );
    }
    for (const item of list.children) {
      const option = readOption(item, name, report);
      if (option !== null) options.push(option);
    }
    checkOptions(options, list.children.length, name, place, report);
  }
  if (after !== undefined) {
    report.error(
      'item-options',
      placeOf(after),
      after.type === 'blockquote'
        ? 'indent this line by two spaces, so that it belongs to the option above it.'
        : `nothing follows the options of <${name}>; move this before them or out of <${name}>.`,
    );
  }
  const question = prompt.map((part) => textOf(part)).join(' ');
  if (question.trim() === '' && at !== -1) {
    report.error(
      'item-prompt',
      place,
      `<${name}> asks nothing; write the question before its options.`,
    );
  }
  if (namesMisconception(question)) {
    report.error(
      'misconception-place',
      place,
      '`Misconception:` belongs in an option’s quoted feedback; here cadets would read it.',
    );
  }
  const objective = attributeOf(node, 'objective') || null;
  if (objective === null && name === 'Question') {
    report.warning(
      'missing-objective',
      place,
      'name the objective this question tests: `objective="…"`.',
    );
  }
  return {
    type: 'item',
    id,
    objective,
    required: !hasAttribute(node, 'optional'),
    prompt,
    options,
    place,
  };
}

function checkOptions(
  options: readonly WrittenOption[],
  written: number,
  name: string,
  place: Place,
  report: Report,
): void {
  if (written < 2) {
    report.error(
      'item-options',
      place,
      `<${name}> has fewer than two options; add at least one more.`,
    );
  }
  if (options.length === written && !options.some((option) => option.correct)) {
    report.error('item-key', place, `<${name}> has no right option; mark it with \`- [x]\`.`);
  }
  if (options.length > 1 && options.every((option) => option.correct)) {
    report.error(
      'item-key',
      place,
      `every option of <${name}> is marked right; mark the wrong ones with \`- [ ]\`.`,
    );
  }
  const texts = new Set<string>();
  for (const option of options) {
    const text = option.text.toLowerCase();
    if (texts.has(text)) {
      report.error(
        'item-options',
        option.place,
        'this option says the same as another one; reword or remove it.',
      );
    }
    texts.add(text);
  }
}
