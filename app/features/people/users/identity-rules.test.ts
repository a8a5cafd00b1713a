import { expect, test } from 'vitest';
import { type Identity, listDifferences, toIdentityColumns } from './identity-rules.ts';

const ann: Identity = {
  name: 'Ann Poe',
  givenName: 'Ann',
  familyName: 'Poe',
  preferredName: null,
  email: null,
  badgeNumber: '4711',
  employeeNumber: 'E1',
  username: null,
  sourcedId: null,
  rank: null,
  agency: 'North PD',
};

test('only what differs is changed, and an empty field takes away', () => {
  expect(listDifferences(ann, { name: 'Ann Poe', rank: 'Officer', agency: null })).toEqual({
    before: { rank: null, agency: 'North PD' },
    after: { rank: 'Officer', agency: null },
  });
});

test('a name of before is kept, once; one that differs in capitals alone is none', () => {
  const stood = { name: 'Ann Poe', previousNames: ['Ann Roe'] };
  const previousOf = (name: string) => toIdentityColumns({ ...ann, name }, stood).previousNamesJson;
  expect(toIdentityColumns({ ...ann, name: 'Ann Zed' }, stood)).toMatchObject({
    name: 'Ann Zed',
    foldedName: 'ann zed',
    badgeNumber: '4711',
  });
  expect(previousOf('Ann Zed')).toBe('["Ann Roe","Ann Poe"]');
  expect(previousOf('Ann Roe')).toBe('["Ann Poe"]');
  expect(previousOf('ANN POE')).toBe('["Ann Roe"]');
  expect(toIdentityColumns(ann).previousNamesJson).toBe('[]');
});
