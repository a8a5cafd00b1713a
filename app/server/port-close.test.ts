import type { AddressInfo } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import express from 'express';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';

// A clock that stands still unless told: what is shown is the order of things, whatever the machine is doing.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'setInterval', 'clearInterval'] });
  vi.stubEnv('HOST', '127.0.0.1');
  vi.stubEnv('PORT', '0');
  vi.stubEnv('HANDOVER_SECONDS', '2');
  vi.resetModules();
  Object.assign(globalThis, { rapportStopping: undefined });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

/** A server that was just told to stop; `comeBy` is a proxy that asks it and is sent elsewhere. */
async function stopServer() {
  const { listen, stopOnSignal } = await import('./lifecycle.ts');
  const { sendElsewhere } = await import('./handover.ts');
  const { stopping } = await import('#app/http/stopping.server.ts');
  vi.spyOn(process, 'exit').mockReturnValue(undefined as never);
  const before = { INT: process.listeners('SIGINT'), TERM: process.listeners('SIGTERM') };
  const server = await listen(express().use(sendElsewhere));
  stopOnSignal(server, async () => undefined);
  const added = process.listeners('SIGTERM').filter((one) => !before.TERM.includes(one));
  onTestFinished(() => {
    server.close();
    for (const one of added) process.removeListener('SIGTERM', one);
    for (const one of process.listeners('SIGINT'))
      if (!before.INT.includes(one)) process.removeListener('SIGINT', one);
  });
  for (const stop of added) stop('SIGTERM');
  expect(stopping.signal.aborted).toBe(true);
  const { port } = server.address() as AddressInfo;
  return {
    async comeBy() {
      const { status } = await fetch(`http://127.0.0.1:${port}/`, {
        headers: { 'X-Other-Servers': 'yes', Connection: 'close' },
      });
      expect(status).toBe(502);
    },
    /** Whether the port is open so many ms later. */
    async isOpenAfter(ms: number) {
      await vi.advanceTimersByTimeAsync(ms);
      await nextTurn();
      return server.listening;
    },
  };
}

test('the port is open as long as the proxy may send a form, and closes once it was sent elsewhere', async () => {
  const server = await stopServer();
  expect(await server.isOpenAfter(1900)).toBe(true);
  await server.comeBy();
  expect(await server.isOpenAfter(200)).toBe(true);
  await server.comeBy();
  expect(await server.isOpenAfter(200)).toBe(true);
  expect(await server.isOpenAfter(200)).toBe(false);
});

test('a proxy that was sent elsewhere long ago may be back at any moment: the port waits until it has come by', async () => {
  const server = await stopServer();
  await server.comeBy();
  expect(await server.isOpenAfter(3000)).toBe(true);
  await server.comeBy();
  expect(await server.isOpenAfter(400)).toBe(false);
});

test('a proxy that never comes by again does not keep the port open for ever', async () => {
  const server = await stopServer();
  await server.comeBy();
  expect(await server.isOpenAfter(5000)).toBe(true);
  expect(await server.isOpenAfter(2000)).toBe(false);
});

test('with no proxy in front, the port closes when the handover is over', async () => {
  const server = await stopServer();
  expect(await server.isOpenAfter(1900)).toBe(true);
  expect(await server.isOpenAfter(200)).toBe(false);
});
