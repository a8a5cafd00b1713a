import { expect, test } from 'vitest';
import { pinEdition } from './pinned-edition-rules.ts';

test('a completion pins the revision that was read, with minutes and rule as published now', () => {
  const rule = { reachedEnd: true, checks: ['one'], quiz: null };
  const read = {
    userId: 'cadet',
    lessonId: 'lesson',
    revisionId: 'read',
    activeSeconds: 90,
    sequence: 2,
  };
  const published = { title: 'As published', minutes: 25, revisionId: 'newer' };
  expect(pinEdition(read, published, rule)).toEqual({
    ...read,
    title: 'As published',
    minutes: 25,
    rule,
  });
});
