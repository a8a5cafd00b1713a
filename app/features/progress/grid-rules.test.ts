import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quizPolicySchema } from '#app/features/curriculum/courses/frontmatter-schema.ts';
import type {
  PublishedCourse,
  PublishedQuiz,
} from '#app/features/curriculum/courses/published-schema.ts';
import { dayOf } from '#app/time/days.ts';
import { type AttemptFact, type CadetFacts, toQuizStandings } from './facts-rules.ts';
import { toGrid } from './grid-rules.ts';
import {
  daysBetween,
  toExpected,
  toLocalDay,
  toSchedule,
  toUnseenDays,
} from './grid-schedule-rules.ts';

const dates = { opensOn: '2026-11-02', dueOn: '2026-12-12', timeZone: 'America/Halifax' };
const at = (text: string) => new Date(text);
const on = (day: string, given: Partial<typeof dates> = {}) =>
  toSchedule({ ...dates, ...given }, '2026-10-01', at(`${day}T17:00:00Z`));

describe('what is expected by today', () => {
  it('is the share of the days that are over, rounded down', () => {
    // 41 days from 2 November to 12 December; 20 are over on the 22nd.
    expect(on('2026-11-22')).toMatchObject({ length: 41, elapsed: 20, overdue: false });
    expect(toExpected(23, on('2026-11-22'))).toBe(11);
    expect(toExpected(23, on('2026-11-02'))).toBe(0);
    expect(toExpected(23, on('2026-11-01'))).toBe(0);
    // The due day itself is not over yet.
    expect(toExpected(23, on('2026-12-12'))).toBe(22);
    expect(toExpected(23, on('2026-12-13'))).toBe(23);
    expect(toExpected(23, on('2027-03-01'))).toBe(23);
  });

  it('goes by the clock of the cohort', () => {
    const midnight = (instant: string) => toSchedule(dates, '2026-10-01', at(instant));
    expect(midnight('2026-12-13T03:59:59Z').overdue).toBe(false);
    expect(midnight('2026-12-13T04:00:00Z').overdue).toBe(true);
  });

  it('counts from the first day of the cohort when the course has no opening day', () => {
    const schedule = toSchedule(
      { ...dates, opensOn: null },
      '2026-11-12',
      at('2026-11-22T17:00:00Z'),
    );
    expect(schedule).toMatchObject({ opensOn: '2026-11-12', length: 31, elapsed: 10 });
  });

  it('is nothing without a due day', () => {
    const schedule = toSchedule(
      { ...dates, dueOn: null },
      '2026-10-01',
      at('2030-01-01T00:00:00Z'),
    );
    expect(toExpected(23, schedule)).toBeNull();
    expect(schedule.overdue).toBe(false);
  });

  it('survives a due day before the opening day', () => {
    expect(toExpected(5, on('2026-11-01', { dueOn: '2026-10-30' }))).toBe(5);
    expect(toExpected(5, on('2026-10-30', { dueOn: '2026-10-30' }))).toBe(0);
  });

  it('never shrinks from one day to the next and ends at all lessons', () => {
    const day = fc.integer({ min: 0, max: 400 });
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 60 }), day, (span, lessons, later) => {
        const dayAfter = (days: number) =>
          new Date(Date.UTC(2026, 0, 5 + days)).toISOString().slice(0, 10);
        const given = { opensOn: dayAfter(0), dueOn: dayAfter(span), timeZone: 'UTC' };
        const expectedOn = (days: number) =>
          toExpected(lessons, toSchedule(given, dayAfter(0), at(`${dayAfter(days)}T12:00:00Z`))) ??
          0;
        expect(expectedOn(later)).toBeLessThanOrEqual(expectedOn(later + 1));
        expect(expectedOn(span + 1)).toBe(lessons);
        if (lessons > 0 && later <= span) expect(expectedOn(later)).toBeLessThan(lessons);
      }),
    );
  });
});

