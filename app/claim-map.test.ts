import { expect, test } from 'vitest';
import { parseClaimMap } from './claim-map.ts';

test.each([
  [
    'groups: a=cadet, b c = instructor',
    'groups',
    [
      ['a', 'cadet'],
      ['b c', 'instructor'],
    ],
  ],
  [
    'groups: CN=Staff,OU=x=author; *=cadet;',
    'groups',
    [
      ['CN=Staff,OU=x', 'author'],
      ['*', 'cadet'],
    ],
  ],
  ['https://id.test/roles: a:b=admin', 'https://id.test/roles', [['a:b', 'admin']]],
])('%s', (text, claim, pairs) => {
  expect(parseClaimMap(text)).toEqual({ claim, pairs });
});

test.each([
  '',
  'groups',
  'groups:',
  'groups: ',
  'groups:a=cadet',
  'groups: a',
  'groups: =cadet',
  'groups: a=',
  'groups: ,;',
])('“%s” is answered with how to write it', (text) =>
  expect(parseClaimMap(text)).toMatch(/^write it as claim: value=word/),
);
