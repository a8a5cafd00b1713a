import { expect, test } from 'vitest';
import { auditActions, type EventParts, toSentence } from './rules.ts';

const event: EventParts = {
  actorName: 'Wanda Achebe',
  action: 'disable-user',
  subjectType: 'user',
  subjectId: '0b9e6a1c-5d1f-4a57-8c55-2f2f6d1c9f10',
  subjectName: 'Alex Moreau',
  before: null,
  after: null,
};

test('who did what to whom', () => {
  expect(toSentence(event)).toBe('Wanda Achebe disabled the account of Alex Moreau.');
  expect(toSentence({ ...event, action: 'sign-in' })).toBe('Wanda Achebe signed in.');
  expect(toSentence({ ...event, actorName: null, action: 'retire-content' })).toBe(
    'Rapport retired Alex Moreau.',
  );
});

test('roles are told before and after', () => {
  const change = { before: { roles: [] }, after: { roles: ['cadet', 'author'] } };
  expect(toSentence({ ...event, ...change, action: 'change-roles' })).toBe(
    'Wanda Achebe changed the roles of Alex Moreau, from no role to cadet, author.',
  );
  const invited = { action: 'create-invitation', after: { email: 'a@b.test', roles: ['cadet'] } };
  expect(toSentence({ ...event, ...invited, subjectName: 'a@b.test' })).toBe(
    'Wanda Achebe invited a@b.test as cadet.',
  );
});

test('a thing without a name is told by its kind and the start of its id', () => {
  expect(toSentence({ ...event, subjectName: null })).toBe(
    'Wanda Achebe disabled the account of account 0b9e6a1c-5d1.',
  );
  expect(
    toSentence({ ...event, action: 'new-verb', subjectType: 'thing', subjectName: null }),
  ).toBe('Wanda Achebe new-verb: thing 0b9e6a1c-5d1.');
});

test('every action reads as a sentence', () => {
  for (const action of auditActions)
    expect(toSentence({ ...event, action })).toMatch(/^Wanda Achebe [a-z][^{}]*\.$/);
});
