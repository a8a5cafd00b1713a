import type { Definition, Nodes, Parents, Root } from 'mdast';
import { placeOf, type Report } from '#app/features/curriculum/compiler/files/problems.server.ts';
import { nearest } from '#app/features/curriculum/compiler/files/spelling.server.ts';
import type { ContentKind } from '#app/features/curriculum/courses/schema.ts';
import { type ComponentRule, componentCatalog, inlineTags } from './component-catalog.server.ts';
import { checkContents, checkPlace } from './component-rules.server.ts';
import { checkAttributes } from './mdx-attributes.server.ts';
import { literalOf } from './mdx-literals.server.ts';
import { isJsx, isParent, type Jsx } from './mdx-tree.server.ts';
import { readsBrackets } from './part-names.server.ts';
import { refuseStrayLines, refuseStraySigns } from './stray-markup.server.ts';
import { refuseStrayNotes } from './stray-notes.server.ts';

type Parent = Extract<Nodes, Parents>;

type Task = { kind: ContentKind; report: Report; shape: Report };

/** What only authors may read, as it looks where it was not read as such. */
const holdsKey = /<(Check|Question|Scenario|Scene|When)\b|\[x\]|^\s*>\s*(Kind|Misconception)\s*:/im;

/** Tags that authors try, and what to write instead. */
const refusedTags: Record<string, string> = {
  script: 'scripts are refused in lessons; remove it.',
  iframe: 'frames are refused in lessons; put the film beside the lesson and use <Video>.',
  style: 'styles are refused in lessons; the design gives every component its look.',
  img: 'write pictures as `![what it shows](./file.svg)` or with <Figure>.',
  video: 'use <Video src captions transcript title />.',
  a: 'write links as `[text](address)`.',
  table: 'write tables in Markdown, with `|` between cells.',
  b: 'write bold as `**text**`.',
  strong: 'write bold as `**text**`.',
  i: 'write emphasis as `*text*`.',
  em: 'write emphasis as `*text*`.',
  blockquote: 'write quotations with `>` before each line.',
};

/**
 * Checks that a parsed file holds only what the authoring language knows: Markdown, the components of the catalog and a
 * few tags; no code. Changes the tree where that makes the next steps simpler: literals become text, comments vanish,
 * links by reference become plain links.
 * @param shape where to report what only makes sense of a whole file: a component's contents, what must stand in another
 * one, heading levels
 */
export function checkTree(tree: Root, kind: ContentKind, report: Report, shape: Report): void {
  inlineReferences(tree);
  checkChildren(tree, [], { kind, report, shape });
  checkHeadings(tree, shape);
}

function checkChildren(parent: Parent, ancestors: readonly Nodes[], task: Task) {
  const path = [...ancestors, parent];
  const kept = parent.children.flatMap((child: Nodes): Nodes[] => {
    const result = checkNode(child, path, task);
    if (result !== null && isParent(result)) checkChildren(result, path, task);
    return result === null ? [] : [result];
  });
  parent.children = kept as typeof parent.children;
}

