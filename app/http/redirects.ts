const here = 'https://rapport.invalid';

// No address of ours comes near; one that fills a header would be refused on its way.
const longestPath = 2000;

/**
 * The path to go to after sign-in, if it stays on this site; else `fallback`.
 * Parsed by the URL standard, so that `//host`, `/\host`, `https:host` and control characters cannot leave the site.
 */
export function toLocalPath(to: string | null | undefined, fallback: string): string {
  if (!to?.startsWith('/') || to.length > longestPath) return fallback;
  try {
    const url = new URL(to, here);
    // Dots resolved away may leave `//host`, which a browser reads as another site.
    const stays = url.origin === here && !url.pathname.startsWith('//');
    return stays ? `${url.pathname}${url.search}${url.hash}` : fallback;
  } catch {
    return fallback;
  }
}

/** A response that sends the browser on (302): after a form it fetches the new page with GET (RFC 9110, section 15.4.3). */
export function redirectTo(path: string, headers: HeadersInit = {}): Response {
  const sent = new Headers(headers);
  sent.set('Location', path);
  return new Response(null, { status: 302, headers: sent });
}

/** The headers that set these cookies, each given as its Set-Cookie value. */
export const toSetCookies = (cookies: readonly string[]): [string, string][] =>
  cookies.map((cookie) => ['Set-Cookie', cookie]);
