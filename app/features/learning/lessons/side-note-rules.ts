import { readPlaces } from '#app/features/curriculum/courses/html-rules.ts';
import type { LessonBody } from '#app/features/curriculum/courses/schema.ts';
import { uncheckedWords } from '#app/features/curriculum/courses/words.ts';
import { oncePer } from '#app/once.ts';

/** What side notes say: the page's sources and words, as the compiler lists them. */
type Noted = {
  references: readonly {
    id: string;
    number: number;
    authors: string;
    year: number | null;
    verified: boolean;
    limits: string;
  }[];
  terms: readonly { id: string; term: string; meaning: string }[];
};

/**
 * The blocks of a lesson with its notes set beside the text, behind the first mention of each source and word: in the
 * margin on wide screens, nowhere else. Hidden from screen readers, which have the lists at the end that the mentions
 * link to.
 */
export const withSideNotes = oncePer(
  ({ blocks, ...noted }: Noted & Pick<LessonBody, 'blocks'>): LessonBody['blocks'] => {
    const annotate = createSideNotes(noted);
    return blocks.map((block) =>
      block.type === 'html' ? { ...block, html: annotate(block) } : block,
    );
  },
);

/** Makes the function that sets notes, block after block: it knows what was noted before. */
function createSideNotes({ references, terms }: Noted): (block: { html: string }) => string {
  const notes = new Map<string, string>();
  for (const { id, number, authors, year, verified, limits } of references) {
    const name = year === null ? authors : `${authors} ${year}`;
    const known = verified ? name : `${name} (${uncheckedWords})`;
    notes.set(`#source-${id}`, note(String(number), `${known}. ${limits}`));
  }
  for (const { id, term, meaning } of terms) notes.set(`#term-${id}`, note(term, meaning));
  return (block) => {
    const { html } = block;
    let noted = '';
    let from = 0;
    for (const { href, end } of readPlaces(block).mentions) {
      const text = notes.get(href);
      if (text === undefined) continue;
      notes.delete(href);
      noted += html.slice(from, end) + text;
      from = end;
    }
    return noted + html.slice(from);
  };
}

function note(head: string, text: string): string {
  return `<span class="sidenote" aria-hidden="true"><b>${escapeText(head)}</b> ${escapeText(text)}</span>`;
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
