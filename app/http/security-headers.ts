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

/**
 * Whether a request that changes something comes from this site. Browsers send `Origin` (or `Sec-Fetch-Site`) on every
 * such request; one that has neither is not a browser's and carries no ambient cookie worth stealing, but is refused
 * too unless it has no cookie at all.
 */
export function isSameSite(headers: {
  origin: string | undefined;
  host: string | undefined;
  fetchSite: string | undefined;
  hasCookie: boolean;
}): boolean {
  if (headers.fetchSite) return headers.fetchSite === 'same-origin' || headers.fetchSite === 'none';
  if (!headers.origin) return !headers.hasCookie;
  try {
    return new URL(headers.origin).host === headers.host;
  } catch {
    return false;
  }
}
