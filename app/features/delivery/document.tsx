import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { kitStyle } from './style.server.ts';

type Document = {
  title: string;
  /** `slides`: set in landscape, a page for each. */
  look: 'paper' | 'slides';
  /** Whom it is for, as the line on top says. */
  audience: string;
  /** What names the content it was made from, in its foot. */
  from: string;
};

/** A file of the kit that stands alone: its style is in it, and it needs no script and no network. */
export function toDocument({ title, look, audience, from }: Document, content: ReactNode): string {
  const head = renderToStaticMarkup(<title>{title}</title>);
  const body = renderToStaticMarkup(
    <>
      <header className="for">{audience}</header>
      <main>{content}</main>
      <footer>{from}</footer>
    </>,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${head}
<style>${kitStyle}</style>
</head>
<body class="${look}">
${body}
</body>
</html>
`;
}
