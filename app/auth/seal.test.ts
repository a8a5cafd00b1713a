import { expect, test } from 'vitest';
import { toSeal } from './seal.server.ts';

const sealOf = (sessionId: string) =>
  toSeal({
    request: new Request('http://localhost', {
      headers: { Cookie: `rapport_session=${sessionId}` },
    }),
  });

test('what a session sealed opens in it, and in no other', () => {
  const mine = sealOf('mysession');
  const sealed = mine.seal('a link’s token');
  expect(sealed).not.toContain('token');
  expect(mine.seal('a link’s token')).not.toBe(sealed);
  expect(sealOf('mysession').open(sealed)).toBe('a link’s token');
  expect(sealOf('another').open(sealed)).toBeNull();
  expect(mine.open(`${sealed.slice(0, -2)}AA`)).toBeNull();
  expect(mine.open('')).toBeNull();
});

test('there is no seal without a session', () => {
  expect(() => toSeal({ request: new Request('http://localhost') })).toThrow('Without a session');
});
