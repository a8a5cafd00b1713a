import { expect, test } from 'vitest';
import { knownRoutes, listUnopened } from '#tests/support/routes.ts';
import { pagesTable } from '../table.ts';
import { listScenarios } from './all.ts';

const id = 'an-id';
const academy = {
  course: id,
  module: id,
  lessons: [id],
  quiz: id,
  scenario: id,
  survey: id,
  preview: 'course/module/lesson.mdx',
  file: 'picture.svg',
  invitation: id,
  cohorts: { small: id, large: id },
  cadetId: id,
  cadetMark: id,
  finished: id,
  voidable: { attempts: [id], completions: [{ id, cadetId: id }] },
  marks: { instructor: 'mark', admin: 'mark' },
  emails: ['cadet@bench.test'],
  attempts: [0, 1].map((number) => ({
    id: `attempt-${number}`,
    cookie: '',
    madeFor: id,
    items: [{ id, type: 'single' as const, answers: [[id]] }],
  })),
  cadet: '',
  instructor: '',
  chief: '',
  author: '',
  admin: '',
};

test('every route is measured, and what an aim is a multiple of is too', () => {
  const scenarios = listScenarios(academy);
  const names = scenarios.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const { aim } of scenarios) if (aim?.of) expect(names).toContain(aim.of);
});

test('a route that is not measured, or that no list opens, is named', () => {
  const route = { id: 'routes/new', path: 'new', page: true };
  expect(() => listScenarios(academy, [...knownRoutes, route])).toThrow(
    'The benchmark measures no request of routes/new: add a scenario to tests/bench/scenarios',
  );
  expect(listUnopened([...knownRoutes, route], ['/'], {})).toContain('routes/new');
  expect(listUnopened([route], [], { 'routes/new': 'because' })).toEqual([]);
});

test('a missed aim is called missed, by the empty route or the scenario it names', () => {
  const figures = { spread: 0, database: null, p50: 1, p95: 1, bytes: 1, requests: 1 };
  const table = pagesTable(
    {
      empty: { cpu: 2, spread: 0, rounds: 1 },
      lines: [
        { ...figures, name: 'quick', cpu: 3, ratio: 1.5, aim: { ratio: 1.5 } },
        { ...figures, name: 'slow', cpu: 24, ratio: 8, aim: { ratio: 7, of: 'quick' } },
        { ...figures, name: 'free', cpu: 9, ratio: 4.5, aim: undefined },
      ],
      memory: { pss: 151, rss: 200 },
    },
    null,
  );
  expect(table).toMatch(/quick .* 1\.5 +1\.5 +met/);
  expect(table).toMatch(/slow .* 8\.0 +7 +missed .* x quick/);
  expect(table.split('\n').find((line) => line.startsWith('free'))).not.toMatch(/met|missed/);
  expect(table).toMatch(/PSS 151 MB \(aim 150: missed\)/);
});
