import { paths } from '#app/paths.ts';
import type { Piece } from '#app/searched-words.ts';
import { Button } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Field } from '#app/ui/field.tsx';
import { mostListed } from './rules.ts';
import type { Found, Group, GroupName, Result } from './schema.ts';
import { groupTitles, toCount, toFoundWords, toPlaces } from './words.ts';

type SearchPageProps = {
  found: Found;
  /** What was typed. */
  q: string;
  /** The group that is shown alone. */
  only?: GroupName;
  /** Where the reader may search. */
  places: readonly GroupName[];
};

/** The search: its field, and what it found. */
export function SearchPage({ found, q, only, places }: SearchPageProps) {
  const asked = q.trim() !== '';
  return (
    <div className="stack">
      <search>
        <form action={paths.search()} className="filters search-form">
          <Field
            field={{ id: 'q', name: 'q', initialValue: q.slice(0, longestShown) }}
            label="Search for"
            hint="The beginning of a word is enough; accents and capitals do not matter."
            type="search"
            autoComplete="off"
            autoFocus={!asked}
            aria-keyshortcuts="/"
          />
          <Button>Search</Button>
        </form>
      </search>
      {asked ? (
        <Outcome found={found} q={q} only={only} places={places} />
      ) : (
        <p>This looks through {toPlaces(places)}.</p>
      )}
    </div>
  );
}

// The field is no place for a book; the server looks for no more than the start of it anyway.
const longestShown = 1000;

function Outcome({ found: { words, left, groups }, q, only, places }: SearchPageProps) {
  if (words.length === 0)
    return (
      <EmptyState title="That is too short to look for">
        Type at least two letters or digits of a word. Punctuation and symbols are not looked for.
      </EmptyState>
    );
  const looked = words.map((word) => `“${word}”`).join(', ');
  return (
    <>
      {left && <p>That was long: only its start was looked for, {looked}.</p>}
      {groups.length === 0 ? (
        <EmptyState
          title={`Nothing found for “${shown(q)}”`}
          action={only && <a href={paths.search(q.slice(0, longestShown))}>Search everywhere</a>}
        >
          Looked for {looked} in {toPlaces(only ? [only] : places)}. Every word has to be there:
          check the spelling, leave a word out, or type only its beginning.
        </EmptyState>
      ) : (
        <p role="status">{toFoundWords(groups.map(({ total }) => total))}</p>
      )}
      {groups.map((group) => (
        <GroupSection key={group.name} group={group} q={q} only={only} />
      ))}
    </>
  );
}

const shown = (q: string) => (q.length > 80 ? `${q.slice(0, 80)}…` : q);

function GroupSection({ group, q, only }: { group: Group; q: string; only?: GroupName }) {
  const { name, results, total } = group;
  const title = `found-${name}`;
  const text = q.slice(0, longestShown);
  return (
    <section className="found" aria-labelledby={title}>
      <h2 id={title}>
        {groupTitles[name]} <span className="found-count">{toCount(total)}</span>
      </h2>
      <ol>
        {results.map((result) => (
          <ResultLine key={result.key} result={result} />
        ))}
      </ol>
      {results.length < total && !only && (
        <p>
          <a href={paths.search(text, name)}>
            Show {total > mostListed ? `the first ${mostListed}` : `all ${total}`}:{' '}
            {groupTitles[name].toLowerCase()}
          </a>
        </p>
      )}
      {results.length < total && only && (
        <p>These are the first {results.length}. Another word narrows them down.</p>
      )}
      {only && (
        <p>
          <a href={paths.search(text)}>Search everywhere</a>
        </p>
      )}
    </section>
  );
}

function ResultLine({ result: { href, title, place, text } }: { result: Result }) {
  return (
    <li>
      {href === null ? (
        <strong dir="auto">
          <Marked pieces={title} />
        </strong>
      ) : (
        <a href={href} dir="auto">
          <Marked pieces={title} />
        </a>
      )}
      {place.length > 0 && (
        <p className="found-place">
          <Marked pieces={place} />
        </p>
      )}
      {text.length > 0 && (
        <p dir="auto">
          <Marked pieces={text} />
        </p>
      )}
    </li>
  );
}

/** A text with the words that were looked for marked. */
function Marked({ pieces }: { pieces: readonly Piece[] }) {
  return pieces.map(({ text, hit }, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: drawn once, never again
    hit ? <mark key={index}>{text}</mark> : <span key={index}>{text}</span>,
  );
}
