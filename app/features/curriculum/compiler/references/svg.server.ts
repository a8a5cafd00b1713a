import { SaxesParser, type SaxesTagNS } from 'saxes';
import type { ImageSize } from './image-size.server.ts';

/**
 * Drawings in SVG. They are parsed as a browser parses them, since what is active in one can be written in ways that no
 * pattern over its text sees: other encodings, entities, prefixes, references to characters.
 */

const svgSpace = 'http://www.w3.org/2000/svg';

// What a still drawing is made of (SVG 2), and what its programs note beside it. Everything else of SVG is refused.
const still = new Set(
  `svg g defs symbol use a title desc metadata switch view style
  path rect circle ellipse line polyline polygon image
  text tspan tref textPath altGlyph altGlyphDef altGlyphItem glyphRef
  font font-face font-face-src font-face-name glyph missing-glyph hkern vkern
  linearGradient radialGradient meshgradient meshrow meshpatch stop hatch hatchpath solidcolor pattern
  marker mask clipPath cursor color-profile
  filter feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap
  feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode
  feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence`.split(
    /\s+/,
  ),
);

// Editors' own notes (Inkscape, RDF) draw nothing; elements of these do more than that.
const runs =
  /^http:\/\/www\.w3\.org\/(1999\/xhtml|2001\/xml-events|1998\/Math\/MathML|1999\/XSL\/)/;

/** Whether an address stays within the drawing, or names a picture that is written into it. A link may lead to the web. */
function isHarmless(address: string, element: string): boolean {
  const read = address.replace(/[\s\p{Cc}]/gu, '');
  if (/^(#|$|data:image\/(png|jpeg|gif|webp)[;,])/i.test(read)) return true;
  return element === 'a' && /^https?:\/\//i.test(read);
}

/** What of an element is active or leads out, as an author finds it; null: nothing. */
function findActive({ local, uri, name, attributes }: SaxesTagNS): string | null {
  if (runs.test(uri) || (uri === svgSpace && !still.has(local))) return `<${name}>`;
  for (const attribute of Object.values(attributes)) {
    if (/^on/i.test(attribute.local)) return attribute.name;
    if (attribute.local === 'href' && !isHarmless(attribute.value, local))
      return `${attribute.name}="${attribute.value.slice(0, 40)}"`;
  }
  return null;
}

function toLength(text = ''): number | null {
  const value = /^\s*([\d.]+)(px)?\s*$/.exec(text)?.[1];
  return value === undefined ? null : Number(value);
}

/** The size at which a drawing is shown; null if it does not say. */
function sizeOf({ attributes }: SaxesTagNS): ImageSize | null {
  const box = (attributes.viewBox?.value ?? '').trim().split(/[\s,]+/);
  const width = toLength(attributes.width?.value) ?? Number(box[2] ?? 0);
  const height = toLength(attributes.height?.value) ?? Number(box[3] ?? 0);
  return width > 0 && height > 0 ? { width: Math.round(width), height: Math.round(height) } : null;
}

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

const notUtf8 = 'is not written in UTF-8; save it as a plain SVG, with the encoding UTF-8.';

/** A drawing's size, or what is wrong with it, to follow its name. */
export function readSvg(bytes: Uint8Array): { size: ImageSize | null } | { problem: string } {
  const text = decode(bytes);
  if (text === null) return { problem: notUtf8 };
  const parser = new SaxesParser({ xmlns: true });
  let root: SaxesTagNS | undefined;
  let problem: string | undefined;
  const refuse = (words: string) => {
    problem ??= words;
  };
  const refuseActive = (what: string) =>
    refuse(
      `holds a script, event handler or foreign content (\`${what}\`); save it as a plain SVG.`,
    );
  parser.on('error', ({ message }) =>
    refuse(`cannot be read as SVG (${message}); save it anew, as a plain SVG.`),
  );
  parser.on('xmldecl', ({ encoding = 'UTF-8' }) => {
    if (!/^(utf-8|us-ascii)$/i.test(encoding)) refuse(notUtf8);
  });
  // Names a style sheet, which may be a program (XSLT).
  parser.on('processinginstruction', ({ target }) => {
    if (/^xml-stylesheet$/i.test(target)) refuseActive(`<?${target}`);
  });
  // The public ones of SVG 1 are loaded by nobody; what is declared here changes what the rest of the file says.
  parser.on('doctype', (declared) => {
    if (declared.includes('[')) refuseActive('<!DOCTYPE … [');
  });
  parser.on('opentag', (tag) => {
    root ??= tag;
    const active = findActive(tag);
    if (active !== null) refuseActive(active);
  });
  parser.write(text).close();
  if (root?.local !== 'svg' || root.uri !== svgSpace)
    refuse('is no SVG inside; save it anew, as a plain SVG.');
  return problem === undefined && root ? { size: sizeOf(root) } : { problem: problem ?? '' };
}
