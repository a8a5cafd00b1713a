import { createReadableStreamFromReadable, writeReadableStreamToWritable } from '@remix-run/node';
import compression from 'compression';
import type {
  Request as ExpressRequest,
  Response as ExpressResponse,
  RequestHandler,
} from 'express';
import { env } from '#app/env.server.ts';

import { withOneSnapshot } from '#app/features/curriculum/courses/snapshot.server.ts';
import { compress, encodings, isCompressible } from '#app/http/compression.server.ts';
import { withOwnChanges } from '#app/http/own-changes.server.ts';
import type { FindHandler } from './remix-handlers.ts';

// Pages, messages and answers to scripts are whole when they come; the rest (files, tables) is sent as it is read.
const wholeTypes = /^(text\/html|text\/plain|application\/json)\b/;

const compressStream = compression({ threshold: 1024, level: 5 });

/** Lets Remix answer: makes the Fetch API's request of Express's, and sends the response. */
export function answerWithRemix(findHandler: FindHandler): RequestHandler {
  return async (request, response, next) => {
    try {
      const url = new URL(`${env.APP_URL.origin}${request.originalUrl}`);
      const { context } = response.locals;
      const handle = findHandler(url.pathname, context);
      const ask = toFetchRequest(url, request, response);
      const answer = await withOneSnapshot(() => withOwnChanges(ask, () => handle(ask, context)));
      await send(answer, request, response);
    } catch (error) {
      next(error);
    }
  };
}

// Of the way that a request came, not of what it asks. The origin has been checked by now, against APP_URL; Remix would
// compare it once more, with whatever a proxy or a client says of the host.
const isOfTheWay = (name: string) => /^(origin|host|forwarded|x-forwarded-.*)$/.test(name);

function toFetchRequest(url: URL, request: ExpressRequest, response: ExpressResponse): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers))
    if (!isOfTheWay(name))
      for (const one of [value].flat()) if (one !== undefined) headers.append(name, one);
  const closed = new AbortController();
  // Whoever reads or waits for the one that asked can stop when that one is gone.
  response.once('close', () => {
    if (!response.writableFinished) closed.abort();
  });
  const init: RequestInit = { method: request.method, headers, signal: closed.signal };
  if (request.method === 'GET' || request.method === 'HEAD') return new Request(url, init);
  const body = createReadableStreamFromReadable(request);
  return new Request(url, { ...init, body, duplex: 'half' });
}

async function send(
  answer: Response,
  request: ExpressRequest,
  response: ExpressResponse,
): Promise<void> {
  response.status(answer.status);
  const type = answer.headers.get('Content-Type') ?? '';
  // What a route says takes the place of what the server says of every answer; only cookies are several.
  for (const [name, value] of answer.headers)
    if (name === 'set-cookie') response.appendHeader(name, value);
    else if (name !== 'content-type') response.setHeader(name, value);
  // Express adds the character set to types that have one.
  if (type) response.set('Content-Type', type);
  const isWhole = wholeTypes.test(type);
  if (isWhole) response.vary('Accept-Encoding');
  const { page } = response.locals.context;
  if (page !== undefined) await sendWhole(Buffer.from(page), request, response);
  else if (!answer.body) response.end();
  else if (isWhole) await sendWhole(new Uint8Array(await answer.arrayBuffer()), request, response);
  else await sendStream(answer.body, request, response);
}

async function sendWhole(
  body: Uint8Array,
  request: ExpressRequest,
  response: ExpressResponse,
): Promise<void> {
  const encoding = isCompressible(body)
    ? encodings.find((one) => request.acceptsEncodings(one) === one)
    : undefined;
  const sent = encoding ? await compress(body, encoding) : body;
  if (encoding) response.setHeader('Content-Encoding', encoding);
  response.setHeader('Content-Length', sent.length);
  response.end(sent);
}

function sendStream(
  body: ReadableStream<Uint8Array>,
  request: ExpressRequest,
  response: ExpressResponse,
): Promise<void> {
  return new Promise((resolve, reject) => {
    compressStream(request, response, () => {
      writeReadableStreamToWritable(body, response).then(resolve, reject);
    });
  });
}
