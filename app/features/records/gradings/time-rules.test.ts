import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dueInstant } from '#app/features/people/cohorts/rules.ts';
import { toPolicy } from '#tests/factories/shapes.ts';
import {
  type Extra,
  extraTimeFactors,
  fromStoredFactor,
  graceMs,
  isGraceOver,
  isInTime,
  isTimeUp,
  laterDeadline,
  toDeadline,
  toPersonalTime,
  toRemaining,
  toStoredFactor,
} from './time-rules.ts';

const at = (text: string) => new Date(text);
const minutes = (count: number) => count * 60_000;
const timed = toPolicy({ timeLimitMinutes: 40 });
const closing = toPolicy({ timeLimitMinutes: 40, afterDue: 'closed' });
const start = at('2026-03-10T12:00:00Z');
const plus = (count: number) => new Date(start.getTime() + minutes(count));

describe('toPersonalTime', () => {
  it('is the limit times the factor, or none', () => {
    const of = (extra: Extra) => toPersonalTime(timed, extra);
    expect(of(null)).toEqual({ limitMinutes: 40, factor: null, minutes: 40 });
    expect(of({ factor: 1.25 })).toEqual({ limitMinutes: 40, factor: 1.25, minutes: 50 });
    expect(of({ factor: null })).toEqual({ limitMinutes: 40, factor: null, minutes: null });
    expect(toPersonalTime(toPolicy(), { factor: 2 })).toBeNull();
  });

  it('survives being stored with the attempt', () => {
    for (const factor of extraTimeFactors)
      expect(fromStoredFactor(toStoredFactor({ factor }))).toEqual({ factor });
    expect(fromStoredFactor(toStoredFactor(null))).toBeNull();
  });
});

describe('toDeadline', () => {
  it('is the end of the time the person has', () => {
    expect(toDeadline(timed, start, null, null)).toEqual(plus(40));
    expect(toDeadline(timed, start, { factor: 1.5 }, null)).toEqual(plus(60));
    expect(toDeadline(timed, start, { factor: 2 }, null)).toEqual(plus(80));
    expect(toDeadline(timed, start, { factor: null }, null)).toBeNull();
    expect(toDeadline(toPolicy(), start, null, plus(5))).toBeNull();
  });

  it('is not later than the due date where that closes the quiz, extra time or not', () => {
    expect(toDeadline(closing, start, null, plus(30))).toEqual(plus(30));
    expect(toDeadline(closing, start, null, plus(50))).toEqual(plus(40));
    expect(toDeadline(closing, start, { factor: 2 }, plus(50))).toEqual(plus(50));
    expect(toDeadline(closing, start, { factor: null }, plus(50))).toEqual(plus(50));
    expect(toDeadline(closing, start, { factor: null }, null)).toBeNull();
    expect(toDeadline(timed, start, null, plus(30))).toEqual(plus(40));
  });

  it('never comes sooner with more time (property)', () => {
    const extra = fc.constantFrom<Extra>(null, ...extraTimeFactors.map((factor) => ({ factor })));
    const due = fc.option(fc.integer({ min: 1, max: 200 }).map(plus));
    fc.assert(
      fc.property(extra, due, fc.constantFrom(timed, closing), (given, dueAt, policy) => {
        const without = toDeadline(policy, start, null, dueAt);
        const deadline = toDeadline(policy, start, given, dueAt);
        expect(laterDeadline(without, deadline)).toEqual(deadline);
      }),
    );
  });
});

describe('over a change of the clocks', () => {
  // London: forward on 29 March 2026 at 01:00 UTC, back on 25 October at 01:00 UTC. New York: forward on 8 March at
  // 07:00 UTC, back on 1 November at 06:00 UTC.
  it.each([
    ['Europe/London', '2026-03-29T00:50:00Z'],
    ['Europe/London', '2026-10-25T00:50:00Z'],
    ['America/New_York', '2026-03-08T06:50:00Z'],
    ['America/New_York', '2026-11-01T05:50:00Z'],
  ])('a time limit in %s is as long as on any other day', (_zone, text) => {
    const deadline = toDeadline(timed, at(text), null, null);
    expect(deadline?.getTime()).toBe(at(text).getTime() + minutes(40));
    expect(toRemaining(deadline, at(text))).toBe(minutes(40));
  });

  it.each([
    ['Europe/London', '2026-03-28', '2026-03-29T00:00:00Z'],
    ['Europe/London', '2026-03-29', '2026-03-29T23:00:00Z'],
    ['Europe/London', '2026-10-24', '2026-10-24T23:00:00Z'],
    ['Europe/London', '2026-10-25', '2026-10-26T00:00:00Z'],
    ['America/New_York', '2026-03-07', '2026-03-08T05:00:00Z'],
    ['America/New_York', '2026-03-08', '2026-03-09T04:00:00Z'],
    ['America/New_York', '2026-10-31', '2026-11-01T04:00:00Z'],
    ['America/New_York', '2026-11-01', '2026-11-02T05:00:00Z'],
  ])('a quiz in %s that closes with %s closes at %s', (timeZone, dueOn, instant) => {
    const due = dueInstant({ dueOn, timeZone });
    const justBefore = new Date(at(instant).getTime() - minutes(10));
    expect(toDeadline(closing, justBefore, null, due)).toEqual(at(instant));
  });

  it("moves with an assignment's zone, for attempts that start after the change only", () => {
    const dueIn = (timeZone: string) => dueInstant({ dueOn: '2026-03-10', timeZone });
    const startedAt = at('2026-03-10T23:40:00Z');
    expect(toDeadline(closing, startedAt, null, dueIn('Europe/London'))).toEqual(
      at('2026-03-11T00:00:00Z'),
    );
    expect(toDeadline(closing, startedAt, null, dueIn('America/New_York'))).toEqual(
      at('2026-03-11T00:20:00Z'),
    );
  });
});

describe('isInTime', () => {
  const deadlineAt = plus(40);
  const attempt = { startedAt: start, deadlineAt };
  const seqAt = (ms: number) => Math.floor(ms / 100);
  const late = (ms: number) => new Date(deadlineAt.getTime() + ms);

  it('takes everything until the deadline, by the clock of the server alone', () => {
    expect(isInTime(attempt, seqAt(minutes(400)), deadlineAt)).toBe(true);
    expect(isInTime({ startedAt: start, deadlineAt: null }, 1, late(minutes(999)))).toBe(true);
  });

  it('takes what was given before it for as long as the grace lasts', () => {
    expect(isInTime(attempt, seqAt(minutes(40)), late(1))).toBe(true);
    expect(isInTime(attempt, seqAt(minutes(40)), late(graceMs))).toBe(true);
    expect(isInTime(attempt, seqAt(minutes(40)), late(graceMs + 1))).toBe(false);
    expect(isInTime(attempt, seqAt(minutes(40) + 100), late(1))).toBe(false);
  });

  it('agrees with when the attempt may be graded (property)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30_000 }), fc.integer(), (seq, ms) => {
        const now = late(ms % 60_000);
        if (isGraceOver(deadlineAt, now)) expect(isInTime(attempt, seq, now)).toBe(false);
        if (!isTimeUp(deadlineAt, now)) expect(isInTime(attempt, seq, now)).toBe(true);
      }),
    );
  });
});

describe('toRemaining', () => {
  it('never goes below nothing, and is null without a deadline', () => {
    expect(toRemaining(plus(1), start)).toBe(minutes(1));
    expect(toRemaining(start, plus(1))).toBe(0);
    expect(toRemaining(null, start)).toBeNull();
  });
});