/** Reports what is wrong with a node; returns what stands in its place, or null to leave it out. */
function checkNode(node: Nodes, path: readonly Nodes[], task: Task): Nodes | null {
  const { report, shape } = task;
  switch (node.type) {
    case 'mdxjsEsm': {
      const leaves = /from\s+['"](\.\.\/|\/|[a-z@])/.test(node.value);
      report.error(
        'import-refused',
        placeOf(node),
        leaves
          ? 'this import leaves the course’s folder; lessons hold no code, and components are there by name. Remove the line.'
          : 'lessons hold no imports or exports; components are there by name. Remove the line.',
      );
      return null;
    }
    case 'mdxFlowExpression':
    case 'mdxTextExpression': {
      const literal = literalOf(node.data?.estree);
      if (literal === 'comment') return null;
      if (typeof literal === 'string' || typeof literal === 'number') {
        const text = { type: 'text' as const, value: String(literal), position: node.position };
        return node.type === 'mdxTextExpression'
          ? text
          : { type: 'paragraph', children: [text], position: node.position };
      }
      report.error(
        'code-refused',
        placeOf(node),
        '`{ … }` is code, and lessons hold none; write the text itself, or `\\{` to show the sign.',
      );
      return null;
    }
    case 'html':
      report.error('raw-html', placeOf(node), 'HTML is not used here; write Markdown.');
      return null;
    case 'footnoteReference':
    case 'footnoteDefinition':
      report.error(
        'footnote',
        placeOf(node),
        'footnotes are not used; cite with <Source id="…" />, or say it in the text.',
      );
      return null;
    case 'text':
      if (/\[x\]/i.test(node.value)) {
        report.error(
          'stray-option',
          placeOf(node),
          '`[x]` marks a right option only at the start of a line, as `- [x] words`; here readers would see it.',
        );
      }
      refuseStraySigns(node, report);
      return node;
    case 'code':
    case 'inlineCode':
      if (holdsKey.test(node.value)) {
        report.error(
          'stray-option',
          placeOf(node),
          'this stands between ``` or ` signs, so cadets would read it with its key; take the signs out, or the text.',
        );
      }
      return node;
    case 'paragraph':
      refuseStrayLines(node, report);
      refuseStrayNotes(node, path, shape);
      return node;
    case 'heading':
    case 'tableCell':
      refuseStrayNotes(node, path, shape);
      return node;
    case 'listItem':
      if (typeof node.checked === 'boolean' && !path.some(readsBrackets)) {
        shape.error(
          'stray-option',
          placeOf(node),
          'options stand in <Check> or <Question>; for a plain list, leave the brackets out.',
        );
      }
      return node;
    case 'image':
      if ((node.alt ?? '').trim() === '') {
        report.error(
          'image-alt',
          placeOf(node),
          'say what the picture shows: `![an officer at a door](./door.svg)`.',
        );
      }
      return node;
    case 'link':
      if (node.children.length === 0) {
        report.error(
          'link-text',
          placeOf(node),
          'this link has no words; write `[where it leads](address)`.',
        );
      }
      return node;
    case 'mdxJsxFlowElement':
    case 'mdxJsxTextElement':
      return checkJsx(node, path, task) ? node : null;
    default:
      return node;
  }
}

function checkJsx(node: Jsx, path: readonly Nodes[], task: Task): boolean {
  const { report } = task;
  const name = node.name ?? '';
  const place = placeOf(node);
  if (/^[a-z]/.test(name)) return checkTag(node, name, report);
  const rule = Object.hasOwn(componentCatalog, name) ? componentCatalog[name] : undefined;
  if (rule === undefined) {
    const near = nearest(name, Object.keys(componentCatalog));
    const there = Object.entries(componentCatalog)
      .filter(([, { kinds }]) => kinds?.includes(task.kind) ?? true)
      .map(([known]) => known)
      .join(', ');
    report.error(
      'unknown-component',
      place,
      name === ''
        ? '`<>` is not used in lessons; remove it and its `</>`.'
        : `there is no component <${name}>.${near === null ? ` There is: ${there}.` : ` Did you mean <${near}>?`}`,
    );
    // Its words are still checked.
    return isParent(node) && node.children.length > 0;
  }
  checkAttributes(node, name, rule, report);
  checkPlace(node, name, rule, path, task.kind, report, task.shape);
  checkContents(node, name, rule, task.shape);
  return true;
}

function checkTag(node: Jsx, name: string, report: Report): boolean {
  const attributes = Object.hasOwn(inlineTags, name) ? inlineTags[name] : undefined;
  const place = placeOf(node);
  if (attributes === undefined) {
    const known = Object.hasOwn(refusedTags, name) ? refusedTags[name] : undefined;
    const near = Object.keys(componentCatalog).find((each) => each.toLowerCase() === name);
    const advice =
      known ??
      (near === undefined ? 'write Markdown or one of the components.' : `write <${near}>.`);
    report.error('raw-html', place, `the tag <${name}> is not used in lessons: ${advice}`);
    return !['script', 'style', 'iframe'].includes(name);
  }
  const rule: ComponentRule = {
    form: 'inline',
    attributes: Object.fromEntries(attributes.map((attribute) => [attribute, {}])),
    children: name === 'br' ? 'none' : 'text',
    example: `<${name}>`,
  };
  checkAttributes(node, name, rule, report);
  return true;
}

function checkHeadings(tree: Root, report: Report) {
  let last = 1;
  for (const node of tree.children) {
    if (node.type !== 'heading') continue;
    if (node.depth === 1) {
      report.error(
        'heading-level',
        placeOf(node),
        'the title is the page’s first heading; start with `##` here.',
      );
    } else if (node.depth > last + 1) {
      report.error(
        'heading-level',
        placeOf(node),
        `this heading skips a level; write \`${'#'.repeat(last + 1)}\` instead of \`${'#'.repeat(node.depth)}\`.`,
      );
    }
    last = Math.max(2, node.depth);
    if (citesSource(node)) {
      report.error('heading-level', placeOf(node), 'cite in the text, not in a heading.');
    }
  }
}

function citesSource(node: Nodes): boolean {
  if (isJsx(node) && node.name === 'Source') return true;
  return isParent(node) && node.children.some(citesSource);
}

/** Turns `[text][ref]` and `![alt][ref]` into plain links and pictures, and drops the definitions. */
function inlineReferences(tree: Root): void {
  const definitions = new Map<string, Definition>();
  const collect = (node: Nodes) => {
    if (node.type === 'definition') definitions.set(node.identifier, node);
    if (isParent(node)) node.children.forEach(collect);
  };
  collect(tree);
  const replace = (parent: Parent) => {
    const children = parent.children.flatMap((child: Nodes): Nodes[] => {
      if (isParent(child)) replace(child);
      if (child.type === 'definition') return [];
      if (child.type !== 'linkReference' && child.type !== 'imageReference') return [child];
      const definition = definitions.get(child.identifier);
      if (definition === undefined) return [child];
      const { url, title } = definition;
      return child.type === 'linkReference'
        ? [{ type: 'link', url, title, children: child.children, position: child.position }]
        : [{ type: 'image', url, title, alt: child.alt, position: child.position }];
    });
    parent.children = children as typeof parent.children;
  };
  replace(tree);
}