describe('the local day of an instant', () => {
  it('is what the clock on the wall says, in every zone', () => {
    const zones = ['UTC', 'America/Halifax', 'Asia/Kathmandu', 'Pacific/Kiritimati', 'Etc/GMT+12'];
    const instants = fc.integer({ min: Date.UTC(2015, 0, 1), max: Date.UTC(2036, 0, 1) });
    fc.assert(
      fc.property(instants, fc.constantFrom(...zones, 'America/Havana'), (instant, zone) => {
        const day = dayOf(new Date(instant), zone);
        expect(toLocalDay(instant, zone)).toBe(day);
      }),
      { numRuns: 400 },
    );
    // The two nights on which Halifax changes its clocks.
    for (const start of [Date.UTC(2026, 2, 8), Date.UTC(2026, 10, 1)])
      for (let instant = start; instant < start + 2 * 86_400_000; instant += 600_000)
        expect(toLocalDay(instant, 'America/Halifax')).toBe(
          dayOf(new Date(instant), 'America/Halifax'),
        );
  });
});

describe('who was not seen', () => {
  const days = (lastSeen: string | null, enrolled = '2026-11-01') =>
    toUnseenDays(
      { enrolledAt: at(`${enrolled}T17:00:00Z`), lastSeenAt: lastSeen ? at(lastSeen) : null },
      on('2026-11-22'),
    );

  it('is counted in local days from the last trace', () => {
    expect(days('2026-11-15T17:00:00Z')).toBe(7);
    expect(days('2026-11-16T03:59:00Z')).toBe(7);
    expect(days('2026-11-16T04:00:00Z')).toBeNull();
  });

  it('counts those who never came from the day on which they could', () => {
    expect(days(null)).toBe(20);
    expect(days(null, '2026-11-15')).toBe(7);
    expect(days(null, '2026-11-16')).toBeNull();
    expect(days('2026-05-01T00:00:00Z')).toBe(20);
  });

  it('counts days over a change of clocks', () => {
    expect(daysBetween('2026-10-31', '2026-11-02')).toBe(2);
    expect(daysBetween('2026-03-01', '2026-02-28')).toBe(-1);
  });
});

describe('the standing of a quiz', () => {
  const attempt = (number: number, given: Partial<AttemptFact>): AttemptFact => ({
    quizId: 'q',
    number,
    status: 'submitted',
    score: 0.5,
    passed: false,
    ...given,
  });
  const standing = (...attempts: AttemptFact[]) => toQuizStandings(attempts).get('q');

  it('takes the best score and any pass, whatever came last', () => {
    const passed = attempt(1, { score: 0.9, passed: true });
    expect(standing(attempt(2, { score: 0.2 }), passed)).toEqual({
      attempts: 2,
      best: 0.9,
      passed: true,
      open: false,
      lastFailed: true,
    });
  });

  it('fails by the last finished attempt, not by the open one', () => {
    const open = attempt(2, { status: 'open', score: null });
    expect(standing(attempt(1, {}), open)).toMatchObject({
      lastFailed: true,
      open: true,
      best: 0.5,
    });
    expect(standing(open)).toMatchObject({ lastFailed: false, best: null, attempts: 1 });
  });

  it('knows nothing of an attempt that expired without a grading', () => {
    expect(standing(attempt(1, { status: 'expired', score: null }))).toMatchObject({
      attempts: 1,
      best: null,
      lastFailed: false,
    });
  });
});

const quiz = (id: string, attempts: number | null = 3): PublishedQuiz => ({
  id,
  title: `Quiz ${id}`,
  summary: '',
  revisionId: 'r',
  itemCount: 10,
  poolSize: 10,
  unasked: [],
  policy: quizPolicySchema.parse({ attempts }),
});

function makeCourse(
  modules: { lessons: string[]; quiz?: PublishedQuiz; requiresQuiz?: boolean }[],
): PublishedCourse {
  return {
    id: 'c',
    title: 'Course',
    summary: '',
    html: '',
    revisionId: 'r',
    minutes: 0,
    failedAttempts: null,
    rereadOn: [],
    surveys: [],
    modules: modules.map((module, index) => ({
      id: `m${index}`,
      number: index + 1,
      title: `Module ${index + 1}`,
      summary: '',
      html: '',
      heldBack: [],
      practical: null,
      revisionId: 'r',
      requiresQuiz: module.requiresQuiz ?? true,
      quiz: module.quiz ?? null,
      lessons: module.lessons.map((id, place) => ({
        id,
        number: `${index + 1}.${place + 1}`,
        title: id,
        summary: '',
        minutes: 10,
        edition: 1,
        practiceMinutes: 0,
        leastMinutes: 0,
        revisionId: 'r',
        requiredChecks: [],
        blockCount: 3,
      })),
    })),
  };
}

