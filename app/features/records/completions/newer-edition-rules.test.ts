import { expect, test } from 'vitest';
import type { ChangeClass } from '#app/features/curriculum/courses/frontmatter-schema.ts';
import { type EditionStep, toNewerEditions } from './newer-edition-rules.ts';

const step = (edition: number, change: ChangeClass, given: Partial<EditionStep> = {}) => ({
  userId: 'u',
  lessonId: 'l',
  completedRevision: 'r1',
  openedRevision: 'r1',
  from: 1,
  edition,
  change,
  ...given,
});
const place = (edition: number, ...rereadOn: ChangeClass[]) => [
  { lesson: { id: 'l', edition, revisionId: `r${edition}` }, rereadOn },
];

test('the gravest of all changes since counts, and any of them may ask for another reading', () => {
  const steps = [step(2, 'legal'), step(3, 'substantive')];
  expect(toNewerEditions(steps, place(3, 'substantive'))).toEqual([
    {
      userId: 'u',
      lessonId: 'l',
      completedRevision: 'r1',
      from: 1,
      change: 'legal',
      again: true,
      opened: false,
    },
  ]);
  expect(toNewerEditions(steps, place(3))).toMatchObject([{ again: false }]);
});

test('an edition that is not in force yet, or was taken back, changes nothing', () => {
  expect(toNewerEditions([step(3, 'legal')], place(2, 'legal'))).toEqual([]);
  const [found] = toNewerEditions([step(2, 'substantive'), step(3, 'legal')], place(2, 'legal'));
  expect(found).toMatchObject({ change: 'substantive', again: false });
});

test('opened is who had the edition in force open last; each user is told apart', () => {
  const steps = [step(2, 'legal', { openedRevision: 'r2' }), step(2, 'legal', { userId: 'v' })];
  expect(toNewerEditions(steps, place(2)).map(({ userId, opened }) => [userId, opened])).toEqual([
    ['u', true],
    ['v', false],
  ]);
});
