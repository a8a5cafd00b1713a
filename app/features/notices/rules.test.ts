import { expect, test } from 'vitest';
import { toNoticeWords } from './rules.ts';
import type { NoticeText } from './schema.ts';

const base = { quiz: 'Voice', number: 2, by: 'Ina Roy', reason: 'The key was wrong' };
const none = { completed: [], voided: [] };
const words = (text: NoticeText, isOpen = true) =>
  toNoticeWords({ subjectId: 's1', isOpen, text }, () => 'Fri, 14:05');

test('a pass that is won, in the words of who decided', () => {
  const before = { score: 0.79, passed: false };
  const after = { score: 0.799, passed: true };
  const text = {
    kind: 'regraded',
    ...base,
    before,
    after,
    completed: ['One', 'Two'],
    voided: [],
  } as const;
  expect(words({ ...text, completed: [...text.completed], voided: [] })).toEqual({
    tone: 'done',
    title: 'Graded again: Voice, attempt 2',
    lines: [
      'The key of this quiz was corrected.',
      // Both are 79% to a reader.
      'Your score stays 79%. You have passed.',
      'Complete by it: One, Two.',
    ],
    said: { by: 'Ina Roy', reason: 'The key was wrong.' },
    link: { href: '/learn/attempts/s1/result', label: 'See the result' },
  });
});

test('a pass that is lost, a score that falls, one that rises', () => {
  const change = (before: [number, boolean], after: [number, boolean]) => {
    const [was, is] = [before, after].map(([score, passed]) => ({ score, passed }));
    if (!was || !is) throw new Error('no change');
    const { tone, lines } = words({ kind: 'regraded', ...base, ...none, before: was, after: is });
    return [tone, lines[1]];
  };
  expect(change([0.8, true], [0.6, false])).toEqual([
    'attention',
    'Your score: 80% before, 60% now. It is not passed any more.',
  ]);
  expect(change([0.5, false], [0.25, false])).toEqual([
    'attention',
    'Your score: 50% before, 25% now; not passed, as before.',
  ]);
  expect(change([0.8, true], [1, true])).toEqual([
    'info',
    'Your score: 80% before, 100% now; passed, as before.',
  ]);
});

test('where no point can be earned any more, no percentage is told', () => {
  const before = { score: 0, maxPoints: 1, passed: false };
  const after = { score: 1, maxPoints: 0, passed: true };
  const { lines } = words({ kind: 'regraded', ...base, ...none, before, after });
  expect(lines[1]).toBe('Your score: 0% before, no points to earn now. You have passed.');
});

test('an answer that was read, and points on appeal', () => {
  const result = { score: 0.5, passed: false };
  const graded = { ...base, ...none, before: result, after: result, item: 3, points: 0.5 };
  const read = words({ kind: 'graded', ...graded, pending: 1, appeal: false });
  expect([read.title, ...read.lines.slice(0, 3)]).toEqual([
    'Your answer was read: Voice, attempt 2',
    'Item 3: 0.5 points.',
    'Your score stays 50%; not passed, as before.',
    '1 answer is still to be read.',
  ]);
  expect(words({ kind: 'graded', ...graded, pending: 0, appeal: true }).title).toBe(
    'Points changed: Voice, attempt 2',
  );
});

test('an attempt that is voided or opened again, a completion that is voided', () => {
  const deadlineAt = '2026-11-27T14:05:00.000Z';
  expect(words({ kind: 'attempt-voided', ...base, ...none })).toMatchObject({
    lines: ['This attempt counts for nothing any more.'],
    said: { by: 'Ina Roy', reason: 'The key was wrong.' },
  });
  expect(words({ kind: 'attempt-reopened', ...base, deadlineAt })).toMatchObject({
    lines: [expect.stringContaining('until Fri, 14:05; then it closes by itself')],
    link: { href: '/learn/attempts/s1' },
  });
  // Handed in or voided since: there is nothing to go on with.
  expect(words({ kind: 'attempt-reopened', ...base, deadlineAt }, false)).toMatchObject({
    title: 'Open again: Voice, attempt 2',
    lines: ['It is not open any more.'],
    link: null,
  });
  const lesson = { lesson: 'Voice', courseId: 'c', lessonId: 'l', by: 'Ina', reason: 'Why?' };
  expect(words({ kind: 'completion-voided', ...lesson })).toMatchObject({
    lines: [expect.anything()],
    said: { by: 'Ina', reason: 'Why?' },
    link: { href: '/learn/c/l' },
  });
  expect(words({ kind: 'completion-voided', ...lesson }, false)).toMatchObject({
    lines: [expect.stringContaining('You do not have this lesson now')],
    link: null,
  });
});

test('a due date of one’s own, set and removed', () => {
  const date = { course: 'Voice', courseId: 'c', timeZone: 'America/Halifax', by: 'Ina' };
  const set = { kind: 'own-date', ...date, dueOn: '2099-03-02', isOwn: true } as const;
  expect(words(set)).toEqual({
    tone: 'info',
    title: 'A due date of your own: Voice',
    lines: ['For you alone, the work is due Mon 2 Mar 2099, 23:59 Halifax time. Set by Ina.'],
    said: null,
    link: { href: '/learn/c', label: 'Open the course' },
  });
  expect(words({ ...set, dueOn: null, isOwn: false }, false)).toMatchObject({
    lines: ['For you the work has no due date. Changed by Ina.'],
    link: null,
  });
});
