import { renderToStaticMarkup } from 'react-dom/server';

/** What a mail says, in plain words; `action`: the one thing to do, at an address of this site. */
export type Letter = {
  subject: string;
  paragraphs: readonly string[];
  action?: { label: string; href: string };
  /** Why it came, and what to do where it was not expected. */
  footer: string;
};

const ink = { color: '#1d2630', fontFamily: 'Verdana, Arial, sans-serif', lineHeight: 1.5 };

/** The letter as plain text (RFC 3676 is not used: lines stay long, so that no link is broken). */
export function toText({ paragraphs, action, footer }: Letter): string {
  const link = action ? [`${action.label}:\n${action.href}`] : [];
  return `${[...paragraphs, ...link, `-- \n${footer}`].join('\n\n')}\n`;
}

/** The letter as a page of its own, with styles inline, since mail programs take no others, and nothing to be fetched. */
export function toHtml({ subject, paragraphs, action, footer }: Letter): string {
  const page = (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="color-scheme" content="light dark" />
        <title>{subject}</title>
      </head>
      <body style={{ ...ink, fontSize: '16px', maxWidth: '36em', margin: '0 auto', padding: 16 }}>
        {paragraphs.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
        {action && (
          <p>
            <a href={action.href} style={{ fontWeight: 'bold' }}>
              {action.label}
            </a>
            <br />
            <span style={{ fontSize: '14px', wordBreak: 'break-all' }}>{action.href}</span>
          </p>
        )}
        <p style={{ fontSize: '14px', borderTop: '1px solid #8a94a0', paddingTop: 12 }}>{footer}</p>
      </body>
    </html>
  );
  return `<!doctype html>${renderToStaticMarkup(page)}`;
}
