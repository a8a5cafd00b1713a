import { expect, test } from 'vitest';
import { toLoggedPath } from './logger.server.ts';

test.each([
  '/invitations/s3cret',
  '/Invitations/s3cret',
  '//invitations//s3cret',
  '/inv%69tations/s3cret',
  '/invitations%2Fs3cret',
  '/invitations/s3cret/',
])('the token in %s stays out of the log', (path) => {
  expect(toLoggedPath(path)).toBe('/invitations/…');
});

test.each(['/learn/attempts/abc', '/invitations', '/%E0%A4', '/'])(
  '%s is logged as it is',
  (path) => {
    expect(toLoggedPath(path)).toBe(path);
  },
);
