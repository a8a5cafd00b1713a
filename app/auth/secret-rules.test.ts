import { hash } from '@node-rs/argon2';
import { expect, test } from 'vitest';
import { hashPassword, verifyPassword } from './password.server.ts';
import { listSecretForms, toSecret } from './secret-rules.ts';

const composed = 'caf\u00e9 \u00e0 midi pile';
const apart = composed.normalize('NFD');

test('a secret is the same in whatever way its letters and spaces were sent', async () => {
  expect(toSecret(apart)).toBe(composed);
  expect(toSecret('two\u00a0words')).toBe('two words');
  const stored = await hashPassword(apart);
  expect(await verifyPassword(stored, composed)).toBe(true);
  expect(await verifyPassword(await hashPassword(composed), apart)).toBe(true);
  expect(await verifyPassword(stored, 'cafe a midi pile')).toBe(false);
});

test.each([
  ['composed', composed],
  ['taken apart', apart],
  ['with a no-break space', 'a sentence\u00a0I chose'],
])('a hash made before secrets had a normal form, %s, still opens', async (_what, typed) => {
  const old = await hash(typed);
  expect(await verifyPassword(old, typed)).toBe(true);
});

test('a hash of letters taken apart opens for who sends them composed', async () => {
  expect(await verifyPassword(await hash(apart), composed)).toBe(true);
});

test('plain letters are tried once', () => {
  expect(listSecretForms('a sentence that I chose')).toEqual(['a sentence that I chose']);
});
