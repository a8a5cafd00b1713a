/** A numbered source of a lesson and what it does not show. */
export type ReferenceEntry = {
  id: string;
  number: number;
  authors: string;
  year: number | null;
  title: string;
  publisher?: string;
  url: string;
  limits: string;
};

/** Id of a source in the list; citations link to it. */
function referenceId(id: string): string {
  return `source-${id}`;
}

/** The sources of a lesson, numbered as cited, each with its limits. */
export function References({ references }: { references: readonly ReferenceEntry[] }) {
  if (references.length === 0) return null;
  return (
    <section className="references" aria-labelledby="references-title">
      <h2 id="references-title">Sources and their limits</h2>
      <ol>
        {references.map((source) => (
          <li key={source.id} id={referenceId(source.id)}>
            <span>{source.number}</span>
            <div>
              {source.authors}
              {source.year ? ` (${source.year}). ` : '. '}
              <a href={source.url} rel="noreferrer">
                {source.title}
              </a>
              {source.publisher ? `. ${source.publisher}.` : '.'}
              <p className="limits">{source.limits}</p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Id of a word in the list; terms in the text link to it. */
function termId(id: string): string {
  return `term-${id}`;
}

type TermListProps = { terms: readonly { id: string; term: string; meaning: string }[] };

/** The words a lesson explains. */
export function TermList({ terms }: TermListProps) {
  if (terms.length === 0) return null;
  return (
    <section className="terms" aria-labelledby="terms-title">
      <h2 id="terms-title">Words used here</h2>
      <dl>
        {terms.map((entry) => (
          <div key={entry.id} id={termId(entry.id)}>
            <dt>{entry.term}</dt>
            <dd>{entry.meaning}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
