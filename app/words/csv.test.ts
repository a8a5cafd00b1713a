import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toCsvLine, toFileNamePart } from './csv.ts';

/** Reads one record as RFC 4180 says. */
function read(line: string): string[] {
  const fields: string[] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n$)/gy;
  for (let match = field.exec(line); match; match = field.exec(line)) {
    fields.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] !== ',') break;
  }
  return fields;
}

describe('a line of CSV', () => {
  it('quotes what needs it', () => {
    expect(toCsvLine(['a', 'b c', 'd,e', 'say "x"', 'two\nlines', null, 4, 0.5, -3])).toBe(
      'a,b c,"d,e","say ""x""","two\nlines",,4,0.5,-3\r\n',
    );
    expect(toCsvLine(['Ortiz;Ruiz', ' a', 'O’Neil', "O'Neil"])).toBe(
      `"Ortiz;Ruiz"," a",O’Neil,O'Neil\r\n`,
    );
  });

  it.each(['=1+1', '+1', '-2', '@SUM(A1)', '\t=1', '\r=1', '\n=1', ' =1', '＝1', '－1'])(
    'writes %j as text',
    (text) => expect(read(toCsvLine([text, 'x']))).toEqual([`'${text}`, 'x']),
  );

  it('is read back as it was written', () => {
    const plain = fc
      .string({ unit: 'grapheme' })
      .filter((text) => !/^\s*[=+\-@＝＋－＠]|^[\t\r\n]/.test(text));
    fc.assert(
      fc.property(fc.array(plain, { minLength: 1 }), (values) => {
        expect(read(toCsvLine(values))).toEqual(values);
      }),
    );
  });

  it('never starts a field with a sign of a formula', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '"', ',', '\t', ' ', 'a') }),
        (text) => {
          expect(read(toCsvLine([text]))[0]).not.toMatch(/^\s*[=+\-@]|^[\t\r\n]/);
        },
      ),
    );
  });
});

describe('a file name', () => {
  it('keeps letters and digits', () => {
    expect(toFileNamePart('Halifax  2026-B (évening)')).toBe('halifax-2026-b-evening');
    expect(toFileNamePart('../../etc/"x"\r\n')).toBe('etc-x');
    expect(toFileNamePart('学校')).toBe('cohort');
  });
});
