import { toBareText, toSections } from '#app/features/curriculum/courses/html-rules.ts';
import type { LessonBody } from '#app/features/curriculum/courses/schema.ts';
import { toWordColumn } from '#app/searched-words.ts';

/**
 * What a search finds of a lesson. Only what stands on its page to be read is in it: no question with its answers, no scene
 * that a reader has yet to come to. Pure: no I/O here.
 */

/**
 * A part of a lesson. `anchor`: id of an element of its page, '' for the page itself. `lesson`: its title and summary;
 * `term`: a word that it explains.
 */
export type Passage = {
  kind: 'lesson' | 'section' | 'term';
  anchor: string;
  heading: string;
  body: string;
};

/** The passages of a lesson, in reading order. */
function toPassages({ frontmatter, blocks, terms }: LessonBody): Passage[] {
  const { title, summary } = frontmatter;
  const passages: Passage[] = [{ kind: 'lesson', anchor: '', heading: title, body: summary }];
  const add = (line: string) => {
    const last = passages.at(-1);
    if (last) last.body = `${last.body} ${line}`.trim();
  };
  for (const block of blocks) {
    if (block.type === 'reflect') add(toBareText(block.promptHtml));
    if (block.type !== 'html') continue;
    for (const { heading, lines } of toSections(block.html)) {
      if (heading)
        passages.push({ kind: 'section', anchor: heading.id, heading: heading.title, body: '' });
      for (const line of lines) add(line);
    }
  }
  for (const { id, term, meaning } of terms)
    passages.push({ kind: 'term', anchor: `term-${id}`, heading: term, body: meaning });
  return passages;
}

/** The rows of a revision's passages. */
export function toPassageRows(revision: { id: string; contentId: string }, body: LessonBody) {
  return toPassages(body).map(({ kind, anchor, heading, body: text }, position) => ({
    revisionId: revision.id,
    lessonId: revision.contentId,
    position,
    kind,
    anchor,
    heading,
    headingWords: toWordColumn(heading),
    body: text,
    words: toWordColumn(`${heading} ${text}`),
  }));
}
