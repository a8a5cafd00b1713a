/** How scripts send what changes something: with the mark of the person whom the page was made for. */

const madeFor = () => document.documentElement.dataset.madeFor ?? '';

function mark<Body extends URLSearchParams | FormData>(body: Body): Body {
  body.set('madeFor', madeFor());
  return body;
}

/** Sends a form by POST. @throws as `fetch`, when the connection fails */
export function post(
  url: string | URL,
  body: URLSearchParams | FormData,
  init: RequestInit = {},
): Promise<Response> {
  return fetch(url, { ...init, method: 'POST', body: mark(body) });
}

/** Sends a last form from a page that is going away; false when the browser does not take it. */
export function postLast(url: string, body: URLSearchParams): boolean {
  return navigator.sendBeacon(url, mark(body));
}

/** Whether another page was made for the same person as this one, so that parts of it may stand here. */
export function isForSamePerson(page: Document): boolean {
  return (page.documentElement.dataset.madeFor ?? '') === madeFor();
}
