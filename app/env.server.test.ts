import { expect, test } from 'vitest';
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
  ['TIME_ZONE', 'Halifax', 'such as America/Halifax'],
  ['SMTP_URL', 'mail.example.org', 'start it with smtp:// or smtps://'],
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
