import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { oncePer } from '#app/once.ts';

/**
 * Makes the function that renders what depends on nothing but one object, and on nobody who looks at it: once per object,
 * as HTML for `Html`. No form is among it: a form says whom its page is made for.
 */
export function renderedPer<Of extends object>(
  render: (of: Of) => ReactElement,
): (of: Of) => string {
  return oncePer((of) => renderToStaticMarkup(render(of)));
}
