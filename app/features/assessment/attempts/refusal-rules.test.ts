import { describe, expect, it } from 'vitest';
import type { Allowance } from '#app/features/records/gradings/rules.ts';
import { refusalWords } from './refusal-rules.ts';

const allowance: Allowance = {
  used: 1,
  left: 2,
  allowed: 3,
  start: 'may-start',
  practice: false,
  waitUntil: null,
  remediation: [],
  courseCap: null,
};
const now = new Date('2026-03-06T12:00:00Z');

const say = (given: Partial<Allowance>, lessons: string[] = []) =>
  refusalWords({ ...allowance, ...given }, { lessons, timeZone: 'America/New_York', now });

describe('refusalWords', () => {
  it('says nothing when nothing is in the way', () => {
    expect(say({})).toBeNull();
    expect(say({ start: 'may-resume' })).toBeNull();
  });

  it('sends a cadet without attempts to the instructor, and says that nothing follows by itself', () => {
    for (const start of ['used-up', 'course-cap'] as const) {
      const words = say({ start, courseCap: { used: 6, allowed: 6 } });
      expect(words?.text).toMatch(/Talk to your instructor/);
      expect(words?.text).toMatch(/Nothing happens by itself/);
    }
    expect(say({ start: 'course-cap', courseCap: { used: 6, allowed: 6 } })?.text).toMatch(
      /6 failed attempts .* had 6/,
    );
  });

  it('says until when on the clock of the assignment, over a change to summer time', () => {
    // New York goes from UTC-5 to UTC-4 on 8 March 2026.
    expect(say({ start: 'waiting', waitUntil: new Date('2026-03-07T15:00:00Z') })?.text).toBe(
      'You can start again from Sat 7 Mar, 10:00, New York time.',
    );
    expect(say({ start: 'waiting', waitUntil: new Date('2026-03-08T15:00:00Z') })?.text).toBe(
      'You can start again from Sun 8 Mar, 11:00, New York time.',
    );
  });

  it('never names a time before the wait is over', () => {
    const waitUntil = new Date('2026-03-07T15:00:00.001Z');
    expect(say({ start: 'waiting', waitUntil })?.text).toMatch(/10:01/);
  });

  it('names the lessons and the time together', () => {
    const waitUntil = new Date('2026-03-07T15:00:00Z');
    expect(say({ start: 'remediation', waitUntil }, ['Listening', 'Explaining'])?.text).toBe(
      'Read “Listening” and “Explaining” to the end again. You can start again from Sat 7 Mar, 10:00, New York time.',
    );
    expect(say({ start: 'remediation' }, ['Listening'])?.text).toBe(
      'Read “Listening” to the end again.',
    );
  });
});
