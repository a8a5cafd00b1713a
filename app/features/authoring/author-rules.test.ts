import { expect, test } from 'vitest';
import { kindOfFile, whatCadetsSee } from './author-rules.ts';

test.each([
  ['courses/c/course.mdx', 'course'],
  ['courses/c/01-m/module.mdx', 'module'],
  ['courses/c/01-m/quiz.mdx', 'quiz'],
  ['courses/c/01-m/02-listen.mdx', 'lesson'],
  ['courses/c/01-m/practical.mdx', 'practical'],
  ['courses/c/surveys/attitude.mdx', 'survey'],
  ['surveys/attitude.mdx', 'survey'],
  ['courses/c/surveys/notes.md', null],
  ['courses/c/sources.yml', null],
  ['courses/c/01-m/plan.svg', null],
  ['courses', null],
])('%s is a %s', (file, kind) => {
  expect(kindOfFile(file)).toBe(kind);
});

test('what cadets see meanwhile', () => {
  const published = { title: 'Listening', revisionId: '0123456789abcdef' };
  expect(whatCadetsSee('lesson', published, 'error')).toBe(
    'Cadets see the last good revision of “Listening” (01234567), not what the file says now.',
  );
  expect(whatCadetsSee('lesson', null, 'error')).toContain('do not see this lesson');
  expect(whatCadetsSee(null, null, 'error')).toContain('everything that depends on this');
  expect(whatCadetsSee('quiz', published, 'warning')).toContain('what the file says now');
});
