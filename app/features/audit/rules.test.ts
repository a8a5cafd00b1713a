import { expect, test } from 'vitest';
import { auditActions, type EventParts, findPersonId, toSentence } from './rules.ts';

const event: EventParts = {
  actorName: 'Wanda Achebe',
  action: 'disable-user',
  subjectType: 'user',
  subjectId: '0b9e6a1c-5d1f-4a57-8c55-2f2f6d1c9f10',
  subjectName: 'Alex Moreau',
  personName: null,
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

test.each([
  ['add-instructor', { after: { userId: 'u1' } }, 'added Ann Able as an instructor of “2026-A”.'],
  [
    'remove-instructor',
    { before: { userId: 'u1' } },
    'removed Ann Able from the instructors of “2026-A”.',
  ],
])('%s says whom', (action, values, words) => {
  const place = { action, subjectType: 'cohort', subjectName: '“2026-A”', ...values };
  expect(findPersonId({ ...event, ...place })).toBe('u1');
  const sentence = toSentence({ ...event, ...place, personName: 'Ann Able' });
  expect(sentence).toBe(`Wanda Achebe ${words}`);
  expect(toSentence({ ...event, ...place })).toContain('account u1');
});

// What people do to themselves.
const alone = [
  'sign-in',
  'sign-out',
  'end-sessions',
  'accept-invitation',
  'change-password',
  'turn-on-second-factor',
  'turn-off-second-factor',
  'change-app',
  'remove-app',
  'add-passkey',
  'remove-passkey',
  'make-recovery-codes',
  'use-recovery-code',
  'confirm-session',
];

test('every action but those alone names what it is done to', () => {
  const found = auditActions.filter(
    (action) => !toSentence({ ...event, action }).includes('Alex Moreau'),
  );
  expect(found).toEqual(alone);
});

test('every action reads as a sentence', () => {
  for (const action of auditActions)
    expect(toSentence({ ...event, action })).toMatch(/^Wanda Achebe [a-z][^{}]*\.$/);
});
