import { describe, expect, it } from 'vitest';
import { toPolicy } from '#tests/factories/shapes.ts';
import {
  type AllowanceFacts,
  type AttemptFacts,
  isFailed,
  toAllowance,
  toRelease,
} from './rules.ts';

const now = new Date('2026-03-10T12:00:00Z');
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);

function attempt(given: Partial<AttemptFacts> = {}): AttemptFacts {
  return {
    status: 'submitted',
    submittedAt: hoursAgo(100),
    passed: false,
    points: 1,
    maxPoints: 4,
    pending: 0,
    ...given,
  };
}

const failed = attempt();
const passed = attempt({ passed: true, points: 4 });
const open = attempt({ status: 'open', submittedAt: null, passed: null, points: null });
const policy = toPolicy();
const facts: AllowanceFacts = { now, due: null, courseCap: null, lastEnds: new Map() };

const allow = (
  attempts: readonly AttemptFacts[],
  given: Parameters<typeof toPolicy>[0] = {},
  more: Partial<AllowanceFacts> = {},
) => toAllowance(toPolicy(given), attempts, { ...facts, ...more });

describe('isFailed', () => {
  it('is for finished attempts that did not pass', () => {
    expect(isFailed(failed, 80)).toBe(true);
    expect(isFailed(attempt({ status: 'expired' }), 80)).toBe(true);
    expect(isFailed(passed, 80)).toBe(false);
    expect(isFailed(open, 80)).toBe(false);
    expect(isFailed(attempt({ status: 'voided' }), 80)).toBe(false);
  });

  it('waits while texts that an instructor has still to read could make it a pass', () => {
    const waiting = attempt({ points: 7, maxPoints: 10, pending: 1 });
    expect(isFailed(waiting, 80)).toBe(false);
    expect(isFailed(waiting, 81)).toBe(true);
    expect(isFailed(waiting, null)).toBe(false);
    expect(isFailed({ ...waiting, pending: 0 }, 80)).toBe(true);
  });
});

