import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { toLoggedPath } from './logger.server.ts';

test('a line says its level in words, as LOG_LEVEL and whoever greps do', () => {
  const script = `import('./app/http/logger.server.ts').then(({ logger }) => {
    logger.info('told');
    logger.warn({ err: new Error('why') }, 'seen');
  })`;
  const output = execFileSync(process.execPath, ['--import', 'tsx', '-e', script], {
    encoding: 'utf8',
    env: { ...process.env, LOG_LEVEL: 'info' },
  });
  const lines = output
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines).toMatchObject([
    { level: 'info', msg: 'told' },
    { level: 'warn', msg: 'seen', err: { message: 'why' } },
  ]);
});

test.each([
  '/invitations/s3cret',
  '/Invitations/s3cret',
  '//invitations//s3cret',
  '/inv%69tations/s3cret',
  '/invitations%2Fs3cret',
  '/invitations/s3cret/',
])('the token in %s stays out of the log', (path) => {
  expect(toLoggedPath(path)).toBe('/invitations/…');
});

test.each(['/learn/attempts/abc', '/invitations', '/%E0%A4', '/'])(
  '%s is logged as it is',
  (path) => {
    expect(toLoggedPath(path)).toBe(path);
  },
);
