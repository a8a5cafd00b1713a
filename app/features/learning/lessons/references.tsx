import { uncheckedWords } from '#app/features/curriculum/courses/words.ts';
import { Html } from '#app/ui/html.tsx';
import { renderedPer } from '#app/ui/rendered.ts';

/** A numbered source of a lesson and what it does not show. */
export type ReferenceEntry = {
  id: string;
  number: number;
  authors: string;
  year: number | null;
  title: string;
  publisher?: string;
  url?: string;
  verified: boolean;
  limits: string;
};

/** Id of a source in the list; citations link to it. */
function referenceId(id: string): string {
  return `source-${id}`;
}

const referenceList = renderedPer((references: readonly ReferenceEntry[]) => (
  <>
    <h2 id="references-title">Sources and their limits</h2>
    <ol>
      {references.map((source) => (
        <li key={source.id} id={referenceId(source.id)}>
          <span>{source.number}</span>
          <div>
            {source.authors}
            {source.year ? ` (${source.year}). ` : '. '}
            {source.url === undefined ? (
              source.title
            ) : (
              <a href={source.url} rel="noreferrer">
                {source.title}
              </a>
            )}
            {source.publisher ? `. ${source.publisher}.` : '.'}
            {source.verified ? null : <p className="unchecked">This source is {uncheckedWords}.</p>}
            <p className="limits">{source.limits}</p>
          </div>
        </li>
      ))}
    </ol>
  </>
));

/** The sources of a lesson, numbered as cited, each with its limits. */
export function References({ references }: { references: readonly ReferenceEntry[] }) {
  if (references.length === 0) return null;
  const html = referenceList(references);
  return <Html as="section" className="references" labelledBy="references-title" html={html} />;
}

/** Id of a word in the list; terms in the text link to it. */
function termId(id: string): string {
  return `term-${id}`;
}

type Terms = readonly { id: string; term: string; meaning: string }[];

const termList = renderedPer((terms: Terms) => (
  <>
    <h2 id="terms-title">Words used here</h2>
    <dl>
      {terms.map((entry) => (
        <div key={entry.id} id={termId(entry.id)}>
          <dt>{entry.term}</dt>
          <dd>{entry.meaning}</dd>
        </div>
      ))}
    </dl>
  </>
));

/** The words a lesson explains. */
export function TermList({ terms }: { terms: Terms }) {
  if (terms.length === 0) return null;
  return <Html as="section" className="terms" labelledBy="terms-title" html={termList(terms)} />;
}
