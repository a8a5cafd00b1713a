import { describe, expect, test } from 'vitest';
import { zipOf } from '#tests/support/office-file.ts';
import { readRoster } from './reading.server.ts';
import { toCheck } from './verdict-rules.ts';

const check = async (file: Uint8Array) =>
  toCheck(await readRoster(file), { people: [], cohorts: [] });

describe('an XLSX workbook', () => {
  const workbook = (rows: string, more: Record<string, string> = {}) =>
    zipOf({
      'xl/_rels/workbook.xml.rels':
        '<Relationships><Relationship Id="r1" Target="worksheets/s1.xml"/><Relationship Id="r2" Target="worksheets/s2.xml"/></Relationships>',
      'xl/workbook.xml':
        '<workbook><sheets><sheet name="People" r:id="r1"/><sheet name="Copy" r:id="r2"/></sheets></workbook>',
      'xl/styles.xml':
        '<styleSheet><numFmts><numFmt numFmtId="165" formatCode="000000"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="165"/></cellXfs></styleSheet>',
      'xl/sharedStrings.xml':
        '<sst><si><t>EMPLID</t></si><si><r><t>Last </t></r><r><t>Name</t></r><rPh><t>x</t></rPh></si></sst>',
      'xl/worksheets/s1.xml': `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
      'xl/worksheets/s2.xml': '<worksheet><sheetData><row r="1"/></sheetData></worksheet>',
      ...more,
    });
  const text = (place: string, value: string) =>
    `<c r="${place}" t="inlineStr"><is><t>${value}</t></is></c>`;
  const heading = `<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c>${text('C2', 'First Name')}${text('D2', 'Hire Date')}</row>`;

  test('numbers keep the zeros of their format, rows their numbers, days are days', async () => {
    const answer = await check(
      workbook(
        `<row r="1">${text('A1', 'Academy 2026')}</row>${heading}<row r="5"><c r="A5" s="2"><v>73470</v></c>${text('B5', 'Ng')}${text('C5', 'Al')}<c r="D5" s="1"><v>37980</v></c></row>`,
      ),
    );
    expect(answer).toMatchObject({
      encoding: 'XLSX',
      delimiter: null,
      headerLine: 2,
      refused: null,
    });
    expect(answer.rows).toMatchObject([
      {
        line: 5,
        verdict: 'create',
        reason: null,
        person: { name: 'Al Ng', employeeNumber: '073470' },
      },
    ]);
    expect(answer.problems[0]?.message).toMatch(/first sheet, “People”.*“Copy”/);
  });

  test('one that names a document type is no workbook', async () => {
    const bomb = '<!DOCTYPE a [<!ENTITY b "bb">]><sst><si><t>&b;</t></si></sst>';
    const answer = await check(workbook(heading, { 'xl/sharedStrings.xml': bomb }));
    expect(answer.refused).toMatch(/no workbook/);
  });
});

describe('a OneRoster bundle', () => {
  const manifest = (files: Record<string, string>, version = '1.2') =>
    [
      'propertyName,value',
      `oneroster.version,${version}`,
      ...Object.entries(files).map(([name, mode]) => `file.${name},${mode}`),
    ].join('\r\n');
  const users =
    'sourcedId,status,dateLastModified,enabledUser,username,givenName,familyName,email,password,prefferedGivenName\n';
  const bundle = (
    rows: string,
    more: Record<string, string> = {},
    modes: Record<string, string> = {},
    version?: string,
  ) =>
    zipOf({
      'manifest.csv': manifest({ users: 'bulk', ...modes }, version),
      'users.csv': users + rows,
      ...more,
    });

  test('is read where it breaks the letter of the standard alone', async () => {
    const answer = await check(
      bundle(
        'u1,active,1/05/2023,TRUE,jdoe,Jane,Doe,jane@x.test,Hidden-1,JD\nu2,tobedeleted,,TRUE,mroe,Max,Roe,,Hidden-1,\nu3,,,TRUE,pa,Pa,Doe,,,\n',
        {
          'classes.csv': 'sourcedId,status,title\nc1,active,Class A\n',
          'enrollments.csv': 'sourcedId,classSourcedId,userSourcedId,role\ne1,c1,u1,student\n',
          'roles.csv':
            'sourcedId,status,dataLastModified,userSourcedId,roleType,role,,\nr1,,,u3,primary,parent,,\n',
        },
        { classes: 'bulk', enrollments: 'bulk', roles: '' },
        '1.1',
      ),
    );
    expect(answer.refused).toBeNull();
    expect(answer.rows).toMatchObject([
      {
        line: 2,
        verdict: 'create',
        person: { sourcedId: 'u1', preferredName: 'JD', role: 'cadet', cohorts: ['Class A'] },
      },
      { line: 3, verdict: 'withdraw' },
      { line: 4, verdict: 'skip' },
    ]);
    expect(JSON.stringify(answer)).not.toContain('Hidden');
  });

  const one = 'u1,active,2026-01-02T03:04:05Z,true,jdoe,Jane,Doe,,,\n';
  test.each<[RegExp, Uint8Array]>([
    [/no manifest/, zipOf({ 'users.csv': users + one })],
    [/none of OneRoster/, bundle(one, { 'extra.csv': 'sourcedId\nx\n' })],
    [/says that it is absent/, bundle(one, {}, { users: 'absent' })],
    [/and it is not\. Add it/, bundle(one, {}, { orgs: 'bulk' })],
    [
      /dateLastModified “soon” is no instant/,
      bundle('u1,active,soon,true,jdoe,Jane,Doe,,,\n', {}, { users: 'delta' }),
    ],
    [
      /status is empty/,
      bundle('u1,,2026-01-02T03:04:05Z,true,jdoe,Jane,Doe,,,\n', {}, { users: 'delta' }),
    ],
    [/stands on line 2 already/, bundle(one + one)],
    [
      /needs classes\.csv/,
      bundle(
        one,
        { 'enrollments.csv': 'sourcedId,classSourcedId,userSourcedId\ne1,c1,u1\n' },
        { enrollments: 'bulk' },
      ),
    ],
    [
      /come last/,
      bundle(one, { 'orgs.csv': 'sourcedId,metadata.x,name\no1,,O\n' }, { orgs: 'bulk' }),
    ],
    [
      /order of the standard/,
      bundle(one, { 'orgs.csv': 'name,sourcedId\nO,o1\n' }, { orgs: 'bulk' }),
    ],
    [
      /above resultValueMax/,
      bundle(
        one,
        { 'lineItems.csv': 'sourcedId,resultValueMin,resultValueMax\nl1,9,1\n' },
        { lineItems: 'bulk' },
      ),
    ],
  ])('%s', async (reason, file) => {
    const answer = await check(file);
    expect(answer.refused).toMatch(reason);
    expect(answer.rows).toEqual([]);
    expect(answer.problems.length).toBeGreaterThan(0);
  });
});
