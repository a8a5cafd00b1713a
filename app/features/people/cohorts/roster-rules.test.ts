import { describe, expect, test } from 'vitest';
import { emptyList, parsePeople, peopleLimit } from './roster-rules.ts';

const read = (text: string) =>
  parsePeople(text).people.map(({ name, email }) => (name ? `${name} <${email}>` : email));
const problems = (text: string) => parsePeople(text).problems;

const jane = ['Doe, Jane <j@x.test>', 'Roe, Max <m@x.test>'];

test('addresses one a line, with or without a name', () => {
  const text =
    'Ana@Academy.test\r\n\n  Bo Chen <bo@academy.test>;\n"Cruz, Di" <di@academy.test>,\n';
  expect(parsePeople(text)).toEqual({
    people: [
      { line: 1, name: null, email: 'ana@academy.test', again: [] },
      { line: 3, name: 'Bo Chen', email: 'bo@academy.test', again: [] },
      { line: 4, name: 'Cruz, Di', email: 'di@academy.test', again: [] },
    ],
    problems: [],
  });
});

describe('from a mail program', () => {
  test.each([
    ['Doe, Jane <j@x.test>; Roe, Max <m@x.test>', jane],
    ['Doe, Jane <j@x.test>, Roe, Max <m@x.test>', jane],
    ['"Doe, Jane" <j@x.test>; "Roe, Max" <m@x.test>;', jane],
    ["'Doe, Jane' <j@x.test>;'Roe, Max' <mailto:m@x.test>", jane],
    ['a@x.test, b@x.test', ['a@x.test', 'b@x.test']],
    ['a@x.test; b@x.test c@x.test', ['a@x.test', 'b@x.test', 'c@x.test']],
    ['mailto:J@x.test?subject=Hello', ['j@x.test']],
    ['a@x.test, Jane Doe <j@x.test>; b@x.test', ['a@x.test', 'Jane Doe <j@x.test>', 'b@x.test']],
    ['Jane Doe j@x.test; Max Roe m@x.test', ['Jane Doe <j@x.test>', 'Max Roe <m@x.test>']],
    ['Jane Doe (j@x.test)', ['Jane Doe <j@x.test>']],
    ['<j@x.test>', ['j@x.test']],
    ['Jane O’Neil <j@x.test>', ['Jane O’Neil <j@x.test>']],
  ])('%s', (text, people) => {
    expect(read(text)).toEqual(people);
    expect(problems(text)).toEqual([]);
  });
});

test.each([
  'Name: Lena Fox, Email: lena@x.test',
  '1. num@x.test',
  '2) Ann Lee a@x.test',
  'Jane Doe <j@x.test',
  '<Bob Ray> bob@x.test',
  '+1 902 555 0100 ph@x.test',
])('what is no name does not become one: %s', (text) => {
  expect(read(text)).toEqual([]);
  expect(problems(text)[0]).toMatch(/^Line 1, .*(does not look like a name|Write)/);
});

