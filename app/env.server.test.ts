import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseEnvironment } from './env.server.ts';

const said = (variables: Record<string, string>) => {
  try {
    parseEnvironment(variables);
    return '';
  } catch (error) {
    return String(error);
  }
};

test.each([
  ['PORT', 'abc', 'whole number from 0 to 65535'],
  ['PORT', '70000', 'whole number from 0 to 65535'],
  ['PORT', '1e3', 'whole number from 0 to 65535'],
  ['PORT', '-1', 'whole number from 0 to 65535'],
  ['NODE_ENV', 'prod', 'one of development, production, test'],
  ['LOG_LEVEL', 'loud', 'one of fatal, error, warn, info, debug, silent'],
  ['RAPPORT_DEMO', 'yes', 'one of 0, 1'],
  ['DATABASE_URL', 'mysql://x', 'start it with file: (SQLite) or postgresql://'],
  ['DATABASE_URL', 'postgresql://[', 'no address a database could have'],
  ['APP_URL', 'training.example.org', 'such as https://training.example.org'],
  ['APP_URL', 'https://example.org/training', 'without a path'],
  ['TIME_ZONE', 'Halifax', 'such as America/Halifax'],
  ['SMTP_URL', 'mail.example.org', 'start it with smtp:// or smtps://'],
  ['MAIL_FROM', 'Rapport', 'give an address, such as Rapport <training@academy.example>'],
  ['SECOND_FACTOR_ROLES', 'admin,teacher', 'one of cadet, instructor, author, admin'],
  ['SECRETS_KEY', 'short', '32 or more letters and digits'],
  ['TRUST_PROXY', 'my proxy', 'the number of proxies in front'],
])('%s=%s is answered with what to set', (name, value, words) => {
  const message = said({ [name]: value });
  expect(message).toContain('Rapport cannot start: check these environment variables.');
  expect(message).toContain(`  ${name}: `);
  expect(message).toContain(words);
  expect(message).not.toMatch(/invalid|expected|NaN|undefined/i);
  expect(message).not.toContain(`${name}: ${value}`);
});

test('every variable that can be wrong is told at once, and none is wrong by default', () => {
  expect(said({ PORT: 'x', LOG_LEVEL: 'y' }).split('\n')).toHaveLength(3);
  expect(parseEnvironment({ PORT: '', HOST: '' })).toMatchObject({ PORT: 3000, LOG_LEVEL: 'info' });
  expect(parseEnvironment({ PORT: '0' }).PORT).toBe(0);
});

describe('single sign-on', () => {
  const right = {
    OIDC_ISSUER: 'https://id.example.org/realms/a',
    OIDC_CLIENT_ID: 'rapport',
    OIDC_CLIENT_SECRET: 'sixteen signs or more',
  };

  test('has what works by default, and takes its secret from a file', () => {
    expect(parseEnvironment(right)).toMatchObject({
      OIDC_NAME: 'single sign-on',
      OIDC_SCOPES: 'openid email profile',
      OIDC_PASSWORDS: 'on',
      OIDC_CLIENT_SECRET: right.OIDC_CLIENT_SECRET,
    });
    const folder = mkdtempSync(join(tmpdir(), 'rapport-env-'));
    const file = join(folder, 'secret');
    writeFileSync(file, ' a secret out of a file \n');
    const fromFile = { ...right, OIDC_CLIENT_SECRET: '', OIDC_CLIENT_SECRET_FILE: file };
    expect(parseEnvironment(fromFile).OIDC_CLIENT_SECRET).toBe('a secret out of a file');
    writeFileSync(file, 'short');
    expect(said(fromFile)).toContain('  OIDC_CLIENT_SECRET_FILE: this file cannot be read');
    rmSync(folder, { recursive: true });
    expect(said(fromFile)).toContain('  OIDC_CLIENT_SECRET_FILE: this file cannot be read');
    expect(said({ ...right, OIDC_CLIENT_SECRET_FILE: file })).toContain('not both');
  });

  test.each([
    ['OIDC_ISSUER', 'http://id.example.org', 'https:// address'],
    ['OIDC_ISSUER', 'https://id.example.org?a=b', 'https:// address'],
    ['OIDC_ISSUER', 'id.example.org', 'https:// address'],
    ['OIDC_CLIENT_ID', '', 'give the id that the provider gave'],
    ['OIDC_CLIENT_SECRET', '', 'give the secret that the provider gave'],
    ['OIDC_CLIENT_SECRET', 'short', '16 or more characters'],
    ['OIDC_NAME', 'x'.repeat(61), 'at most 60'],
    ['OIDC_SCOPES', 'email', 'openid must be among them'],
    ['OIDC_ROLES', 'groups=cadet', 'write it as claim: value=word'],
    ['OIDC_ROLES', 'groups: a=boss', 'one of cadet, instructor, author, admin'],
    ['OIDC_COHORTS', 'groups', 'write it as claim: value=word'],
    ['OIDC_PASSWORDS', 'no', 'one of on, administrators, off'],
    ['OIDC_TRUST_SECOND_FACTOR', 'yes', 'one of on, off'],
  ])('%s=%s is answered with what to set', (name, value, words) => {
    const message = said({ ...right, [name]: value });
    expect(message).toContain(`  ${name}: `);
    expect(message).toContain(words);
  });

  test('passwords stay on where there is none, and an issuer of this machine needs no TLS', () => {
    expect(said({ OIDC_PASSWORDS: 'off' })).toContain('without OIDC_ISSUER nobody could sign in');
    expect(said({ ...right, OIDC_ISSUER: 'http://localhost:8080' })).toBe('');
    expect(said({ ...right, OIDC_PASSWORDS: 'off' })).toBe('');
  });
});