const cadet = (id: string, given: Partial<CadetFacts> = {}): CadetFacts => ({
  id,
  name: id,
  email: `${id}@x.test`,
  badgeNumber: null,
  disabled: false,
  enrolledAt: at('2026-11-01T12:00:00Z'),
  lastSeenAt: at('2026-11-22T12:00:00Z'),
  completions: new Map(),
  activeSeconds: new Map(),
  quizzes: new Map(),
  rereads: new Map(),
  ...given,
});

const completed = (...lessons: string[]) =>
  new Map(
    lessons.map((id) => [
      id,
      { at: '2026-11-20T12:00:00Z', minutes: 10, activeSeconds: 300, accepted: false },
    ]),
  );

const standingOf = (quizId: string, ...attempts: Partial<AttemptFact>[]) =>
  toQuizStandings(
    attempts.map((attempt, index) => ({
      quizId,
      number: index + 1,
      status: 'submitted',
      score: 0.5,
      passed: false,
      ...attempt,
    })),
  );

describe('the grid', () => {
  const course = makeCourse([
    { lessons: ['a', 'b'], quiz: quiz('q1', 2) },
    { lessons: ['c'] },
    { lessons: ['d'], quiz: quiz('q2', null), requiresQuiz: false },
  ]);
  const gridOf = (cadets: CadetFacts[], schedule = on('2026-11-22')) =>
    toGrid(course, cadets, schedule);
  const statesOf = (given: Partial<CadetFacts>, schedule = on('2026-11-22')) =>
    row(given, schedule).cells.map(({ state }) => state);
  const row = (given: Partial<CadetFacts>, schedule = on('2026-11-22')) => {
    const first = gridOf([cadet('x', given)], schedule).rows[0];
    if (!first) throw new Error('no row');
    return first;
  };

  it('has a column a lesson and one a quiz, in the order of the course', () => {
    const { columns, modules } = gridOf([]);
    expect(columns.map(({ id }) => id)).toEqual(['a', 'b', 'q1', 'c', 'd', 'q2']);
    expect(modules.map(({ span }) => span)).toEqual([3, 1, 2]);
  });

  it('goes by a cadet’s own due day, for that cadet alone', () => {
    const late = on('2026-12-13');
    const single = { timeZone: late.timeZone, today: late.today };
    expect(late.overdue).toBe(true);
    const { rows, expected } = toGrid(
      course,
      [cadet('x'), cadet('y')],
      late,
      new Map([['x', { ...single, dueOn: '2027-01-31', isOther: false }]]),
    );
    expect(expected).toBe(4);
    const own = { dueOn: '2027-01-31', isOther: false, expected: 1 };
    expect(rows.map((row) => row.own)).toEqual([own, null]);
    expect(rows.map(({ behindBy }) => behindBy)).toEqual([1, 4]);
    expect(rows.map(({ cells }) => cells[0]?.state)).toEqual(['open', 'overdue']);
  });

  it('counts the lessons done whose minutes were hardly measured', () => {
    const hasty = { at: '2026-11-20T12:00:00Z', minutes: 10, activeSeconds: 59, accepted: false };
    const completions = new Map([
      ['a', hasty],
      ['b', { ...hasty, activeSeconds: 60 }],
      ['of-another-course', hasty],
    ]);
    expect(row({ completions })).toMatchObject({ done: 2, implausible: 1 });
    completions.set('a', { ...hasty, accepted: true });
    expect(row({ completions })).toMatchObject({ done: 2, implausible: 0 });
  });

  it('says of each cell what the records say', () => {
    const given = {
      completions: completed('a', 'of-another-course'),
      activeSeconds: new Map([
        ['a', 30],
        ['b', 45],
      ]),
      quizzes: standingOf('q1', {}),
    };
    expect(statesOf(given)).toEqual(['done', 'underway', 'failed', 'open', 'open', 'open']);
    expect(row(given)).toMatchObject({
      done: 1,
      score: 0.5,
      failed: [{ id: 'q1', title: 'Quiz q1' }],
      usedUp: [],
    });
    expect(row(given).activeSeconds).toBe(75);
    expect(row(given).cells[0]).toMatchObject({ completed: { minutes: 10 } });
    expect(row(given).cells[2]).toMatchObject({ best: 0.5, attempts: 1 });
    // Overdue: all that is not done, but not a quiz that nobody has to take; a failure stays one.
    expect(statesOf(given, on('2026-12-13'))).toEqual([
      'done',
      'overdue',
      'failed',
      'overdue',
      'overdue',
      'open',
    ]);
    expect(statesOf({}, on('2026-12-13'))[2]).toBe('overdue');
  });

  it('has its rows in the order of names, as a reader would sort them', () => {
    const named = (name: string) => cadet(name, { name });
    const { rows } = gridOf(['Zoë Øst', 'Bob 10', 'álvaro', 'Bob 9', 'o’Neil', 'Oda'].map(named));
    const sorted = ['álvaro', 'Bob 9', 'Bob 10', 'o’Neil', 'Oda', 'Zoë Øst'];
    expect(rows.map(({ name }) => name)).toEqual(sorted);
  });

  it('knows whose attempts are used up', () => {
    expect(row({ quizzes: standingOf('q1', {}, {}) }).usedUp).toEqual([
      { id: 'q1', title: 'Quiz q1' },
    ]);
    expect(row({ quizzes: standingOf('q1', {}, { passed: true }) }).usedUp).toEqual([]);
    expect(row({ quizzes: standingOf('q1', {}, { status: 'open', score: null }) })).toMatchObject({
      usedUp: [],
      failed: [{ id: 'q1', title: 'Quiz q1' }],
    });
    expect(row({ quizzes: standingOf('q2', {}, {}, {}, {}) }).usedUp).toEqual([]);
  });

  it('averages best scores over quizzes, cadets and columns, without those who have none', () => {
    const both = new Map([
      ...standingOf('q1', { score: 0.4 }, { score: 1, passed: true }),
      ...standingOf('q2', { score: 0.5 }),
    ]);
    const grid = gridOf([
      cadet('x', { quizzes: both, completions: completed('a', 'b', 'c', 'd') }),
      cadet('y', { quizzes: standingOf('q1', { score: 0.25 }) }),
      cadet('z'),
    ]);
    expect(grid.rows.map(({ score }) => score)).toEqual([0.75, 0.25, null]);
    expect(grid.score).toBe(0.5);
    expect(grid.summary[0]).toEqual({ done: 1, score: null });
    expect(grid.summary[2]).toEqual({ done: 1, score: 0.625 });
    expect(grid.share).toBeCloseTo(4 / 12);
  });

  it('says by how many lessons someone is behind', () => {
    // 20 of 41 days over: 1 of 4 lessons expected.
    expect(gridOf([]).expected).toBe(1);
    expect(row({}).behindBy).toBe(1);
    expect(row({ completions: completed('d') }).behindBy).toBe(0);
    expect(row({}, on('2026-12-13')).behindBy).toBe(4);
  });

  it('does not miss those who are finished', () => {
    const gone = { lastSeenAt: at('2026-11-05T12:00:00Z') };
    expect(row(gone).unseenDays).toBe(17);
    expect(row({ ...gone, completions: completed('a', 'b', 'c', 'd') }).unseenDays).toBeNull();
  });

  it('stands with nobody in it and nothing to learn', () => {
    expect(gridOf([])).toMatchObject({ share: 0, score: null, rows: [] });
    expect(toGrid(makeCourse([]), [cadet('x')], on('2026-11-22'))).toMatchObject({
      share: 0,
      expected: 0,
      columns: [],
      summary: [],
    });
  });
});
