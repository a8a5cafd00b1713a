import { describe, expect, test } from 'vitest';
import type { Role } from '#app/auth/permissions.ts';
import {
  isVerified,
  opensByLink,
  opensByPassword,
  readEmail,
  readName,
  readValues,
  saysSecondFactor,
  toMapped,
  toRoles,
} from './rules.ts';

const of = (more: Record<string, unknown>) => ({ iss: 'https://id.test', sub: 'ann', ...more });

describe('claims', () => {
  test.each<[Record<string, unknown>, string, string[] | null]>([
    [{ groups: ['a', 7, 'b'] }, 'groups', ['a', 'b']],
    [{ groups: 'a' }, 'groups', ['a']],
    [{}, 'groups', []],
    [{ realm_access: { roles: ['a'] } }, 'realm_access.roles', ['a']],
    [{ realm_access: ['roles'] }, 'realm_access.roles', []],
    [{ 'https://id.test/roles': ['a'] }, 'https://id.test/roles', ['a']],
    [{}, '__proto__.constructor', []],
    [{ _claim_names: { groups: 'src1' } }, 'groups', null],
    [{ hasgroups: true }, 'groups', null],
    [{ hasgroups: true, groups: ['a'] }, 'groups', ['a']],
    [{ hasgroups: true }, 'roles', []],
  ])('%j has at %s %j', (claims, name, values) => {
    expect(readValues(of(claims), name)).toEqual(values);
  });

  test('stand for words, each once; * for whoever signs in', () => {
    const pairs = [
      ['a', 'author'],
      ['b', 'author'],
      ['c', 'admin'],
      ['*', 'cadet'],
    ] as const;
    const map = { claim: 'groups', pairs };
    expect(toMapped(of({ groups: ['a', 'b'] }), map)).toEqual(['author', 'cadet']);
    expect(toMapped(of({}), map)).toEqual(['cadet']);
    expect(toMapped(of({ hasgroups: true }), map)).toBeNull();
  });

  test.each([
    [true, true],
    ['true', true],
    [1, true],
    ['1', true],
    [false, false],
    ['false', false],
    [undefined, false],
    [['x'], false],
    [{}, false],
  ])('email_verified %j: %s', (email_verified, verified) => {
    expect(isVerified(of({ email_verified }), 'email_verified')).toBe(verified);
  });

  test.each([
    [' Ann@Academy.TEST ', 'ann@academy.test'],
    ['ann', null],
    ['a\u200bnn@academy.test', null],
    [7, null],
    [undefined, null],
  ])('the address %j is %s', (email, read) => {
    expect(readEmail(of({ email }))).toBe(read);
  });

  test.each([
    [{ name: ' Ann  Lee ', given_name: 'A' }, 'Ann Lee'],
    [{ name: '', given_name: 'Ann', family_name: 'Lee' }, 'Ann Lee'],
    [{ name: 'A\u202eB' }, 'ann@x.test'],
    [{}, 'ann@x.test'],
  ])('the name of %j', (claims, name) => {
    expect(readName(of(claims), 'ann@x.test')).toBe(name);
  });

  test.each([
    [['pwd', 'mfa'], true],
    [['otp'], true],
    [['hwk'], true],
    [['pwd'], false],
    ['mfa', true],
    [undefined, false],
  ])('amr %j says a second factor: %s', (amr, said) => {
    expect(saysSecondFactor(of({ amr }))).toBe(said);
  });
});

describe('roles', () => {
  test.each<[has: Role[], before: Role[], now: Role[] | null, last: boolean, then: Role[]]>([
    [['author'], [], ['cadet'], false, ['cadet', 'author']],
    [['cadet', 'author'], ['cadet'], [], false, ['author']],
    [['cadet', 'author'], ['cadet', 'author'], ['author'], false, ['author']],
    [['admin'], ['admin'], [], true, ['admin']],
    [['admin'], ['admin'], [], false, []],
    [['admin'], [], [], false, ['admin']],
    [['cadet'], ['cadet'], null, false, ['cadet']],
    [[], ['cadet'], ['cadet'], false, ['cadet']],
  ])('has %j, said before %j, says %j, last %s: %j', (has, before, now, last, then) => {
    expect(toRoles(has, { now, before }, last)).toEqual(then);
  });

  test('a password opens whose account the setting says; a link always an administrator’s', () => {
    const who = [['cadet'], ['cadet', 'admin'], []];
    const judge = (opens: typeof opensByLink) =>
      (['on', 'administrators', 'off'] as const).map((policy) =>
        who.map((roles) => opens(policy, roles)),
      );
    expect(judge(opensByPassword)).toEqual([
      [true, true, true],
      [false, true, false],
      [false, false, false],
    ]);
    expect(judge(opensByLink)).toEqual([
      [true, true, true],
      [false, true, false],
      [false, true, false],
    ]);
  });
});
