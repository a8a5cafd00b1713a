import { expect, test } from 'vitest';
import { type Asked, judgeEvidence, lookedAt, type Row, type Tables } from './evidence-rules.ts';

/** What the database would have to show for a run to be told. */

const people = {
  UserRole: [
    { userId: 'admin-id', role: 'admin' },
    { userId: 'teacher-id', role: 'instructor' },
    { userId: 'stranger-id', role: 'instructor' },
    { userId: 'cadet-id', role: 'cadet' },
  ],
  CohortInstructor: [{ cohortId: 'class-id', userId: 'teacher-id' }],
  Enrollment: [{ id: 'enrolled-id', cohortId: 'class-id', userId: 'cadet-id' }],
};
const attempt = { id: 'attempt-id', userId: 'cadet-id', status: 'submitted' };
const before: Tables = {
  ...people,
  AuditEvent: [],
  Attempt: [attempt],
  Response: [],
  Reflection: [],
};
const voided = { ...attempt, status: 'voided' };

const toEvent = (given: Row = {}): Row => ({
  id: 1,
  actorId: 'teacher-id',
  action: 'void-attempt',
  subjectType: 'attempt',
  subjectId: 'attempt-id',
  requestId: 'r1',
  ...given,
});

function toAsked(given: Partial<Asked['request']> = {}, status = 302): Map<string, Asked> {
  const request = { k: 7, kind: 'form', userId: 'teacher-id', foreign: false, method: 'POST' };
  const sent = { ...request, target: '/teach/attempts/x', headers: [], body: 'a=b', ...given };
  return new Map([['r1', { request: sent, status }]]);
}

const judge = (after: Tables, asked = toAsked()) =>
  judgeEvidence([before, { ...before, ...after }], asked).faults;
const decided: Tables = { Attempt: [voided], AuditEvent: [toEvent()] };

test('what a teacher of the cadet decides is fine, and is counted', () => {
  const evidence = judgeEvidence([before, { ...before, ...decided }], toAsked());
  expect(evidence).toEqual({ faults: [], events: 1, changed: 2 });
});

test.each([
  ['a teacher of others', { actorId: 'stranger-id' }, { userId: 'stranger-id' }],
  ['the cadet', { actorId: 'cadet-id' }, { userId: 'cadet-id' }],
  ['who is named by somebody else', {}, { userId: 'stranger-id' }],
  ['nobody', { actorId: null }, { userId: null }],
])('a decision by %s is told', (_name, event, sent) => {
  const after = { ...decided, AuditEvent: [toEvent(event)] };
  expect(judge(after, toAsked(sent))).toEqual([expect.stringContaining('change by who may not')]);
});

test('a change that was refused, came by looking or from another site is told', () => {
  expect(judge(decided, toAsked({}, 403))).toEqual([
    expect.stringContaining('though refused (403)'),
  ]);
  expect(judge(decided, toAsked({ method: 'GET' }))).toEqual([
    expect.stringContaining('by looking'),
  ]);
  expect(judge(decided, toAsked({ foreign: true }))).toEqual([
    expect.stringContaining('another site'),
  ]);
});

test('a change that no event names is told', () => {
  expect(judge({ Attempt: [voided] })).toEqual(
    Array(2).fill(expect.stringContaining('change without an event in Attempt')),
  );
});

test('what only its owner may write is told, unless the owner did', () => {
  const after = { Reflection: [{ userId: 'cadet-id', lessonId: 'l', body: 'x' }] };
  expect(judge(after)).toEqual([expect.stringContaining("another person's Reflection changed")]);
  expect(judge(after, toAsked({ userId: 'cadet-id' }))).toEqual([]);
  const answer = { Response: [{ attemptId: 'attempt-id', itemId: 'i', valueJson: '[]' }] };
  expect(judge(answer)).toEqual([expect.stringContaining("another person's Response changed")]);
});

test('an action that nobody wrote down is nobody’s', () => {
  const after = { AuditEvent: [toEvent({ action: 'new-power', actorId: 'admin-id' })] };
  expect(judge(after, toAsked({ userId: 'admin-id' }))).toHaveLength(1);
  expect(lookedAt).toContain('Grading');
});
