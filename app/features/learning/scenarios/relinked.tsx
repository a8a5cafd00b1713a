import { type ReactElement, useContext } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { redirectLinks } from '#app/features/curriculum/courses/html-rules.ts';
import { DocumentContext } from '#app/ui/document-context.tsx';

type RelinkedProps = {
  /** For each address as cadets have it, the one to lead to instead. */
  links: Readonly<Record<string, string>>;
  children: ReactElement;
};

/**
 * A part of a cadet’s page for somebody who is no cadet, such as a preview: its links lead to pages of theirs, as the
 * cadet’s may not be open to them, or not be there.
 */
export function Relinked({ links, children }: RelinkedProps) {
  // A rendering of its own, whose forms say whom the page is made for as all do.
  const document = useContext(DocumentContext);
  const page = <DocumentContext.Provider value={document}>{children}</DocumentContext.Provider>;
  const instead = new Map(Object.entries(links));
  const html = redirectLinks(renderToStaticMarkup(page), (path) => instead.get(path));
  // biome-ignore lint/security/noDangerouslySetInnerHtml: rendered by React right above
  return <div dangerouslySetInnerHTML={{ __html: html }} />;
}
