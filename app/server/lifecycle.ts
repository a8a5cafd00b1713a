import { createServer as createHttpServer, type Server, type ServerResponse } from 'node:http';
import type { Express } from 'express';
import { env } from '#app/env.server.ts';
import { logger } from '#app/http/logger.server.ts';
import { stopping } from '#app/http/stopping.server.ts';

/**
 * Starts to listen on HOST and PORT.
 * @throws Error in plain words when the port is taken or not allowed.
 */
export function listen(app: Express): Promise<Server> {
  const server = createHttpServer(app);
  // Longer than proxies and browsers keep an idle connection: the side that asks must be the one to let go.
  server.keepAliveTimeout = 75_000;
  return new Promise((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const where = `${env.HOST}:${env.PORT}`;
      fail(
        error.code === 'EADDRINUSE'
          ? new Error(`${where} is in use by another program. Set PORT to a free port.`)
          : new Error(`Cannot listen on ${where}: ${error.message}.`),
      );
    });
    server.listen(env.PORT, env.HOST, () => done(server));
  });
}

/** Says where the server is and, on an empty database, how to make the first administrator. */
export function announce(firstAdministratorLink: string | null): void {
  process.stdout.write(`Rapport is ready at ${env.APP_URL.origin}\n`);
  if (firstAdministratorLink) {
    process.stdout.write(
      `No accounts yet. Make the first administrator with this link (once, within 24 hours):\n` +
        `  ${firstAdministratorLink}\n`,
    );
  }
}

/** On SIGTERM or SIGINT: takes no new connections, lets requests in flight end, then runs `stop` and exits. */
export function stopOnSignal(server: Server, stop: () => Promise<void>): void {
  const inFlight = new Set<ServerResponse>();
  // A browser holds connections open that carry no request: they must not keep the server alive.
  const closeWhenQuiet = () => {
    if (stopping.signal.aborted && inFlight.size === 0) server.closeAllConnections();
  };
  // Nor may one that carries a request bring the next.
  const letGo = (response: ServerResponse) => {
    response.shouldKeepAlive = false;
  };
  server.on('request', (_request, response) => {
    inFlight.add(response);
    if (stopping.signal.aborted) letGo(response);
    response.once('close', () => {
      inFlight.delete(response);
      closeWhenQuiet();
    });
  });
  const shutdown = (signal: string) => {
    if (stopping.signal.aborted) return;
    stopping.abort();
    for (const response of inFlight) letGo(response);
    logger.info({ signal }, 'stopping');
    server.close(() => {
      stop().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
    closeWhenQuiet();
    // A request that never ends must not hold up the stop for ever.
    setTimeout(() => server.closeAllConnections(), 20_000).unref();
  };
  process.on('SIGTERM', shutdown);
  process.on('SIGINT', shutdown);
}
