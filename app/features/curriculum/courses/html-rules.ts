import type { Element, Nodes, Root } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { toString as textOf } from 'hast-util-to-string';
import { oncePer } from '#app/once.ts';

/**
 * What compiled HTML holds, read by a parser as a browser would. The one place outside the compiler that looks into HTML;
 * whatever is asked for a page is asked once (`oncePer`), since parsing costs more than the rest of the page. Pure.
 */

const parse = (html: string) => fromHtml(html, { fragment: true });

/** All elements, in the order of the text. */
function listElements(tree: Root): Element[] {
  const found: Element[] = [];
  const visit = (node: Nodes) => {
    if (node.type === 'element') found.push(node);
    if ('children' in node) for (const child of node.children) visit(child);
  };
  visit(tree);
  return found;
}

const toLine = (text: string) => text.replace(/\s+/g, ' ').trim();

/** Compiled HTML as bare text in one line, for places that hold no markup, such as the entries of a list box. */
export function toBareText(html: string): string {
  return toLine(textOf(parse(html)));
}

const lineElements = new Set(
  'p li h1 h2 h3 h4 h5 h6 tr dt dd figcaption blockquote summary caption pre br'.split(' '),
);

/** Compiled HTML as bare text, a line for each paragraph, entry, heading or row of a table. */
export function toBareLines(html: string): string[] {
  const lines = [''];
  const visit = (node: Nodes) => {
    const apart = node.type === 'element' && lineElements.has(node.tagName);
    if (apart) lines.push('');
    if (node.type === 'text') lines.push(`${lines.pop()}${node.value}`);
    if (node.type === 'element' && (node.tagName === 'td' || node.tagName === 'th'))
      lines.push(`${lines.pop()} `);
    if ('children' in node) for (const child of node.children) visit(child);
    if (apart) lines.push('');
  };
  visit(parse(html));
  return lines.map(toLine).filter((line) => line !== '');
}

/** A heading of the second or third level and what follows it; each as it is written. */
export type Headed = { level: 2 | 3; title: string; headingHtml: string; restHtml: string };

/** HTML that begins with such a heading; null where it begins otherwise. */
export function readHeading(html: string): Headed | null {
  const first = parse(html).children.find(
    (node) => node.type !== 'text' || node.value.trim() !== '',
  );
  if (first?.type !== 'element' || (first.tagName !== 'h2' && first.tagName !== 'h3')) return null;
  const end = endOf(first);
  return {
    level: first.tagName === 'h2' ? 2 : 3,
    title: toLine(textOf(first)),
    headingHtml: html.slice(0, end).trim(),
    restHtml: html.slice(end).trim(),
  };
}

/** The offset behind an element that is written in the HTML. */
const endOf = ({ position }: Element) => position?.end.offset ?? 0;

const hasClass = ({ properties }: Element, name: string) =>
  Array.isArray(properties.className) && properties.className.includes(name);

/**
 * What a piece of a lesson has to be found by. `anchors`: ids of its elements. `mentions`: where it names a source or a word
 * that the page lists, in the order of the text: what the mention leads to, such as `#source-tyler-2006` or `#term-voice`,
 * and the offset behind it.
 */
export type Places = { anchors: string[]; mentions: { href: string; end: number }[] };

/** The places of a piece of HTML, read once a piece. */
export const readPlaces = oncePer(({ html }: { html: string }): Places => {
  const elements = listElements(parse(html));
  return {
    anchors: elements.flatMap(({ properties }) => properties.id?.toString() ?? []),
    mentions: elements.flatMap((element) => {
      if (!hasClass(element, 'cite') && !hasClass(element, 'term')) return [];
      const link = element.tagName === 'a' ? element : element.children[0];
      if (link?.type !== 'element' || link.tagName !== 'a') return [];
      return [{ href: String(link.properties.href), end: endOf(element) }];
    }),
  };
});

/**
 * HTML whose links to pages of this site lead elsewhere. What follows the path of an address stays with it.
 * @param instead the address in place of a path; undefined: that path stays
 */
export function redirectLinks(html: string, instead: (path: string) => string | undefined): string {
  const tree = fromHtml(html, { fragment: true, verbose: true });
  let redirected = '';
  let from = 0;
  for (const { tagName, properties, data } of listElements(tree)) {
    if (tagName !== 'a') continue;
    const place = data?.position?.properties?.href;
    const [path = '', ...rest] = String(properties.href ?? '').split(/(?=[?#])/);
    const other = instead(path);
    if (other === undefined || !place) continue;
    redirected += `${html.slice(from, place.start.offset)}href="${escapeAttribute(other + rest.join(''))}"`;
    from = place.end.offset ?? from;
  }
  return redirected + html.slice(from);
}

const escapeAttribute = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
