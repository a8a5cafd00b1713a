import { readHeading, readPlaces } from '#app/features/curriculum/courses/html-rules.ts';
import type { PracticalBody } from '#app/features/curriculum/courses/schema.ts';
import { oncePer } from '#app/once.ts';

/** A practical as the sheets that people hold in their hands. Pure and client-safe. */

type PracticalBlock = PracticalBody['blocks'][number];

/** Whom a part of a role-play is for. */
export type Audience = 'cadet' | 'role-player' | 'rater';

/**
 * A stretch of a practical under a heading of its own. `headingHtml`: that heading, with its anchor; null where the part
 * starts without one. `audience`: null: everybody.
 */
export type SheetPart = {
  headingHtml: string | null;
  audience: Audience | null;
  blocks: PracticalBlock[];
};

/** What stands under a heading of the second level. `roleplay`: it has a rubric or a part for somebody. */
export type SheetSection = { title: string | null; roleplay: boolean; parts: SheetPart[] };

/** Whom a heading such as 'For the role-players' names. */
export function audienceOf(title: string): Audience | null {
  if (!/^for\b/i.test(title)) return null;
  if (/\brole-?players?\b/i.test(title)) return 'role-player';
  if (/\braters?\b/i.test(title)) return 'rater';
  return /\bcadets?\b/i.test(title) ? 'cadet' : null;
}

/**
 * What is left for somebody who may not see how the rater judges: no rater's part, and no rubric anywhere. A section of
 * which nothing else is left goes too. Once per practical.
 */
export const withoutRating = oncePer((sections: readonly SheetSection[]): SheetSection[] =>
  sections.flatMap((section) => {
    const parts = section.parts
      .filter(({ audience }) => audience !== 'rater')
      .map((part) => ({ ...part, blocks: part.blocks.filter(({ type }) => type !== 'rubric') }));
    return parts.length > 0 ? [{ ...section, parts }] : [];
  }),
);

/** The ids of all elements of these sections, headings among them. Once per practical. */
export const listAnchors = oncePer((sections: readonly SheetSection[]): Set<string> => {
  const pieces = sections
    .flatMap(({ parts }) => parts)
    .flatMap(({ headingHtml, blocks }) => [
      headingHtml ?? '',
      ...blocks.map((block) => (block.type === 'html' ? block.html : '')),
    ]);
  return new Set(readPlaces({ html: pieces.join('') }).anchors);
});

/** Cuts a practical into its sections and their parts, in order; nothing is left out or moved. Once per practical. */
export const toSheetSections = oncePer((blocks: PracticalBody['blocks']): SheetSection[] => {
  const sections: SheetSection[] = [];
  for (const block of blocks) {
    const headed = block.type === 'html' ? readHeading(block.html) : null;
    const section = sections.at(-1);
    if (headed) {
      const { level, title, headingHtml, restHtml } = headed;
      const part: SheetPart = {
        headingHtml,
        audience: level === 3 ? audienceOf(title) : null,
        blocks: restHtml === '' ? [] : [{ type: 'html', html: restHtml }],
      };
      if (level === 2 || !section) {
        sections.push({ title: level === 2 ? title : null, roleplay: false, parts: [part] });
      } else section.parts.push(part);
      continue;
    }
    const part = section?.parts.at(-1);
    if (part) part.blocks.push(block);
    else {
      const first: SheetPart = { headingHtml: null, audience: null, blocks: [block] };
      sections.push({ title: null, roleplay: false, parts: [first] });
    }
  }
  return sections.map((section) => ({
    ...section,
    roleplay: section.parts.some(
      ({ audience, blocks: own }) => audience !== null || own.some(({ type }) => type === 'rubric'),
    ),
  }));
});
