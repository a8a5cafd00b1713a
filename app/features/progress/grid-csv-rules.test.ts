import { expect, it } from 'vitest';
import { toCsvHead, toCsvRow } from './grid-csv-rules.ts';
import type { GridColumn, GridRow } from './grid-rules.ts';

const column = (kind: GridColumn['kind'], module: number, title: string): GridColumn => ({
  kind,
  module,
  title,
  id: title,
  label: kind === 'quiz' ? 'Quiz' : `${module}.1`,
});

it('has all lessons, then all quizzes, then the sums', () => {
  const columns = [column('lesson', 1, 'A'), column('quiz', 1, 'Q'), column('lesson', 2, 'B')];
  expect(toCsvHead({ columns })).toBe(
    'Cadet,E-mail,"1.1 A, completed on","2.1 B, completed on",' +
      '"Quiz 1 Q, best score in percent","Quiz 1 Q, attempts",' +
      'Minutes certified,Active minutes,Last seen on,Due on,Due date of their own\r\n',
  );
});

it('says in a line what the cells of a cadet say, in local days', () => {
  const row: GridRow = {
    id: 'u1',
    name: 'Ann Able',
    email: '=ann@x.test',
    badgeNumber: null,
    namesake: true,
    disabled: true,
    cells: [
      // 22:30 of the day before in Halifax.
      {
        kind: 'lesson',
        state: 'done',
        completed: {
          at: '2026-03-05T02:30:00.000Z',
          minutes: 25,
          activeSeconds: 900,
          accepted: false,
        },
      },
      { kind: 'quiz', state: 'failed', best: 0.299, attempts: 2 },
      { kind: 'lesson', state: 'overdue', completed: null },
      {
        kind: 'lesson',
        state: 'done',
        completed: {
          at: '2026-03-09T03:00:00+00:00',
          minutes: 5,
          activeSeconds: 300,
          accepted: false,
        },
      },
      { kind: 'quiz', state: 'open', best: null, attempts: 0 },
    ],
    activeSeconds: 179,
    done: 2,
    implausible: 0,
    rereads: 0,
    score: 0.299,
    lastSeenAt: new Date('2026-03-10T12:00:00Z'),
    own: null,
    behindBy: 1,
    failed: [{ id: 'q', title: 'Q' }],
    usedUp: [],
    unseenDays: null,
  };
  expect(toCsvRow(row, { timeZone: 'America/Halifax', dueOn: '2026-04-01' })).toBe(
    "Ann Able (account disabled),'=ann@x.test,2026-03-04,,2026-03-09,29,2,,0,30,2,2026-03-10,2026-04-01,\r\n",
  );
  expect(toCsvRow({ ...row, lastSeenAt: null }, { timeZone: 'UTC', dueOn: null })).toMatch(
    /^[^,]+,[^,]+,2026-03-05,.*,2,,,\r\n$/,
  );
  const own = { dueOn: '2026-05-01', isOther: false, expected: 1 };
  expect(toCsvRow({ ...row, own }, { timeZone: 'UTC', dueOn: '2026-04-01' })).toMatch(
    /,2026-05-01,yes\r\n$/,
  );
});
