const here = 'https://rapport.invalid';

/**
 * The path to go to after sign-in, if it stays on this site; else `fallback`.
 * Parsed by the URL standard, so that `//host`, `/\host`, `https:host` and control characters cannot leave the site.
 */
export function toLocalPath(to: string | null | undefined, fallback: string): string {
  if (!to?.startsWith('/')) return fallback;
  try {
    const url = new URL(to, here);
    return url.origin === here ? `${url.pathname}${url.search}${url.hash}` : fallback;
  } catch {
    return fallback;
  }
}
