import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => vi.unstubAllEnvs());

async function load(replica: string) {
  vi.stubEnv('DATABASE_REPLICA_URL', replica);
  vi.resetModules();
  const { withOwnChanges } = await import('./own-changes.server.ts');
  return async (method: string, status = 200) => {
    const request = new Request('http://localhost/', { method });
    const answer = await withOwnChanges(request, async () => new Response(null, { status }));
    return answer.headers.get('Set-Cookie');
  };
}

test('whoever sent a form that was taken is known by a cookie for a while, where there is a replica', async () => {
  const cookieOf = await load('postgresql://replica.example/rapport');
  expect(await cookieOf('POST', 302)).toMatch(/^rapport_changed=1; HttpOnly; .*Max-Age=15$/);
  expect(await cookieOf('POST', 422)).toBeNull();
  expect(await cookieOf('GET')).toBeNull();
});

test('without a replica nobody gets one', async () => {
  const cookieOf = await load('');
  expect(await cookieOf('POST', 302)).toBeNull();
});
