import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { oncePer } from '#app/once.ts';

/**
 * Makes the function that renders what depends on nothing but one object, and on nobody who looks at it: once per object,
 * as HTML for `Html`.
 * @throws Error when a form is among it: a form says whom its page is made for, and the next reader would get it, too
 */
export function renderedPer<Of extends object>(
  render: (of: Of) => ReactElement,
): (of: Of) => string {
  return oncePer((of) => {
    const html = renderToStaticMarkup(render(of));
    if (html.includes('<form') || html.includes('madeFor'))
      throw new Error('A form is made for one person: it is not rendered once for all of them.');
    return html;
  });
}