describe('toAllowance', () => {
  it('counts down the attempts', () => {
    expect(allow([])).toEqual({
      used: 0,
      left: 3,
      allowed: 3,
      start: 'may-start',
      waitUntil: null,
      remediation: [],
      courseCap: null,
      practice: false,
    });
    expect(allow([failed, failed])).toMatchObject({ left: 1, start: 'may-start' });
    expect(allow([failed, failed, failed])).toMatchObject({ left: 0, start: 'used-up' });
  });

  it('resumes the open attempt, also when it is the last', () => {
    expect(allow([failed, failed, open])).toMatchObject({ left: 0, start: 'may-resume' });
  });

  it('starts none after a pass, and does not count voided ones', () => {
    expect(allow([passed]).start).toBe('passed');
    const voided = attempt({ status: 'voided', passed: true });
    expect(allow([voided])).toMatchObject({ used: 0, start: 'may-start' });
  });

  it('may set no limit', () => {
    const many = Array.from({ length: 50 }, () => failed);
    expect(allow(many, { attempts: null })).toMatchObject({ left: null, start: 'may-start' });
  });

  it('waits from the end of the last attempt that counts, to the millisecond', () => {
    const recent = attempt({ submittedAt: hoursAgo(12) });
    const at = (end: Date) => allow([recent], { waitHours: 12 }, { now: end });
    expect(at(new Date(now.getTime() - 1))).toMatchObject({ start: 'waiting', waitUntil: now });
    expect(at(now)).toMatchObject({ start: 'may-start', waitUntil: null });
    const voided = attempt({ status: 'voided', submittedAt: hoursAgo(1) });
    expect(allow([recent, voided], { waitHours: 12 }).start).toBe('may-start');
    // The order in which they are listed is not the order in which they ended.
    const ended = [attempt({ submittedAt: hoursAgo(1) }), attempt({ submittedAt: hoursAgo(30) })];
    expect(allow(ended, { waitHours: 2 }).start).toBe('waiting');
  });

  it('asks for the remediation lessons to be read to the end after the last failed attempt', () => {
    const given = { remediation: ['listen', 'retired', 'explain'] };
    const read = (listen: Date | null, explain: Date | null) =>
      allow([failed], given, {
        lastEnds: new Map([
          ['listen', listen],
          ['explain', explain],
        ]),
      });
    expect(read(null, hoursAgo(100))).toMatchObject({
      start: 'remediation',
      remediation: ['listen', 'explain'],
    });
    expect(read(hoursAgo(99), hoursAgo(101)).remediation).toEqual(['explain']);
    expect(read(hoursAgo(99), hoursAgo(99)).start).toBe('may-start');
    expect(allow([], given, { lastEnds: new Map([['listen', null]]) }).start).toBe('may-start');
  });

  it('names reading and waiting together', () => {
    const lastEnds = new Map([['listen', null]]);
    const both = allow(
      [attempt({ submittedAt: hoursAgo(1) })],
      { waitHours: 4, remediation: ['listen'] },
      { lastEnds },
    );
    expect(both).toMatchObject({ start: 'remediation', remediation: ['listen'] });
    expect(both.waitUntil).toEqual(hoursAgo(-3));
  });

  it("stops at the course's cap of failed attempts", () => {
    const cap = (used: number) => allow([failed], {}, { courseCap: { used, allowed: 3 } });
    expect(cap(2).start).toBe('may-start');
    expect(cap(3)).toMatchObject({ start: 'course-cap', courseCap: { used: 3, allowed: 3 } });
  });

  it('closes with the due date where the policy says so', () => {
    expect(allow([], { afterDue: 'closed' }, { due: now }).start).toBe('closed');
    expect(allow([], { afterDue: 'closed' }, { due: hoursAgo(-1) }).start).toBe('may-start');
    expect(allow([], { afterDue: 'closed' }).start).toBe('may-start');
    expect(allow([], { afterDue: 'open' }, { due: hoursAgo(1) }).start).toBe('may-start');
  });

  it('lets practice go on for ever, pass or fail, unless it is closed', () => {
    const practice = { practice: true, attempts: 1, waitHours: 24, remediation: ['listen'] };
    const more = { courseCap: { used: 9, allowed: 3 }, lastEnds: new Map([['listen', null]]) };
    const recent = attempt({ submittedAt: hoursAgo(1) });
    for (const attempts of [[], [recent], [passed], [recent, recent, recent, passed]])
      expect(allow(attempts, practice, more)).toMatchObject({
        start: 'may-start',
        left: null,
        waitUntil: null,
        remediation: [],
        courseCap: null,
      });
    expect(allow([open], practice).start).toBe('may-resume');
    const closed = { ...practice, afterDue: 'closed' as const };
    expect(allow([], closed, { due: hoursAgo(1) }).start).toBe('closed');
  });
});

describe('toRelease', () => {
  const release = (
    of: AttemptFacts,
    all: readonly AttemptFacts[],
    given: Parameters<typeof toPolicy>[0] = {},
    due: Date | null = null,
  ) => toRelease(toPolicy(given), of, all, { now, due });

  it('follows the policy', () => {
    expect(release(failed, [failed])).toEqual({ feedback: true, correctOptions: false });
    expect(release(failed, [failed, passed]).correctOptions).toBe(true);
    const never = { feedback: 'never', correctOptions: 'never' } as const;
    expect(release(passed, [passed], never)).toEqual({ feedback: false, correctOptions: false });
  });

  it('releases nothing of an open attempt, nor of others while one is open', () => {
    expect(release(open, [open]).feedback).toBe(false);
    expect(release(failed, [failed, open]).feedback).toBe(false);
    const voided = attempt({ status: 'voided' });
    expect(release(voided, [voided]).feedback).toBe(false);
  });

  it('does not count a pass that was voided', () => {
    const all = [failed, attempt({ status: 'voided', passed: true })];
    expect(release(failed, all).correctOptions).toBe(false);
  });

  it('waits for the due date; without one, for a pass', () => {
    const afterDue = { feedback: 'after-due', correctOptions: 'after-due' } as const;
    const both = { feedback: true, correctOptions: true };
    const none = { feedback: false, correctOptions: false };
    expect(release(failed, [failed], afterDue, now)).toEqual(both);
    expect(release(passed, [passed], afterDue, hoursAgo(-0.001))).toEqual(none);
    expect(release(failed, [failed], afterDue)).toEqual(none);
    expect(release(failed, [failed, passed], afterDue)).toEqual(both);
  });
});

it('the policy of these tests is what an author gets without writing one', () => {
  expect(policy).toMatchObject({ passMark: 80, attempts: 3, waitHours: 0, practice: false });
});
