/** What side notes say: the page's sources and words, as the compiler lists them. */
type Noted = {
  references: readonly {
    id: string;
    number: number;
    authors: string;
    year: number | null;
    limits: string;
  }[];
  terms: readonly { id: string; term: string; meaning: string }[];
};

const mention =
  /<sup class="cite"><a href="#source-([a-z0-9-]+)">.*?<\/a><\/sup>|<a class="term" href="#term-([a-z0-9-]+)">.*?<\/a>/g;

/**
 * Makes the function that sets a lesson's notes beside its text. It takes compiled HTML, block after block, and puts a
 * note behind the first mention of each source and word: in the margin on wide screens, nowhere else. Hidden from
 * screen readers, which have the lists at the end that the mentions link to.
 */
export function createSideNotes({ references, terms }: Noted): (html: string) => string {
  const notes = new Map<string, string>();
  for (const { id, number, authors, year, limits } of references) {
    const name = year === null ? authors : `${authors} ${year}`;
    notes.set(`source-${id}`, note(String(number), `${name}. ${limits}`));
  }
  for (const { id, term, meaning } of terms) notes.set(`term-${id}`, note(term, meaning));
  return (html) =>
    html.replace(mention, (found: string, source?: string, term?: string) => {
      const key = source ? `source-${source}` : `term-${term}`;
      const text = notes.get(key) ?? '';
      notes.delete(key);
      return found + text;
    });
}

function note(head: string, text: string): string {
  return `<span class="sidenote" aria-hidden="true"><b>${escapeText(head)}</b> ${escapeText(text)}</span>`;
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
