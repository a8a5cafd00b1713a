import { expect, test } from 'vitest';
import { securityHeaders, toSiteOrigins, whereFrom } from './security-headers.ts';

const base = { origin: undefined, host: 'academy.example', fetchSite: undefined, hasCookie: true };
const origins = toSiteOrigins(new URL('https://academy.example/'));

test.each([
  ['same origin', { ...base, origin: 'https://academy.example' }, 'here'],
  ['same origin, host rewritten', { ...base, origin: origins[0], host: '10.0.0.7:3000' }, 'here'],
  ['other origin', { ...base, origin: 'https://evil.example' }, 'another site'],
  [
    'other origin and host',
    { ...base, origin: 'https://e.example', host: 'e.example' },
    'another name',
  ],
  ['opaque origin', { ...base, origin: 'null' }, 'another site'],
  ['no encryption', { ...base, origin: 'http://academy.example' }, 'another name'],
  ['other port', { ...base, origin: 'https://academy.example:8443' }, 'another site'],
  ['browser says cross-site', { ...base, fetchSite: 'cross-site' }, 'another site'],
  ['browser says same-site only', { ...base, fetchSite: 'same-site' }, 'another site'],
  ['browser says same-origin', { ...base, fetchSite: 'same-origin' }, 'here'],
  ['no origin but a cookie', base, 'another site'],
  ['no origin, no cookie', { ...base, hasCookie: false }, 'here'],
])('%s', (_name, headers, from) => {
  expect(whereFrom(headers, origins)).toBe(from);
});

test('a machine knows itself by several names, at one port', () => {
  expect(toSiteOrigins(new URL('http://localhost:3000'))).toEqual([
    'http://localhost:3000',
    'http://127.0.0.1:3000',
    'http://[::1]:3000',
  ]);
  expect(toSiteOrigins(new URL('https://academy.example/'))).toEqual(['https://academy.example']);
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
