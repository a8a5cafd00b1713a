import type { Element, Nodes } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { toString as textOf } from 'hast-util-to-string';
import { oncePer } from '#app/once.ts';
import { attributeOf, listTags } from './tag-rules.ts';

/**
 * What compiled HTML holds, read as a browser would. With `tag-rules.ts` the one place outside the compiler that looks into HTML;
 * whatever is asked for a page is asked once (`oncePer`), since parsing costs more than the rest of the page. Pure.
 */

const parse = (html: string) => fromHtml(html, { fragment: true });

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

/** What stands under a heading; null before the first one. `lines`: as `toBareLines` has them, without marks of sources. */
export type Section = { heading: { id: string; title: string } | null; lines: string[] };

/** Compiled HTML by its headings that can be gone to. */
export function toSections(html: string): Section[] {
  const sections: Section[] = [{ heading: null, lines: [''] }];
  const here = () => sections.at(-1)?.lines ?? [];
  const say = (text: string) => {
    const lines = here();
    lines.push(`${lines.pop() ?? ''}${text}`);
  };
  const visit = (node: Nodes) => {
    if (node.type === 'text') return say(node.value);
    if (node.type !== 'element' && node.type !== 'root') return;
    if (node.type === 'element') {
      const { id, className } = node.properties;
      if (Array.isArray(className) && className.includes('cite')) return;
      if (/^h[1-6]$/.test(node.tagName) && typeof id === 'string') {
        sections.push({ heading: { id, title: toLine(textOf(node)) }, lines: [''] });
        return;
      }
      if (node.tagName === 'td' || node.tagName === 'th') say(' ');
    }
    const apart = node.type === 'element' && lineElements.has(node.tagName);
    if (apart) here().push('');
    for (const child of node.children) visit(child);
    if (apart) here().push('');
  };
  visit(parse(html));
  return sections.map(({ heading, lines }) => ({
    heading,
    lines: lines.map(toLine).filter((line) => line !== ''),
  }));
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

/**
 * What a piece of a lesson has to be found by. `anchors`: ids of its elements. `mentions`: where it names a source or a word
 * that the page lists, in the order of the text: what the mention leads to, such as `#source-tyler-2006` or `#term-voice`,
 * and the offset behind it.
 */
export type Places = { anchors: string[]; mentions: { href: string; end: number }[] };

/** The places of a piece of HTML, read once a piece. */
export const readPlaces = oncePer(({ html }: { html: string }): Places => {
  const elements = listTags(html);
  const anchors: string[] = [];
  const mentions: Places['mentions'] = [];
  for (const [index, element] of elements.entries()) {
    const id = attributeOf(element, 'id');
    if (id !== undefined) anchors.push(id);
    const classes = attributeOf(element, 'class')?.split(/\s+/) ?? [];
    if (!classes.includes('cite') && !classes.includes('term')) continue;
    const next = elements[index + 1];
    const link = element.name === 'a' ? element : next?.parent === element ? next : undefined;
    const href = link?.name === 'a' ? attributeOf(link, 'href') : undefined;
    if (href !== undefined) mentions.push({ href, end: element.end });
  }
  return { anchors, mentions };
});

/**
 * HTML whose links to pages of this site lead elsewhere. What follows the path of an address stays with it.
 * @param instead the address in place of a path; undefined: that path stays
 */
export function redirectLinks(html: string, instead: (path: string) => string | undefined): string {
  let redirected = '';
  let from = 0;
  for (const { name, attributes } of listTags(html)) {
    if (name !== 'a') continue;
    const href = attributes.find((attribute) => attribute.name === 'href');
    if (!href) continue;
    const [path = '', ...rest] = href.value.split(/(?=[?#])/);
    const other = instead(path);
    if (other === undefined) continue;
    redirected += `${html.slice(from, href.from)}href="${escapeAttribute(other + rest.join(''))}"`;
    from = href.to;
  }
  return redirected + html.slice(from);
}

const escapeAttribute = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
