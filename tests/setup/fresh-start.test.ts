import { tmpdir } from 'node:os';
import { expect, test, vi } from 'vitest';
import { keepSteadyTime } from '#app/time/steady-clock.server.ts';
import { listSourceFiles } from '#tests/support/source-files.ts';

const shared: typeof globalThis & { rapportTrace?: string } = globalThis;

test('nothing of one test file reaches the next of its process', async () => {
  const before = { env: { ...process.env }, folder: process.cwd(), date: Date };
  const module = await import('#app/words/numbers.ts');
  process.env.TZ = 'Asia/Tokyo';
  process.env.RAPPORT_TRACE = '1';
  process.chdir(tmpdir());
  shared.rapportTrace = 'left behind';
  keepSteadyTime();
  vi.stubGlobal('document', {});
  vi.stubEnv('PORT', '1');
  vi.useFakeTimers();

  // Another address makes it another module, which runs again.
  const again = './fresh-start.ts?again';
  await import(/* @vite-ignore */ again);

  expect(process.env.RAPPORT_TRACE).toBeUndefined();
  expect(process.env.PORT).toBe(before.env.PORT);
  expect(process.env.TZ).toBe(before.env.TZ);
  expect(process.cwd()).toBe(before.folder);
  expect(shared.rapportTrace).toBeUndefined();
  expect('document' in globalThis).toBe(false);
  expect(Date).toBe(before.date);
  expect(new Date(0).constructor).toBe(before.date);
  expect(vi.isFakeTimers()).toBe(false);
  expect(await import('#app/words/numbers.ts')).not.toBe(module);
  Object.assign(process.env, before.env);
});

test('what the app shares through globals is named so that it is taken back', () => {
  const app = listSourceFiles('app').filter(({ text }) => text.includes('globalThis'));
  const names = app.flatMap(({ path, text }) =>
    [...text.matchAll(/typeof globalThis & \{([^}]*)\}/g)].flatMap(([, members = '']) =>
      [...members.matchAll(/(?:^|;)\s*(\w+)\?:/g)].map(([, name]) => `${path}: ${name}`),
    ),
  );
  const odd = names.filter((name) => !/: rapport[A-Z]/.test(name));
  const untyped = app
    .filter(
      ({ path, text }) => !path.endsWith('.test.ts') && /globalThis\b(?!;|\.Date| & \{)/.test(text),
    )
    .map(({ path }) => path);
  expect(names.length).toBeGreaterThan(0);
  expect(
    [...odd, ...untyped],
    'tests/setup/fresh-start.ts clears what begins with "rapport".',
  ).toEqual([]);
});
