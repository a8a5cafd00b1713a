import { expect, test } from 'vitest';
import { challengeMinutes, makeChallenge, readChallenge } from './passkey-challenge.server.ts';

const ann = { id: 'ann', passwordHash: 'hash of ann', holder: 'session of ann' };
const at = new Date('2026-03-01T10:00:00Z');
const later = (minutes: number) => new Date(at.getTime() + minutes * 60_000);

test('a challenge is known until its time is over', () => {
  const challenge = makeChallenge('show', ann, at);
  const until = later(challengeMinutes);
  expect(readChallenge(challenge, 'show', ann, later(challengeMinutes - 1))).toEqual(until);
  expect(readChallenge(challenge, 'show', ann, until)).toBeNull();
  expect(makeChallenge('show', ann, at)).not.toBe(challenge);
});

test('it is for one use, one account with its present password, and one session', () => {
  const challenge = makeChallenge('show', ann, at);
  expect(readChallenge(challenge, 'add', ann, at)).toBeNull();
  for (const other of [
    { ...ann, id: 'ben' },
    { ...ann, passwordHash: 'another' },
    { ...ann, holder: 'another' },
  ])
    expect(readChallenge(challenge, 'show', other, at)).toBeNull();
});

test('it cannot be made longer, cut or made up', () => {
  const bytes = Buffer.from(makeChallenge('show', ann, at), 'base64url');
  const longer = Buffer.from(bytes);
  longer.writeUIntBE(later(60).getTime(), 0, 6);
  for (const odd of [longer, bytes.subarray(0, -1), Buffer.alloc(0), Buffer.alloc(bytes.length)])
    expect(readChallenge(odd.toString('base64url'), 'show', ann, at)).toBeNull();
});

test('of an account that nothing signs for there is none', () => {
  const nobody = { ...ann, passwordHash: null };
  expect(readChallenge(makeChallenge('show', nobody, at), 'show', nobody, at)).toBeNull();
});
