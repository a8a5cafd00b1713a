import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';

type PreviewLinksProps = {
  /** For each address as cadets have it, the one to lead to instead. */
  links: Readonly<Record<string, string>>;
  children: ReactElement;
};

/**
 * A part of a cadet's page within a preview: its links lead to other previews, as what they lead to may not be published
 * and the author may be no cadet.
 */
export function PreviewLinks({ links, children }: PreviewLinksProps) {
  const html = renderToStaticMarkup(children).replace(
    /(<a\b[^>]*? href=")(\/[^"#?]*)/g,
    (found, start: string, path: string) => {
      const instead = links[path];
      return instead === undefined ? found : start + instead;
    },
  );
  // biome-ignore lint/security/noDangerouslySetInnerHtml: rendered by React right above
  return <div dangerouslySetInnerHTML={{ __html: html }} />;
}
