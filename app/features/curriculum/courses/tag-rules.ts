import type { Element } from 'hast';
import { fromHtml } from 'hast-util-from-html';

/**
 * The tags of compiled HTML, found in one pass. A parser that makes a tree takes a hundred times as long, too long for a
 * page that is made while others wait. It reads what a serializer wrote (every element is closed but void ones, and no `<`
 * stands in text); of that it reads the same as the parser, to which a test holds it. Pure.
 */

/** An attribute as it stands in the HTML, from its name to behind its value. `value`: decoded. */
type TagAttribute = { name: string; value: string; from: number; to: number };

/** An element: its start tag's attributes, and the offset behind its end tag. In the order of the text. */
export type TagElement = {
  name: string;
  attributes: TagAttribute[];
  end: number;
  /** The element that it stands in. */
  parent: TagElement | null;
};

const voids = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));
const spaces = new Set([9, 10, 12, 13, 32]);
const [slash, greater, equals, quote, apostrophe, bang] = [47, 62, 61, 34, 39, 33];

const isLetter = (code: number) => (code >= 97 && code <= 122) || (code >= 65 && code <= 90);

/** The value of an attribute as a browser reads it. */
function decode(written: string): string {
  if (!written.includes('&')) return written;
  const tree = fromHtml(`<a title="${written.replaceAll('"', '&quot;')}">`, { fragment: true });
  return String((tree.children[0] as Element | undefined)?.properties.title ?? '');
}

/** Lists all elements. */
export function listTags(html: string): TagElement[] {
  const found: TagElement[] = [];
  const open: TagElement[] = [];
  const close = (name: string, end: number) => {
    const index = open.findLastIndex((element) => element.name === name);
    if (index === -1) return;
    for (const element of open.splice(index)) element.end = end;
  };
  for (let at = html.indexOf('<'); at !== -1; at = html.indexOf('<', at)) {
    const code = html.charCodeAt(at + 1);
    if (code === bang) at = endOfComment(html, at);
    else if (code === slash) {
      const end = endOf(html, '>', at);
      close(
        html
          .slice(at + 2, end - 1)
          .trim()
          .toLowerCase(),
        end,
      );
      at = end;
    } else if (isLetter(code)) {
      const tag = readTag(html, at, open.at(-1) ?? null);
      found.push(tag.element);
      if (!tag.isClosed && !voids.has(tag.element.name)) open.push(tag.element);
      at = tag.element.end;
    } else at += 1;
  }
  for (const element of open) element.end = html.length;
  return found;
}

/** The offset behind a text, or the end where it does not come. */
function endOf(html: string, text: string, from: number): number {
  const at = html.indexOf(text, from);
  return at === -1 ? html.length : at + text.length;
}

function endOfComment(html: string, at: number): number {
  return html.startsWith('<!--', at) ? endOf(html, '-->', at + 4) : endOf(html, '>', at);
}

/** Reads a start tag. `isClosed`: it ends in `/>`, as in pictures of SVG. */
function readTag(html: string, from: number, parent: TagElement | null) {
  const codeAt = (index: number) => html.charCodeAt(index);
  const skip = (index: number, while_: (code: number) => boolean) => {
    let end = index;
    while (end < html.length && while_(codeAt(end))) end += 1;
    return end;
  };
  const inName = (code: number) => code !== slash && code !== greater && !spaces.has(code);
  let at = skip(from + 1, inName);
  const element: TagElement = {
    name: html.slice(from + 1, at).toLowerCase(),
    attributes: [],
    end: html.length,
    parent,
  };
  let isClosed = false;
  while (at < html.length) {
    at = skip(at, (code) => spaces.has(code));
    if (codeAt(at) === greater) break;
    isClosed = codeAt(at) === slash;
    if (isClosed) {
      at += 1;
      continue;
    }
    const nameFrom = at;
    at = skip(at, (code) => inName(code) && code !== equals);
    const name = html.slice(nameFrom, at).toLowerCase();
    const behind = skip(at, (code) => spaces.has(code));
    let value = '';
    if (codeAt(behind) === equals) {
      at = skip(behind + 1, (code) => spaces.has(code));
      const mark = codeAt(at);
      if (mark === quote || mark === apostrophe) {
        const end = endOf(html, mark === quote ? '"' : "'", at + 1);
        value = html.slice(at + 1, end - 1);
        at = end;
      } else {
        const end = skip(at, (code) => code !== greater && !spaces.has(code));
        value = html.slice(at, end);
        at = end;
      }
    } else if (at === nameFrom) at += 1;
    element.attributes.push({ name, value: decode(value), from: nameFrom, to: at });
  }
  element.end = Math.min(html.length, at + 1);
  return { element, isClosed };
}

/** The value of an attribute; undefined where there is none. The first of a name counts, as in browsers. */
export function attributeOf({ attributes }: TagElement, name: string): string | undefined {
  return attributes.find((attribute) => attribute.name === name)?.value;
}
