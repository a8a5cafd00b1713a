import type { ElementContent, RootContent as HastContent, Nodes as HastNodes } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import type { PhrasingContent, RootContent } from 'mdast';
import { toHast } from 'mdast-util-to-hast';
import { createElement, type ElementType } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { authorComponents, Source, Term } from './author-components.tsx';
import { parseHtml, toSafeHtml } from './html.server.ts';
import { Recording } from './spoken-components.tsx';

type HastJsx = Extract<HastNodes, { type: 'mdxJsxTextElement' | 'mdxJsxFlowElement' }>;

function isHastJsx(node: HastNodes): node is HastJsx {
  return node.type === 'mdxJsxTextElement' || node.type === 'mdxJsxFlowElement';
}

function attributesOf(node: HastJsx): Record<string, string> {
  return Object.fromEntries(
    node.attributes.flatMap((each) =>
      each.type === 'mdxJsxAttribute' && typeof each.value === 'string'
        ? [[each.name, each.value]]
        : [],
    ),
  );
}

/** Components and tags within a sentence as the HTML they stand for. */
function plain(node: HastContent): HastContent[] {
  if (!isHastJsx(node)) {
    if ('children' in node)
      node.children = node.children.flatMap((child) => plain(child)) as ElementContent[];
    return [node];
  }
  const {
    id = '',
    name = '',
    kind = '',
    url,
    number,
    unchecked,
    linked,
    title,
    captionsUrl,
  } = attributesOf(node);
  if (node.name === 'Term') {
    return parseHtml(renderToStaticMarkup(createElement(Term, { id, linked }, textOf(node))))
      .children;
  }
  if (node.name === 'Source') {
    const source = createElement(Source, { id, number, name, url, unchecked });
    return parseHtml(renderToStaticMarkup(source)).children;
  }
  if (node.name === 'Recording') {
    const recording = createElement(Recording, { url: url ?? '', kind, name, captionsUrl });
    return parseHtml(renderToStaticMarkup(recording)).children;
  }
  const children = node.children.flatMap((child) => plain(child)) as ElementContent[];
  const block = node.name === null ? undefined : authorComponents[node.name];
  if (block !== undefined && node.type === 'mdxJsxFlowElement')
    return renderBlock(block, attributesOf(node), children);
  if (node.name === null || block !== undefined) return children;
  return [
    {
      type: 'element',
      tagName: node.name,
      properties: title === undefined ? {} : { title },
      children,
    },
  ];
}

/** A component on its own lines, around children that are HTML already. */
function renderBlock(
  component: (typeof authorComponents)[string],
  attributes: Record<string, string>,
  children: ElementContent[],
): HastContent[] {
  const html = renderToStaticMarkup(
    createElement(component as ElementType, attributes, createElement('hr')),
  );
  const place = (nodes: HastContent[]): HastContent[] =>
    nodes.flatMap((node): HastContent[] => {
      if (node.type !== 'element') return [node];
      if (node.tagName === 'hr') return children;
      node.children = place(node.children) as ElementContent[];
      return [node];
    });
  return place(parseHtml(html).children);
}

function toTree(children: RootContent[]): HastContent[] {
  const passThrough: HastJsx['type'][] = ['mdxJsxTextElement', 'mdxJsxFlowElement'];
  const tree = toHast({ type: 'root', children }, { passThrough });
  return tree.type === 'root' ? tree.children.flatMap((child) => plain(child)) : [];
}

/** Words within a line (an option) as safe HTML. */
export function renderWords(words: readonly PhrasingContent[]): string {
  const [paragraph] = toTree([{ type: 'paragraph', children: [...words] }]);
  return toSafeHtml(paragraph?.type === 'element' ? paragraph.children : []);
}

/** The text of a question, feedback or note as safe HTML. A single paragraph comes without its `<p>`. */
export function renderFragment(nodes: readonly RootContent[]): string {
  const [only] = nodes;
  return nodes.length === 1 && only?.type === 'paragraph'
    ? renderWords(only.children)
    : toSafeHtml(toTree([...nodes]));
}

/** The text of a scene as safe HTML, every paragraph with its `<p>`. */
export function renderBlocks(nodes: readonly RootContent[]): string {
  return toSafeHtml(toTree([...nodes]));
}
