import { createServer as createHttpServer, type Server, type ServerResponse } from 'node:http';
import type { Express } from 'express';
import { env } from '#app/env.server.ts';
import { logger } from '#app/http/logger.server.ts';
import { stopping } from '#app/http/stopping.server.ts';
import type { FirstAdministrator } from './first-administrator.server.ts';
import { msSinceSent } from './handover.ts';

/**
 * Starts to listen on HOST and PORT.
 * @throws Error in plain words when the port is taken or not allowed.
 */
export function listen(app: Express): Promise<Server> {
  const server = createHttpServer(app);
  // `Expect` of a kind that nobody knows: Node would refuse it by itself, without the headers that every answer has.
  server.on('checkExpectation', app);
  // Longer than proxies and browsers keep an idle connection: the side that asks must be the one to let go.
  server.keepAliveTimeout = 75_000;
  return new Promise((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      fail(new Error(whyNotListening(error.code ?? error.message), { cause: error }));
    });
    server.listen(env.PORT, env.HOST, () => done(server));
  });
}

/** What to set, by the code of the system's refusal. */
function whyNotListening(code: string): string {
  const where = `${env.HOST}:${env.PORT}`;
  switch (code) {
    case 'EADDRINUSE':
      return `${where} is in use by another program. Set PORT to a free port.`;
    case 'EACCES':
      return `This user may not listen on port ${env.PORT}. Set PORT to 1024 or above.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `${env.HOST} is no address of this machine. Set HOST to 127.0.0.1, to one of its addresses, or to 0.0.0.0 for all.`;
    default:
      return `Rapport cannot listen on ${where} (${code}). Set HOST and PORT to an address and a port that are free here.`;
  }
}

/** Says where the server is and, on an empty database, how to make the first administrator. */
export function announce(firstAdministrator: FirstAdministrator | null): void {
  process.stdout.write(`Rapport is ready at ${env.APP_URL.origin}\n`);
  if (firstAdministrator === 'printed elsewhere')
    process.stdout.write(
      'No accounts yet. The link that makes the first administrator was printed by the server that was started before ' +
        'this one: use that link. If it is lost, stop all servers and start one of them half a minute later.\n',
    );
  else if (firstAdministrator)
    process.stdout.write(
      `No accounts yet. Make the first administrator with this link (once, within 24 hours):\n` +
        `  ${firstAdministrator.link}\n`,
    );
}

/** How many turns of the loop without a request, and how far apart, tell that no accepted connection brings one. */
const unreadTurns = 8;
const turnMs = 60;
/** Between these the port closes, after the proxy was sent elsewhere. See fail_timeout in deploy/. */
const awayMs = { least: 250, most: 1200 };
/** As long is waited for the proxy to come by: two times that it stays away. */
const mostUnseenTurns = 4000 / turnMs;

/**
 * On SIGTERM or SIGINT: answers for HANDOVER_SECONDS more, while those in front go to other servers; then takes no new
 * connections, lets requests in flight end, runs `stop` and exits. A second signal ends the handover.
 */
export function stopOnSignal(server: Server, stop: () => Promise<void>): void {
  const inFlight = new Set<ServerResponse>();
  let closed = false;
  let quietTurns = 0;
  // A browser holds connections open that carry no request: they must not keep the server alive. But one that has just
  // been accepted looks like them until its request is read; on a busy machine that takes some turns of the loop.
  const closeWhenQuiet = () => {
    quietTurns = inFlight.size === 0 ? quietTurns + 1 : 0;
    if (quietTurns >= unreadTurns) server.closeAllConnections();
    else server.closeIdleConnections();
  };
  // Nor may one that carries a request bring the next.
  const letGo = (response: ServerResponse) => {
    response.shouldKeepAlive = false;
  };
  server.on('request', (_request, response) => {
    inFlight.add(response);
    if (stopping.signal.aborted) letGo(response);
    response.once('close', () => inFlight.delete(response));
  });
  const close = () => {
    if (closed) return;
    closed = true;
    const turns = setInterval(closeWhenQuiet, turnMs);
    server.close(() => {
      clearInterval(turns);
      stop().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
    // A request that never ends must not hold up the stop for ever.
    setTimeout(() => server.closeAllConnections(), 20_000).unref();
  };
  // Behind the loop's look for connections: one that waits to be accepted would be reset, with the form that came by it.
  const closeSoon = () => setImmediate(close);
  // Nor in a moment in which the proxy may send one: once it was sent elsewhere it stays away, and what had set out is here.
  const closeUnseen = (turns: number) => {
    const ms = msSinceSent();
    if (ms === null || turns <= 0 || (ms > awayMs.least && ms < awayMs.most)) return closeSoon();
    setTimeout(() => closeUnseen(turns - 1), turnMs);
  };
  const shutdown = (signal: string) => {
    if (stopping.signal.aborted) return closeSoon();
    stopping.abort();
    for (const response of inFlight) letGo(response);
    logger.info({ signal }, 'stopping');
    if (env.HANDOVER_SECONDS === 0) closeSoon();
    else setTimeout(() => closeUnseen(mostUnseenTurns), env.HANDOVER_SECONDS * 1000);
  };
  process.on('SIGTERM', shutdown);
  process.on('SIGINT', shutdown);
}
