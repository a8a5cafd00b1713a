import { expect, test } from 'vitest';
import { isSameSite, securityHeaders } from './security-headers.ts';

const base = { origin: undefined, host: 'academy.example', fetchSite: undefined, hasCookie: true };

test.each([
  ['same origin', { ...base, origin: 'https://academy.example' }, true],
  ['other origin', { ...base, origin: 'https://evil.example' }, false],
  ['opaque origin', { ...base, origin: 'null' }, false],
  ['other port', { ...base, origin: 'https://academy.example:8443' }, false],
  ['browser says cross-site', { ...base, fetchSite: 'cross-site' }, false],
  ['browser says same-site only', { ...base, fetchSite: 'same-site' }, false],
  ['browser says same-origin', { ...base, fetchSite: 'same-origin' }, true],
  ['no origin but a cookie', base, false],
  ['no origin, no cookie', { ...base, hasCookie: false }, true],
])('%s', (_name, headers, allowed) => {
  expect(isSameSite(headers)).toBe(allowed);
});

test('the production policy has no unsafe source and no framing', () => {
  const headers = securityHeaders({ nonce: 'n0nce', secure: true, development: false });
  const policy = headers['Content-Security-Policy'];
  expect(policy).not.toContain('unsafe');
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).toContain("script-src 'self' 'nonce-n0nce'");
  expect(headers['Strict-Transport-Security']).toBeDefined();
});

test('a page made to stand in a frame may do so on this site alone', () => {
  const headers = securityHeaders({ nonce: 'n', secure: true, development: false, framed: true });
  expect(headers['Content-Security-Policy']).toContain("frame-ancestors 'self'");
});
