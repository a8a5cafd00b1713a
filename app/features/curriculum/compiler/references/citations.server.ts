import {
  type Place,
  placeOf,
  type Report,
} from '#app/features/curriculum/compiler/files/problems.server.ts';
import { didYouMean } from '#app/features/curriculum/compiler/files/spelling.server.ts';
import {
  attributeOf,
  setAttributes,
} from '#app/features/curriculum/compiler/syntax/mdx-attributes.server.ts';
import type { Jsx } from '#app/features/curriculum/compiler/syntax/mdx-tree.server.ts';
import type { Reference } from '#app/features/curriculum/courses/schema.ts';
import type { Library } from './library.server.ts';
import type { References, Scope } from './reference-scope.server.ts';

/** Fills a term in and adds it to the page's terms. */
export function resolveTerm(node: Jsx, scope: Scope): void {
  const { kind, library, report, found } = scope;
  const id = attributeOf(node, 'id') ?? '';
  if (id === '') return;
  const term = library.term(id);
  if (term === undefined && !library.termsReadable) {
    report.error('unusable-term', placeOf(node), 'glossary.yml cannot be read; mend it first.');
  } else if (term === undefined) {
    report.error(
      'unknown-term',
      placeOf(node),
      `glossary.yml has no term \`${id}\`; add it there.${didYouMean(id, library.termIds)}`,
    );
  } else if (term === null) {
    report.error(
      'unusable-term',
      placeOf(node),
      `the term \`${id}\` has errors in glossary.yml; mend it there.`,
    );
  } else {
    if (!found.terms.some((known) => known.id === id)) found.terms.push({ id, ...term });
    if (kind === 'lesson') setAttributes(node, { linked: 'yes' });
  }
}

/** Authors and year, short: 'Skogan (2006)', or 'Antrobus et al. (2019)' for more than one. */
function shortName(authors: string, year: number | null): string {
  const first = authors.split(',')[0]?.trim() ?? authors;
  const people = authors.match(/,\s*\p{Lu}\./gu)?.length ?? 0;
  const others = people > 1 || /\bet al\b/.test(authors) ? ' et al.' : '';
  return `${first}${others} (${year ?? 'no date'})`;
}

/** Numbers a citation, or names it on pages without a list of references. */
export function resolveSource(node: Jsx, scope: Scope): void {
  const id = attributeOf(node, 'id') ?? '';
  if (id === '') return;
  const reference = cite(id, placeOf(node), scope);
  if (reference === null) return;
  const number = scope.kind === 'lesson' ? String(reference.number) : null;
  const name = shortName(reference.authors, reference.year);
  const unchecked = reference.verified ? null : 'yes';
  setAttributes(node, { number, name, url: reference.url ?? null, unchecked });
}

function cite(
  id: string,
  place: Place,
  scope: Pick<Scope, 'library' | 'report' | 'found'>,
): Reference | null {
  const { library, report, found } = scope;
  const known = found.references.find((reference) => reference.id === id);
  if (known !== undefined) return known;
  const source = library.source(id);
  if (source === undefined && !library.sourcesReadable) {
    report.error('unusable-source', place, 'sources.yml cannot be read; mend it first.');
    return null;
  }
  if (source === undefined) {
    report.error(
      'unknown-source',
      place,
      `sources.yml has no source \`${id}\`; add it there.${didYouMean(id, library.sourceIds)}`,
    );
    return null;
  }
  if (source === null) {
    report.error(
      'unusable-source',
      place,
      `the source \`${id}\` has errors in sources.yml; mend it there.`,
    );
    return null;
  }
  const reference = { ...source, id, number: found.references.length + 1 };
  found.references.push(reference);
  return reference;
}

/** Adds the sources a lesson's frontmatter names and its text does not cite to the end of its references. */
export function addListedSources(
  ids: readonly string[],
  placeOfEntry: (index: number) => Place,
  found: References,
  library: Library,
  report: Report,
): void {
  for (const [index, id] of ids.entries())
    cite(id, placeOfEntry(index), { library, report, found });
}
