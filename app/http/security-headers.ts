/**
 * The headers every response carries. The policy allows this origin only: no inline script, no eval, no framing, no
 * other host (https://www.w3.org/TR/CSP3/). `development` opens what the dev server's reload needs and nothing else;
 * `framed`: a page that pages of this site may show in a frame.
 */
export function securityHeaders(options: {
  nonce: string;
  secure: boolean;
  development: boolean;
  framed?: boolean;
}): Record<string, string> {
  const dev = options.development;
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${options.nonce}'`,
    dev ? "style-src 'self' 'unsafe-inline'" : "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "media-src 'self'",
    dev ? "connect-src 'self' ws:" : "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    options.framed ? "frame-ancestors 'self'" : "frame-ancestors 'none'",
  ];
  return {
    'Content-Security-Policy': policy.join('; '),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    ...(options.secure
      ? { 'Strict-Transport-Security': 'max-age=31536000; includeSubDomains' }
      : {}),
  };
}

// Names under which a machine reaches itself.
const loopback = ['localhost', '127.0.0.1', '[::1]'];

/** The origins under which browsers know the site at this address: one, or for a loopback address all its spellings. */
export function toSiteOrigins(appUrl: URL): readonly string[] {
  if (!loopback.includes(appUrl.hostname)) return [appUrl.origin];
  const port = appUrl.port && `:${appUrl.port}`;
  return loopback.map((name) => `${appUrl.protocol}//${name}${port}`);
}

/**
 * Where a request that changes something comes from: a page of this site, another site, or a page of this server that
 * was reached under a name the site does not have. Browsers send `Origin` (or `Sec-Fetch-Site`) on every such request;
 * one that has neither is not a browser's and carries no ambient cookie worth stealing, but is refused too unless it has
 * no cookie at all. `host`, which a proxy may rewrite, decides nothing but the words of a refusal.
 */
export function whereFrom(
  headers: {
    origin: string | undefined;
    host: string | undefined;
    fetchSite: string | undefined;
    hasCookie: boolean;
  },
  siteOrigins: readonly string[],
): 'here' | 'another site' | 'another name' {
  const { origin, host, fetchSite, hasCookie } = headers;
  if (fetchSite)
    return fetchSite === 'same-origin' || fetchSite === 'none' ? 'here' : 'another site';
  if (!origin) return hasCookie ? 'another site' : 'here';
  if (siteOrigins.includes(origin)) return 'here';
  const isOwnPage = URL.canParse(origin) && new URL(origin).host === host;
  return isOwnPage ? 'another name' : 'another site';
}
