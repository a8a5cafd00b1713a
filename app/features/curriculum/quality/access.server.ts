import type { Nodes, Root, RootContent } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { excerptOf } from '#app/features/curriculum/compiler/files/problem-words.server.ts';
import { type Place, placeOf } from '#app/features/curriculum/compiler/files/problems.server.ts';
import { attributeOf } from '#app/features/curriculum/compiler/syntax/mdx-attributes.server.ts';
import { isJsx, isParent } from '#app/features/curriculum/compiler/syntax/mdx-tree.server.ts';
import { type Passage, placeIn } from './passages.server.ts';
import type { QualityReport } from './report.server.ts';

function checkAlt(alt: string, place: Place, report: QualityReport): void {
  const text = alt.trim();
  if (text === '') return;
  const opening =
    /^(an? |the )?(image|picture|photo|photograph|graphic|drawing|illustration) (of|showing)\b/i;
  if (opening.test(text)) {
    report.found(
      'P9-alt',
      place,
      `a screen reader already says that this is a picture; start the description with what it shows, without \`${opening.exec(text)?.[0]}\`.`,
    );
  } else if (text.length < 5 || text.length > 140) {
    report.found(
      'P9-alt',
      place,
      `this description has ${text.length} characters, and 5 to 140 can be listened to; ${text.length < 5 ? 'say what the picture shows' : 'keep what matters and say the rest in the text'}.`,
    );
  }
}

const emptyWords =
  /^(click )?(here|this|link|this (link|page|site|website|document)|read more|more|more information|see (here|this)|download|details)$/i;

/** Checks links (P9, P6): their words say where they lead, their addresses can be opened safely. */
function checkLink(url: string, text: string, place: Place, report: QualityReport): void {
  const words = text.trim();
  if (emptyWords.test(words) || /^https?:\/\//i.test(words)) {
    report.found(
      'P9-link-text',
      place,
      `people who jump from link to link hear only ${excerptOf(words)}; make the words of the link say where it leads.`,
    );
  }
  if (/^https?:/i.test(url)) checkAddress(url, place, report);
}

/** Checks a web address: well formed, and encrypted. It is not opened: the check needs no network. */
export function checkAddress(url: string, place: Place, report: QualityReport): void {
  const host = URL.canParse(url) ? new URL(url).hostname : '';
  if (!host.includes('.') || /\s/.test(url)) {
    report.found(
      'P6-link',
      place,
      `${excerptOf(url)} is no address that a browser could open; copy it anew from the page.`,
    );
  } else if (/^http:/i.test(url)) {
    report.found(
      'P6-link',
      place,
      `${excerptOf(url)} is not encrypted, so browsers warn readers off; write \`https://\` if the page answers to it, or find another copy.`,
    );
  }
}

const colourAlone =
  /\b(?:(?:marked|shown|coloured|colored|highlighted|drawn|printed) in (?:red|green|blue|yellow|orange|purple|amber)|the (?:red|green|blue|yellow|orange|purple|amber) (?:box|boxes|bars?|lines?|arrows?|dots?|areas?|cells?|text|column|row|circles?))\b/i;

function checkNode(node: Nodes, report: QualityReport): void {
  if (node.type === 'image') checkAlt(node.alt ?? '', placeOf(node), report);
  if (node.type === 'link') checkLink(node.url, textOf(node), placeOf(node), report);
  if (isJsx(node) && node.name === 'Figure') {
    checkAlt(attributeOf(node, 'alt') ?? '', placeOf(node), report);
  }
  if (node.type === 'table') {
    for (const cell of node.children[0]?.children ?? []) {
      if (textOf(cell).trim() !== '') continue;
      report.found(
        'P9-table-head',
        cell.position === undefined ? placeOf(node) : placeOf(cell),
        'this column has no heading, so a screen reader cannot say what its cells are; write one, if only `Question` or `Example`.',
      );
    }
  }
  if (isParent(node)) for (const child of node.children) checkNode(child, report);
}

/** Checks that everyone can read a page (P9), as far as the compiler does not: pictures, links, tables, colour. */
export function checkAccess(
  tree: Root | { children: readonly RootContent[] },
  passages: readonly Passage[],
  report: QualityReport,
): void {
  for (const node of tree.children) checkNode(node, report);
  for (const passage of passages) {
    const match = colourAlone.exec(passage.text);
    if (match === null) continue;
    report.found(
      'P9-colour',
      placeIn(passage, match.index),
      `${excerptOf(match[0])} may be the only sign here, and not everyone can tell colours apart; name the place, shape or label as well.`,
    );
  }
}
