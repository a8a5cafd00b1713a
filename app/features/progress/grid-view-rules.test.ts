import { describe, expect, it } from 'vitest';
import { byName } from '#app/names.ts';
import { countNeeds, type NeedReason, toNeeds } from './grid-needs-rules.ts';
import type { GridRow } from './grid-rules.ts';
import {
  type GridView,
  parseGridView,
  selectRows,
  toGridQuery,
  toSortedView,
} from './grid-view-rules.ts';

const quizzes = (...titles: string[]) => titles.map((title) => ({ id: title, title }));

const row = (name: string, given: Partial<GridRow> = {}): GridRow => ({
  id: name,
  name,
  email: `${name.split(' ')[0]}@x.test`,
  badgeNumber: null,
  disabled: false,
  namesake: false,
  cells: [],
  activeSeconds: 0,
  done: 0,
  implausible: 0,
  rereads: 0,
  score: null,
  lastSeenAt: null,
  own: null,
  behindBy: 0,
  failed: [],
  usedUp: [],
  unseenDays: null,
  ...given,
});
const read = (query: string) => parseGridView(new URLSearchParams(query));
const everyone: GridView = { show: 'all', sort: 'name', descending: false, q: '' };

describe('the view in the address', () => {
  it('is read and written the same', () => {
    for (const query of ['', 'show=behind&sort=-last-seen&q=o+b', 'sort=-name', 'show=not-seen']) {
      const { view, problems } = read(query);
      expect(problems).toEqual([]);
      const written = Object.entries(toGridQuery(view)).flatMap(([key, value]) =>
        value === undefined ? [] : [[key, value]],
      );
      expect(new URLSearchParams(written).toString()).toBe(query);
    }
  });

  it('falls back and says so when it is not known', () => {
    const { view, problems } = read('show=lazy&sort=--name');
    expect(view).toEqual(everyone);
    expect(problems).toEqual([
      'There is no filter “lazy”: everyone is shown.',
      'There is no order “--name”: sorted by name.',
    ]);
    expect(read(`q=${'x'.repeat(200)}`).view.q).toHaveLength(100);
    expect(read(`show=${'<b>'.repeat(99)}`).problems[0]?.length).toBeLessThan(100);
    expect(read('show=&sort=&q=').problems).toEqual([]);
  });

  it('turns round when the same column is chosen again', () => {
    const byScore = toSortedView(everyone, 'score');
    expect(toGridQuery(byScore).sort).toBe('score');
    expect(toGridQuery(toSortedView(byScore, 'score')).sort).toBe('-score');
    expect(toGridQuery(toSortedView(toSortedView(byScore, 'score'), 'score')).sort).toBe('score');
    expect(toGridQuery(toSortedView(byScore, 'name')).sort).toBeUndefined();
  });
});

describe('the rows of a view', () => {
  const rows = [
    row('Zoë Øst', { done: 3, score: 0.9, lastSeenAt: new Date('2026-11-20') }),
    row('álvaro', {
      done: 1,
      behindBy: 2,
      failed: quizzes('Q'),
      lastSeenAt: new Date('2026-11-01'),
    }),
    row('Bob 10', { done: 3, score: 0.5, unseenDays: 9 }),
    row('Bob 9', { behindBy: 3, usedUp: quizzes('Q') }),
  ].sort(byName);
  const names = (given: Partial<GridView>) =>
    selectRows(rows, { ...everyone, ...given }, 3).map(({ name }) => name);

  it('are in the order of a reader', () => {
    expect(names({})).toEqual(['álvaro', 'Bob 9', 'Bob 10', 'Zoë Øst']);
    expect(names({ descending: true })).toEqual(['Zoë Øst', 'Bob 10', 'Bob 9', 'álvaro']);
  });

  it('are sorted by value, names deciding ties, nothing being lowest', () => {
    expect(names({ sort: 'progress' })).toEqual(['Bob 9', 'álvaro', 'Bob 10', 'Zoë Øst']);
    expect(names({ sort: 'progress', descending: true })).toEqual([
      'Bob 10',
      'Zoë Øst',
      'álvaro',
      'Bob 9',
    ]);
    expect(names({ sort: 'score' })).toEqual(['álvaro', 'Bob 9', 'Bob 10', 'Zoë Øst']);
    expect(names({ sort: 'last-seen' })).toEqual(['Bob 9', 'Bob 10', 'álvaro', 'Zoë Øst']);
  });

  it('are those of the filter', () => {
    expect(names({ show: 'behind' })).toEqual(['álvaro', 'Bob 9']);
    expect(names({ show: 'failed' })).toEqual(['álvaro']);
    expect(names({ show: 'used-up' })).toEqual(['Bob 9']);
    expect(names({ show: 'not-seen' })).toEqual(['Bob 10']);
    expect(names({ show: 'done' })).toEqual(['Bob 10', 'Zoë Øst']);
    expect(selectRows(rows, { ...everyone, show: 'done' }, 0)).toEqual([]);
  });

  it('are found by name and e-mail, without case and accents', () => {
    expect(names({ q: 'ALV' })).toEqual(['álvaro']);
    expect(names({ q: 'zoe' })).toEqual(['Zoë Øst']);
    expect(names({ q: 'bob@x' })).toEqual(['Bob 9', 'Bob 10']);
    expect(names({ q: 'nobody' })).toEqual([]);
  });
});

describe('who needs the instructor today', () => {
  it('is nobody whose account is disabled', () => {
    const rows = [row('off', { disabled: true, failed: quizzes('Q'), usedUp: quizzes('Q') })];
    expect(toNeeds({ rows, expected: 4 })).toEqual([]);
  });

  it('is nobody when nobody does', () =>
    expect(toNeeds({ rows: [row('a')], expected: 4 })).toEqual([]));

  it('names the gravest reason and case first, and counts the rest', () => {
    const behind = ['a', 'b', 'c', 'd', 'e'].map((name, index) =>
      row(name, { behindBy: index + 1 }),
    );
    const stuck = row('s', { failed: quizzes('Q1', 'Q2'), usedUp: quizzes('Q1') });
    const lost = row('t', { failed: quizzes('Q1'), usedUp: quizzes('Q1'), unseenDays: 30 });
    const rows = [...behind, stuck, lost];
    const needs = toNeeds({ rows, expected: 6 });
    expect(needs.map(({ reason, count, people }) => [reason, count, people.length])).toEqual([
      ['used-up', 2, 0],
      ['failed', 1, 0],
      ['behind', 5, 0],
      ['not-seen', 1, 0],
    ]);
    expect(countNeeds([...needs, ...needs])).toMatchObject({
      'used-up': 4,
      behind: 10,
      rereads: 0,
    });
    const peopleOf = (asked: NeedReason) =>
      toNeeds({ rows, expected: 6 }, asked).find(({ reason }) => reason === asked)?.people ?? [];
    expect(peopleOf('failed')).toMatchObject([{ name: 's', quizzes: quizzes('Q2') }]);
    expect(peopleOf('behind').map(({ name }) => name)).toEqual(['e', 'd', 'c', 'b', 'a']);
    expect(peopleOf('behind')[0]?.expected).toBe(6);
  });

  it('names no more than a list of a cohort holds', () => {
    const rows = Array.from({ length: 60 }, (_, index) => row(`c${index}`, { behindBy: 1 }));
    const [need] = toNeeds({ rows, expected: 6 }, 'behind');
    expect([need?.count, need?.people.length]).toEqual([60, 50]);
  });
});
