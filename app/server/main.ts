import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ServerBuild } from '@remix-run/node';
import compression from 'compression';
import express from 'express';
import { env, setLibrariesToProduction } from '#app/env.server.ts';
import { logger } from '#app/http/logger.server.ts';
import { keepSteadyTime } from '#app/time/steady-clock.server.ts';
import type { application } from './application.server.ts';
import { createServer } from './create-server.ts';
import { announce, listen, stopOnSignal } from './lifecycle.ts';

type Build = ServerBuild & {
  entry: { module: ServerBuild['entry']['module'] & { application: typeof application } };
};

const root = process.cwd();

/** The production server: migrates, syncs content, serves the build, stops cleanly. */
async function main() {
  keepSteadyTime();
  setLibrariesToProduction();
  const build: Build = await import(pathToFileURL(resolve(root, 'build/server/index.js')).href);
  const { start, stop } = build.entry.module.application;
  const { firstAdministrator } = await start();
  const client = resolve(root, 'build/client');
  const app = createServer({
    build,
    development: false,
    serveAssets: (server) => {
      const hashed = { immutable: true, maxAge: '1y', index: false, redirect: false } as const;
      server.use('/assets', compression(), express.static(resolve(client, 'assets'), hashed));
    },
  });
  const server = await listen(app);
  stopOnSignal(server, stop);
  announce(firstAdministrator);
}

main().catch((error: unknown) => {
  if (env.LOG_LEVEL === 'debug') logger.error({ err: error }, 'start failed');
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
