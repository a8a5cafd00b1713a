import type { Element, ElementContent, Root, RootContent } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { toHtml } from 'hast-util-to-html';
import { toString as textOf } from 'hast-util-to-string';

/** Compiled HTML for paper and for a file of its own: nothing in it leads anywhere, plays, or is fetched. */

/** One element of a lesson at its top, for paper. `html` has its source numbers, `plain` has not. */
export type Piece = {
  tag: string;
  classes: string[];
  text: string;
  words: number;
  html: string;
  plain: string;
  /** Its children that are elements, as those of a list; `plain` each. */
  entries: string[];
};

type Options = { picture: (address: string) => string | null; cites: boolean };

const classesOf = ({ properties }: Element): string[] =>
  Array.isArray(properties.className) ? properties.className.map(String) : [];

const text = (value: string): ElementContent => ({ type: 'text', value });

const element = (tagName: string, children: ElementContent[]): Element => ({
  type: 'element',
  tagName,
  properties: {},
  children,
});

function toPaperElement(node: Element, options: Options): ElementContent[] {
  const classes = classesOf(node);
  const inside = () => cleanAll(node.children, options);
  if (classes.includes('visually-hidden')) return [];
  if (classes.includes('cite'))
    return options.cites ? [element('sup', [text(textOf({ ...node, children: inside() }))])] : [];
  switch (node.tagName) {
    case 'a':
      return inside();
    case 'audio':
    case 'video':
      return [element('p', [text('Recording: play it from the lesson.')])];
    case 'script':
    case 'style':
      return [];
    case 'img': {
      const src = options.picture(String(node.properties.src ?? ''));
      const { alt, width, height } = node.properties;
      if (src === null) return [element('em', [text(`Picture: ${String(alt ?? '')}`)])];
      return [{ ...node, properties: { src, alt, width, height } }];
    }
    default: {
      const { colSpan, rowSpan, scope, start } = node.properties;
      return [
        {
          ...node,
          // A custom element is a script's; here it is a box.
          tagName: node.tagName.includes('-') ? 'div' : node.tagName,
          properties: { className: classes, colSpan, rowSpan, scope, start },
          children: inside(),
        },
      ];
    }
  }
}

function cleanAll(nodes: readonly RootContent[], options: Options): ElementContent[] {
  return nodes.flatMap((node, index): ElementContent[] => {
    if (node.type === 'element') return toPaperElement(node, options);
    if (node.type !== 'text') return [];
    const next = nodes[index + 1];
    const isLeft = !options.cites && next?.type === 'element' && classesOf(next).includes('cite');
    // What stands behind a number that is left out follows the word before it.
    return [isLeft ? text(node.value.trimEnd()) : node];
  });
}

const parse = (html: string): Root => fromHtml(html, { fragment: true });

/** A piece of compiled HTML for paper; `cites`: with the numbers of its sources. */
export function toPaperHtml(html: string, picture: Options['picture'], cites = true): string {
  return toHtml(cleanAll(parse(html).children, { picture, cites }));
}

/** The elements at the top of a piece of compiled HTML, in order. */
export function listPieces(html: string, picture: Options['picture']): Piece[] {
  return parse(html).children.flatMap((node): Piece[] => {
    if (node.type !== 'element') return [];
    const [plainNode] = cleanAll([node], { picture, cites: false });
    if (plainNode === undefined) return [];
    const said = textOf(plainNode).replace(/\s+/g, ' ').trim();
    const own = plainNode.type === 'element' ? plainNode.children : [];
    return [
      {
        tag: node.tagName,
        classes: classesOf(node),
        text: said,
        words: said === '' ? 0 : said.split(' ').length,
        html: toHtml(cleanAll([node], { picture, cites: true })),
        plain: toHtml(plainNode),
        entries: own.flatMap((child) => (child.type === 'element' ? toHtml(child) : [])),
      },
    ];
  });
}

const notProse = new Set('table h1 h2 h3 h4 figcaption sup'.split(' '));
const labels =
  /^(callout-title|local-rule-title|local-rule-status|compare-label|spoken-label|spoken-how|cite)$/;

/** The paragraphs and entries of a piece of compiled HTML that are read as sentences: no headings, tables, labels. */
export function listParagraphs(html: string): string[] {
  const found: string[] = [];
  const visit = (nodes: readonly RootContent[]) => {
    for (const node of nodes) {
      if (node.type !== 'element') continue;
      if (notProse.has(node.tagName) || classesOf(node).some((name) => labels.test(name))) continue;
      if (node.tagName !== 'p' && node.tagName !== 'li') {
        visit(node.children);
        continue;
      }
      const [own] = cleanAll([node], { picture: () => null, cites: false });
      const said = own === undefined ? '' : textOf(own).replace(/\s+/g, ' ').trim();
      if (said !== '') found.push(said);
    }
  };
  visit(parse(html).children);
  return found;
}
