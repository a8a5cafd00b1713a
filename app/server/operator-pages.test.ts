import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';

const token = 'a-token-of-this-test';
const get = { authorization: `Bearer ${token}` };

/** Asks a server with this environment; beyond the operators' pages it says 404. */
async function open(variables: Record<string, string>) {
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  vi.resetModules();
  const { answerOperators } = await import('./operator-pages.ts');
  const server = express().use(answerOperators).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return async (path: string, init?: RequestInit) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, init);
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };
}

afterEach(() => vi.unstubAllEnvs());

test('there is nothing at these addresses until an operator asks for it', async () => {
  const ask = await open({});
  expect((await ask('/metrics', { headers: get })).status).toBe(404);
  expect((await ask('/metrics', { headers: { authorization: 'Bearer ' } })).status).toBe(404);
  expect((await ask('/.well-known/security.txt')).status).toBe(404);
});

test('what is counted is told to who has the token', async () => {
  const ask = await open({ METRICS_TOKEN: token });
  for (const authorization of ['', 'Bearer', `Bearer ${token}x`, `Basic ${token}`, token])
    expect(await ask('/metrics', { headers: { authorization } })).toMatchObject({
      status: 401,
      text: 'Send the token.',
    });
  const { metrics } = await import('#app/http/metrics.server.ts');
  metrics.requests.observe({ route: 'routes/login', method: 'GET', status: '2xx' }, 0.02);
  const { status, text, headers } = await ask('/metrics', { headers: get });
  expect(status).toBe(200);
  expect(headers.get('Cache-Control')).toBe('no-store');
  expect(text).toContain(
    'rapport_request_seconds_count{route="routes/login",method="GET",status="2xx"} 1',
  );
  for (const name of ['database_wait_seconds', 'answers_saved_total', 'sign_ins_waiting'])
    expect(text).toContain(`rapport_${name}`);
});

test('who found a hole is told whom to write to, for some time', async () => {
  const ask = await open({
    SECURITY_CONTACT: 'mailto:security@academy.example',
    APP_URL: 'https://academy.example',
  });
  const { text, headers } = await ask('/.well-known/security.txt');
  expect(headers.get('Content-Type')).toContain('text/plain');
  expect(text).toContain('Contact: mailto:security@academy.example\n');
  expect(text).toContain('Canonical: https://academy.example/.well-known/security.txt\n');
  const expires = Date.parse(/^Expires: (.*)$/m.exec(text)?.[1] ?? '');
  expect(expires).toBeGreaterThan(Date.now());
  // RFC 9116 recommends less than a year.
  expect(expires).toBeLessThan(Date.now() + 365 * 86_400_000);
});
