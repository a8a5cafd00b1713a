/**
 * HTML made by the curriculum compiler, sanitized there, on the server, from the academy's own repository; or by React
 * (`renderedPer`).
 */
type CompiledHtml = string;

type HtmlProps = {
  html: CompiledHtml;
  as?: 'div' | 'span' | 'legend' | 'p' | 'section' | 'ol' | 'fieldset';
  id?: string;
  className?: string;
  /** Id of the heading that names it. */
  labelledBy?: string;
};

/**
 * Writes compiled HTML into an element: the one place that does. Words for `span`, `p` and `legend`, which hold no
 * paragraphs, come from the compiler without one.
 */
export function Html({ html, as: Element = 'div', id, className, labelledBy }: HtmlProps) {
  const attributes = { id, className, 'aria-labelledby': labelledBy };
  const written = { __html: html };
  // biome-ignore lint/security/noDangerouslySetInnerHtml: sanitized by the compiler, see CompiledHtml
  return <Element {...attributes} dangerouslySetInnerHTML={written} />;
}
