/** HTML made by the curriculum compiler: sanitized there, on the server, from the academy's own repository. */
type CompiledHtml = string;

type HtmlProps = {
  html: CompiledHtml;
  as?: 'div' | 'span' | 'legend' | 'p' | 'article';
  id?: string;
  className?: string;
};

/**
 * Writes compiled HTML into an element: the one place that does. Inside `span`, `p` and `legend`, which hold no
 * paragraphs, a lone enclosing `<p>` is taken off.
 */
export function Html({ html, as: Element = 'div', id, className }: HtmlProps) {
  const block = Element === 'div' || Element === 'article';
  const written = { __html: block ? html : withoutParagraph(html) };
  // biome-ignore lint/security/noDangerouslySetInnerHtml: sanitized by the compiler, see CompiledHtml
  return <Element id={id} className={className} dangerouslySetInnerHTML={written} />;
}

/** The HTML without its enclosing `<p>`, when one paragraph is all it is. */
function withoutParagraph(html: CompiledHtml): CompiledHtml {
  const inner = /^\s*<p>([\s\S]*)<\/p>\s*$/.exec(html)?.[1];
  return inner === undefined || inner.includes('<p>') ? html : inner;
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Compiled HTML as bare text, for places that hold no markup, such as the entries of a list box. */
export function toPlainText(html: CompiledHtml): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (written, hex, decimal, name) => {
      if (name) return entities[name] ?? written;
      return String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(decimal));
    })
    .replace(/\s+/g, ' ')
    .trim();
}
