import { expect, test } from 'vitest';
import { parsePeople, peopleLimit } from './roster-rules.ts';

test('addresses one a line, with or without a name', () => {
  const text =
    'Ana@Academy.test\r\n\n  Bo Chen <bo@academy.test>;\n"Cruz, Di" <di@academy.test>,\n';
  expect(parsePeople(text)).toEqual({
    people: [
      { line: 1, name: null, email: 'ana@academy.test' },
      { line: 3, name: 'Bo Chen', email: 'bo@academy.test' },
      { line: 4, name: 'Cruz, Di', email: 'di@academy.test' },
    ],
    problems: [],
  });
});

test('every line that cannot be used is named', () => {
  const { people, problems } = parsePeople('a@b.test\nnobody\nBo <>\nA@B.test\nc@d.test e@f.test');
  expect(people.map(({ email }) => email)).toEqual(['a@b.test']);
  expect(problems.map((problem) => problem.slice(0, 6))).toEqual([
    'Line 2',
    'Line 3',
    'Line 4',
    'Line 5',
  ]);
  expect(problems[2]).toBe('Line 4: a@b.test stands on line 1 already.');
});

test('an empty list and one too long say so', () => {
  expect(parsePeople(' \n ').problems).toEqual(['Write at least one e-mail address, one a line.']);
  const many = Array.from({ length: peopleLimit + 1 }, (_, index) => `c${index}@a.test`);
  expect(parsePeople(many.join('\n')).problems[0]).toContain('at most 200');
});
