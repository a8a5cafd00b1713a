import { expect, test } from 'vitest';
import type { CadetFacts, Completed } from './facts-rules.ts';
import { toPace } from './pace-rules.ts';

const completed = (at: string): Completed => ({
  at,
  minutes: 20,
  activeSeconds: 900,
  accepted: false,
});

const cadet = (completions: Record<string, string>): CadetFacts => ({
  id: 'c',
  name: 'C',
  email: 'c@example.org',
  badgeNumber: null,
  disabled: false,
  enrolledAt: new Date(0),
  lastSeenAt: null,
  completions: new Map(Object.entries(completions).map(([id, at]) => [id, completed(at)])),
  activeSeconds: new Map(),
  quizzes: new Map(),
  rereads: new Map(),
});

const columns = ['a', 'b'].map((id) => ({
  kind: 'lesson' as const,
  id,
  label: id,
  title: id,
  module: 1,
}));

test('counts the lessons of the course by week, today in the last one, whatever came before left out', () => {
  const cadets = [
    cadet({ a: '2026-03-31T23:00:00.000+00:00', b: '2026-03-25 08:00:00+00' }),
    cadet({ a: '2026-03-24T23:59:59.000+00:00', b: '2025-12-01T10:00:00.000+00:00' }),
    cadet({ elsewhere: '2026-03-31T10:00:00.000+00:00' }),
  ];
  expect(toPace(cadets, columns, '2026-03-31')).toEqual([0, 0, 0, 0, 0, 0, 1, 2]);
});

test('of nobody there are eight weeks of nothing', () => {
  expect(toPace([], columns, '2026-03-31')).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
});