describe('from a spreadsheet', () => {
  test.each([
    ['Jane\tj@x.test', ['Jane <j@x.test>']],
    ['Jane\tDoe\tj@x.test', ['Jane Doe <j@x.test>']],
    ['j@x.test\tJane Doe', ['Jane Doe <j@x.test>']],
    ['001472\tJane Doe\tj@x.test\tPatrol\t2026', ['Jane Doe <j@x.test>']],
    ['Jane\tDoe\tPatrol\tj@x.test', ['j@x.test']],
    ['Doe, Jane j@x.test', ['Doe, Jane <j@x.test>']],
    ['Doe, Jane, j@x.test', ['Doe, Jane <j@x.test>']],
    ['Dupont;Élodie;e@x.test', ['Dupont Élodie <e@x.test>']],
    ['Name\tE-mail\nJane Doe\tj@x.test', ['Jane Doe <j@x.test>']],
    ['Email\nj@x.test\nm@x.test', ['j@x.test', 'm@x.test']],
    [
      "badge,last_name,first_name,email\n001,O'Neil,Ana María,a@x.test",
      ["Ana María O'Neil <a@x.test>"],
    ],
    ['Matricule;Nom;Prénom;Courriel\n09;Ng;Émilie;e@x.test', ['Émilie Ng <e@x.test>']],
    ['Cadets of 2027\n\nName,Contact\n"Doe, Jane",j@x.test', ['Doe, Jane <j@x.test>']],
    [
      'Name,Email,Note\n"Doe, Jane",j@x.test,"said ""ready""\nand left"\nMax Roe,m@x.test,',
      ['Doe, Jane <j@x.test>', 'Max Roe <m@x.test>'],
    ],
    ['\ufeffName\u00a0\tE-mail address\nThị\u00a0Hoa\tt@x.test', ['Thị Hoa <t@x.test>']],
  ])('%j', (text, people) => {
    expect(read(text)).toEqual(people);
    expect(problems(text)).toEqual([]);
  });

  test('a file without addresses is told once, not line by line', () => {
    const rows = Array.from({ length: 40 }, (_, index) => `A${index},0${index},Doe,Jane`);
    expect(problems(['Location,EMPLID,Last Name,First Name', ...rows].join('\n'))).toEqual([
      expect.stringContaining('copy the column of e-mail addresses too'),
    ]);
  });

  test('rows that do not fit their heading say which cell', () => {
    const text =
      "Name,Email\nJane Doe,\nO'Neil, Jürgen,o@x.test\nMax Roe,m@x.test;n@x.test\nAna,not-an-address\nBo,bo@x";
    expect(problems(text)).toEqual([
      'Line 2, “Jane Doe”: there is no e-mail address in the column “Email”. Write it there, or delete the line.',
      "Line 3, “O'Neil, Jürgen,o@x.test”: this line has more cells than the heading. Put a cell that holds a comma in double quotes.",
      'Line 4, “Max Roe,m@x.test;n@x.test”: there are 2 e-mail addresses in the column “Email”. Leave one.',
      'Line 5, “Ana,not-an-address”: there is no e-mail address in the column “Email”. Write it there, or delete the line.',
      'Line 6: “bo@x” is not an e-mail address. Write it as name@example.org.',
    ]);
  });
});

test('every line that cannot be used is named, with what to write', () => {
  const text =
    'a@b.test\nnobody\nBo <>\n\u200bmax@b.test\nDi\u202e Cruz <d@b.test>\nJane; Max <m@b.test>\nJane a1@b.test b1@b.test';
  expect(read(text)).toEqual(['a@b.test']);
  expect(problems(text)).toEqual([
    'Line 2, “nobody”: no e-mail address stands here. Write it as name@example.org, or delete the line.',
    'Line 3, “Bo <>”: no e-mail address stands here. Write it as name@example.org, or delete the line.',
    expect.stringContaining(
      'Line 4: An invisible character (zero-width space, U+200B) stands before “max@b.test”',
    ),
    expect.stringContaining(
      'Line 5, the name of d@b.test: An invisible character (right-to-left override',
    ),
    'Line 6, “Jane; Max <m@b.test>”: there is no e-mail address for “Jane”. Write it behind the name, as <name@example.org>.',
    'Line 7, “Jane a1@b.test b1@b.test”: 2 e-mail addresses stand beside “Jane”. Write one person a line, as Name <name@example.org>.',
  ]);
});

test('an address that stands twice counts once, unless two names claim it', () => {
  const { people, problems: none } = parsePeople(
    'a@b.test\nAna Ruiz <A@b.test>\nANA RUIZ <a@b.test>',
  );
  expect(people).toEqual([{ line: 1, name: 'Ana Ruiz', email: 'a@b.test', again: [2, 3] }]);
  expect(none).toEqual([]);
  expect(problems('Ana Ruiz <a@b.test>\nBo Chen <a@b.test>')).toEqual([
    'Line 2: a@b.test stands on line 1 already, for Ana Ruiz. Give Bo Chen another address, or delete one of the two.',
  ]);
});

test('an empty list and one too long say so', () => {
  expect(problems(' \n ')).toEqual([emptyList]);
  const many = Array.from({ length: peopleLimit + 1 }, (_, index) => `c${index}@a.test`);
  expect(problems(many.join('\n'))[0]).toContain('at most 200');
  expect(problems(many.join(', '))[0]).toContain('at most 200');
});
