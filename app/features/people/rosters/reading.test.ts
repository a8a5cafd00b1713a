import { describe, expect, test } from 'vitest';
import { zipOf } from '#tests/support/office-file.ts';
import { readRoster } from './reading.server.ts';
import { sizeLimit } from './schema.ts';
import { toCheck } from './verdict-rules.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const none = { people: [], cohorts: [] };
const check = async (file: string | Uint8Array) =>
  toCheck(await readRoster(typeof file === 'string' ? bytesOf(file) : file), none);

const list = 'Badge,Last Name,First Name,Email\n';
const line2 = async (row: string, heading = list) => (await check(heading + row)).rows[0];

describe('encodings and delimiters', () => {
  const text = 'Matricule;Nom;Prénom\r\n007;O’Roy;Élise\r\n';
  const windows = Buffer.from(text.replace('’', '\u0092'), 'latin1');
  const swapped = Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
  test.each<[string, Uint8Array]>([
    ['UTF-8', bytesOf(text)],
    ['UTF-8 with BOM', bytesOf(`\ufeff${text}`)],
    ['UTF-16LE with BOM', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16BE with BOM', swapped],
    ['UTF-16LE', Buffer.from(text, 'utf16le')],
    ['Windows-1252', windows],
  ])('%s', async (encoding, bytes) => {
    const { rows, ...read } = await check(bytes);
    expect(read).toMatchObject({ encoding, delimiter: ';', headerLine: 1, refused: null });
    expect(rows[0]?.person).toMatchObject({ name: 'Élise O’Roy', badgeNumber: '007' });
  });

  test.each([
    [',', ','],
    [';', ';'],
    ['\t', 'tab'],
    ['|', '|'],
  ])('%j', async (sign, delimiter) => {
    const text = ['Badge,Last,First', '1,Roe,Max'].join('\r').replaceAll(',', sign);
    expect(await check(text)).toMatchObject({ delimiter, rows: [{ line: 2, verdict: 'create' }] });
  });

  test('the line by which Excel names the sign is no row', async () => {
    expect(await check('sep=;\nBadge;Name\n1;Max Roe\n')).toMatchObject({
      delimiter: ';',
      headerLine: 2,
      rows: [{ line: 3, verdict: 'create' }],
    });
  });
});

describe('rows', () => {
  test('titles stand above the headings, notes and totals below the people', async () => {
    const { headerLine, rows } = await check(
      'Port Ellery PD,,\n"Roster, 2026",,\n,,\nOfficer Name,Badge #,Rank\n"DOE, Jane",0012,Ofc.\nPage 1,,\nTotal: 1,,\n',
    );
    expect(headerLine).toBe(4);
    expect(rows).toMatchObject([
      {
        line: 5,
        verdict: 'create',
        person: { name: 'Jane DOE', familyName: 'DOE', badgeNumber: '0012', rank: 'Ofc.' },
      },
      { line: 6, verdict: 'skip', person: null },
      { line: 7, verdict: 'skip', person: null },
    ]);
  });

  test('a quote that never closes costs its own line; a cell may hold lines', async () => {
    const { rows } = await check(
      `${list}1,"Doe,Jane,a@x.test\n2,"Roe\nSmith",Max,b@x.test\n3,Li,Bo,c@x.test\n`,
    );
    expect(rows).toMatchObject([
      { line: 2, verdict: 'error', person: null },
      { line: 3, verdict: 'create', person: { familyName: 'Roe Smith' } },
      { line: 5, verdict: 'create' },
    ]);
  });

  test.each([
    ['1,O, Jane,023701,a@x.test', /5 cells/],
    ['O,Jane,023701,a@x.test', /no number of a person/],
    ['1.00012E+05,Doe,Jane,a@x.test', /cut short/],
    ['26-Jan,Doe,Jane,a@x.test', /made the date/],
    ['#N/A,Doe,Jane,a@x.test', /error of a spreadsheet/],
    ['900-12-3456,Doe,Jane,a@x.test', /social security/],
    ['1,Doe,Jane,no-address', /no e-mail address/],
    ['1,Doe,Jane,a@x.test b@x.test', /more than one/],
    ['1,,,a@x.test', /no name/],
    ['1,Do\u200be,Jane,a@x.test', /zero-width space/],
  ])('%s is refused by its line', async (row, reason) => {
    const read = await line2(row);
    expect(read).toMatchObject({ line: 2, verdict: 'error', person: null });
    expect(read?.reason).toMatch(reason);
  });

  test.each([
    ['="00123",Doe,Jane,', { badgeNumber: '00123', email: null }],
    ["'00123,Doe,Jane,N/A", { badgeNumber: '00123', email: null }],
    ['"1,235",Doe,Jane,', { badgeNumber: '1235' }],
    ['1236.0,Doe,Jane,', { badgeNumber: '1236' }],
    [' 12 ,Doe,\u200bJane , A@X.test\u200b', { name: 'Jane Doe', email: 'a@x.test' }],
    ['12,Doe,=1+1,a@x.test', { givenName: '=1+1' }],
  ])('%j is a person', async (row, person) => {
    expect(await line2(row)).toMatchObject({ verdict: 'create', person });
  });

  test.each([
    [
      'Worker,Other IDs',
      'Ann Poe (0042) (On Leave),Badge: 0043',
      { name: 'Ann Poe', employeeNumber: '0042', badgeNumber: '0043', status: 'On Leave' },
    ],
    ['Nom et prénom,Matricule', 'DE LA CRUZ Ana,7', { givenName: 'Ana', familyName: 'DE LA CRUZ' }],
    ['Name,Vorname,Dienstnummer', 'Müller,Jürgen,7', { name: 'Jürgen Müller' }],
    ['Name,EMPLID', 'Rory De La Cruz,7', { name: 'Rory De La Cruz', familyName: null }],
    ['LastName,FirstName,MI,Suffix,PID', 'Doe,Jane,Q,Jr.,7', { name: 'Jane Q Doe Jr.' }],
    ['Badge,Name,Personal Email,Work Email', '1,Max Roe,p@x.test,w@x.test', { email: 'w@x.test' }],
  ])('below %s', async (heading, row, person) => {
    expect(await line2(row, `${heading}\n`)).toMatchObject({ verdict: 'create', person });
  });

  test('what nobody needs is nowhere in what is read', async () => {
    const answer = await check(
      `${list.trim()},DOB,SSN,Race,Password,Home Address\n1,Doe,Jane,a@x.test,05/24/2004,900-65-6168,Purple,Secret-1,9 Elm St\n2,Roe,05/24/2004,900-65-6168,Purple,Secret-1\n900-65-6168,Li,Bo,05/24/2004,b@x.test,,,,\n`,
    );
    expect(answer.rows.map(({ verdict }) => verdict)).toEqual(['create', 'error', 'error']);
    expect(JSON.stringify(answer)).not.toMatch(/2004|900-65|Purple|Secret|Elm/);
  });

  test('a column of social security numbers is none, whatever it is called', async () => {
    const answer = await check(
      'ID,Name,Email\n900-12-3456,Max Roe,m@x.test\n900-12-3457,Jo Li,j@x.test\n',
    );
    expect(answer.rows.map(({ verdict }) => verdict)).toEqual(['create', 'create']);
    expect(JSON.stringify(answer)).not.toContain('900-12');
  });

  test('a class that a spreadsheet made a day of is asked for, an odd day told', async () => {
    const { rows } = await check(
      'Badge,Name,Start Date,Class\n1,Max Roe,46180,26-1\n2,Jo Li,13/13/2026,26-1\n3,Al Ox,1/2/2026,26-Jan\n',
    );
    expect(rows).toMatchObject([
      { verdict: 'create', reason: expect.stringContaining('2026-06-07') },
      { verdict: 'create', reason: expect.stringContaining('no calendar') },
      { verdict: 'ask', reason: expect.stringContaining('26-Jan') },
    ]);
  });

  test('in a list of many rows each wrong one is told', async () => {
    const rows = Array.from(
      { length: 5000 },
      (_, at) => `${at},Fam${at},Giv,${at % 1000 === 7 ? 'none-such' : `p${at}@x.test`}`,
    );
    const { problems } = await check(list + rows.join('\n'));
    expect(problems.map(({ line }) => line)).toEqual([9, 1009, 2009, 3009, 4009]);
  });
});

describe('refused as a whole, in words', () => {
  const wide = Array.from({ length: 200 }, (_, at) => (at === 0 ? 'Badge,Name' : `c${at}`));
  test.each<[RegExp, string | Uint8Array]>([
    [/empty/, ''],
    [/empty/, '\n \n'],
    [/nobody below/, list],
    [/names the columns/, 'Dear all,\nthe roster is attached.\n'],
    [/201 columns/, `${wide.join(',')}\n1,Max Roe\n`],
    [/page or an XML/, '<html><table>'],
    [/JSON/, '[{"badge":1}]'],
    [/PDF/, '%PDF-1.7\n'],
    [/old kind/, Buffer.from('d0cf11e0a1b11ae1', 'hex')],
    [/no text/, Buffer.from('\x01\x02\x03\0'.repeat(99), 'latin1')],
    [/64/, new Uint8Array(sizeLimit + 1)],
    [/damaged/, Buffer.from('PK\x03\x04 and nothing')],
    [/Word/, zipOf({ 'word/document.xml': '<a/>' })],
    [/neither an XLSX/, zipOf({ 'a.txt': 'a' })],
    [/unpacks to/, zipOf({ 'xl/workbook.xml': '<a/>', 'xl/b.xml': '\0'.repeat(2 ** 24) })],
  ])('%s', async (reason, file) => {
    const answer = await check(file);
    expect(answer.refused).toMatch(reason);
    expect(answer.rows).toEqual([]);
  });
});
