import type { Element, Root as HastRoot } from 'hast';
import type { Heading, Nodes, Root } from 'mdast';
import type {} from 'mdast-util-to-hast';
import { toString as textOf } from 'mdast-util-to-string';
import rehypeSlug from 'rehype-slug';
import { unified } from 'unified';
import { isParent } from '#app/features/curriculum/compiler/syntax/mdx-tree.server.ts';
import type { LessonBody } from '#app/features/curriculum/courses/schema.ts';

/** Before every heading's anchor, so that no heading can take the name of another part of the page. */
export const anchorPrefix = 'section-';

const slugger = unified().use(rehypeSlug, { prefix: anchorPrefix });

/**
 * Gives every heading of a file an anchor (equal headings get `-1`, `-2`, …) and lists those of the second and third
 * level that stand outside components: the page's outline.
 * @returns all anchors without their prefix, and the outline
 */
export function assignAnchors(tree: Root): { anchors: string[]; outline: LessonBody['outline'] } {
  const headings: Heading[] = [];
  const collect = (node: Nodes) => {
    if (node.type === 'heading') headings.push(node);
    else if (isParent(node)) node.children.forEach(collect);
  };
  collect(tree);
  const elements = headings.map(
    (heading): Element => ({
      type: 'element',
      tagName: 'h2',
      properties: {},
      children: [{ type: 'text', value: textOf(heading) }],
    }),
  );
  const page: HastRoot = { type: 'root', children: elements };
  slugger.runSync(page);
  const outline: LessonBody['outline'] = [];
  const anchors = headings.map((heading, index) => {
    const id = String(elements[index]?.properties.id ?? anchorPrefix);
    heading.data = { ...heading.data, hProperties: { ...heading.data?.hProperties, id } };
    if (heading.depth <= 3 && tree.children.includes(heading)) {
      outline.push({ id, text: textOf(heading), depth: heading.depth });
    }
    return id.slice(anchorPrefix.length);
  });
  return { anchors, outline };
}
