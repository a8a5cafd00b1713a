import type { Element, ElementContent, Root, RootContent } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { toHtml } from 'hast-util-to-html';
import { toString as textOf } from 'hast-util-to-string';
import rehypeSanitize, { type Options as SanitizeSchema } from 'rehype-sanitize';
import { unified } from 'unified';

const ours =
  /^(callout|figure|video|audio|compare|steps|local-rule|term|cite|spoken|table|align|visually|external|language|speech)(-[a-z0-9]+)*$/;

const asset = /^\/files\/[0-9a-f]{16}\.[a-z0-9]+$/;
const namedAsset = /^\/files\/[0-9a-f]{16}\.[a-z0-9]+\?name=[^"&<>\s]+$/;
const assets = /^(\/files\/[0-9a-f]{16}\.[a-z0-9]+ \d+w(, |$))+$/;

/** The only HTML a page may hold: no scripts, styles, event handlers or forms, files of this site only. */
const schema: SanitizeSchema = {
  tagNames: (
    'p h2 h3 h4 h5 h6 ul ol li blockquote pre code em strong del a img br hr div span sup sub abbr kbd q cite mark ' +
    'table thead tbody tr th td figure figcaption video audio track details summary spoken-line'
  ).split(' '),
  attributes: {
    '*': [['className', ours]],
    a: [
      ['href', /^(https?:\/\/|mailto:|tel:|#|\/)/],
      ['rel', 'noopener', 'noreferrer'],
    ],
    abbr: ['title'],
    div: [['role', 'note', 'region'], 'ariaLabel', ['tabIndex', 0, '0']],
    ...Object.fromEntries(
      ['h2', 'h3', 'h4', 'h5', 'h6'].map((name) => [name, [['id', /^section-/]]]),
    ),
    audio: [['src', namedAsset], 'controls', ['preload', 'none'], 'ariaLabel'],
    img: [
      ['src', asset],
      ['srcSet', assets],
      'sizes',
      'alt',
      'width',
      'height',
      ['loading', 'lazy'],
      ['decoding', 'async'],
    ],
    ol: ['start'],
    span: [['dataSeconds', /^[0-9.]+$/]],
    th: [['scope', 'col']],
    track: [['kind', 'captions'], ['src', asset], 'srcLang', 'label', 'default'],
    video: [['src', asset], ['poster', asset], 'controls', ['preload', 'metadata'], 'ariaLabel'],
  },
  protocols: { href: ['http', 'https', 'mailto', 'tel'] },
  strip: ['script', 'style', 'iframe', 'object', 'template', 'noscript', 'textarea', 'title'],
  clobber: [],
  ancestors: {},
  required: {},
  allowComments: false,
  allowDoctypes: false,
};

const sanitizer = unified().use(rehypeSanitize, schema);

/** Parses HTML as a browser would. */
export function parseHtml(html: string): Root {
  return fromHtml(html, { fragment: true });
}

function finishTable(table: Element): Element {
  const heads: string[] = [];
  const visit = (node: Element) => {
    if (node.tagName === 'th') {
      heads.push(textOf(node).trim());
      node.properties.scope = 'col';
    }
    if ((node.tagName === 'th' || node.tagName === 'td') && node.properties.align !== undefined) {
      node.properties = {
        ...node.properties,
        className: [`align-${String(node.properties.align)}`],
      };
    }
    for (const child of node.children) if (child.type === 'element') visit(child);
  };
  visit(table);
  const label = `Table: ${heads.filter((head) => head !== '').join(', ')}`;
  return {
    type: 'element',
    tagName: 'div',
    properties: { className: ['table-scroll'], role: 'region', ariaLabel: label, tabIndex: 0 },
    children: [table],
  };
}

function finish<T extends RootContent | ElementContent>(node: T): T | Element {
  if (node.type !== 'element') return node;
  node.children = node.children.map((child) => finish(child));
  if (node.tagName === 'table') return finishTable(node);
  if (node.tagName === 'a' && /^https?:/.test(String(node.properties.href))) {
    node.properties = { ...node.properties, rel: ['noopener', 'noreferrer'] };
    node.properties.className ??= ['external'];
  }
  return node;
}

/**
 * The HTML of a tree as a page may hold it: tables with header scope in a box that scrolls, links to other sites marked
 * `external`, everything that is not on the list of allowed HTML removed.
 */
export function toSafeHtml(children: readonly RootContent[]): string {
  const tree: Root = { type: 'root', children: children.map((child) => finish(child)) };
  return toHtml(sanitizer.runSync(tree)).trim();
}

/** A page in pieces, in reading order: HTML, or the number of an interactive part. */
export type Piece = { html: string } | { part: number };

function partNumber(node: RootContent): number | null {
  if (node.type !== 'element' || node.tagName !== 'hr') return null;
  const number = node.properties.dataPart;
  return number === undefined ? null : Number(number);
}

/** Cuts a rendered page at its interactive parts and before each heading of the second and third level. */
export function cutPage(html: string): Piece[] {
  const pieces: Piece[] = [];
  let open: RootContent[] = [];
  const close = () => {
    const text = toSafeHtml(open);
    if (text !== '') pieces.push({ html: text });
    open = [];
  };
  for (const node of parseHtml(html).children) {
    const part = partNumber(node);
    if (part !== null) {
      close();
      pieces.push({ part });
      continue;
    }
    if (node.type === 'element' && (node.tagName === 'h2' || node.tagName === 'h3')) close();
    open.push(node);
  }
  close();
  return pieces;
}

/** The number of words a reader meets in HTML. */
export function countWords(html: string): number {
  return textOf(parseHtml(html.replaceAll('<', ' <')))
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}
