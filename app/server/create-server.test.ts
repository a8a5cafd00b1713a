import { once } from 'node:events';
import { type IncomingHttpHeaders, type IncomingMessage, request, type Server } from 'node:http';
import { Readable } from 'node:stream';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import {
  type AppLoadContext,
  createReadableStreamFromReadable,
  type EntryContext,
  type LoaderFunctionArgs,
  type ServerBuild,
} from '@remix-run/node';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { StorageFailure } from '#app/db/storage-failure.server.ts';
import { env } from '#app/env.server.ts';
import { logger } from '#app/http/logger.server.ts';
import { createServer } from './create-server.ts';

/** The real server around a small build: what a browser gets of whole answers, of streams and of failures. */

const long = (name: string) => `<!DOCTYPE html><p>${`${name} ẞ `.repeat(4000)}</p>`;
const huge = `<!DOCTYPE html>${'0123456789abcdef'.repeat(20_000)}`;
const pages: Record<string, string> = {
  '/long': long('long'),
  '/huge': huge,
  '/small': '<p>é</p>',
};

type Module = ServerBuild['routes'][string]['module'];
const page: Module = { default: () => null };
// Without a component: what Remix calls a resource route.
const resource = { default: undefined };
const waiting = { aborted: false, started: () => {} };

const toStream = (piece: string) =>
  createReadableStreamFromReadable(Readable.from(Array<string>(100).fill(piece)));

const modules: Record<string, Module> = {
  long: page,
  huge: page,
  small: page,
  data: { ...page, loader: () => ({ read: 'by the page' }) },
  json: { ...resource, loader: () => Response.json({ status: 'alive' }) },
  csv: {
    ...resource,
    loader: () =>
      new Response(toStream('a,b,c\n'.repeat(20)), {
        headers: { 'Content-Type': 'text/csv; charset=utf-8' },
      }),
  },
  film: {
    ...resource,
    loader: () =>
      new Response(toStream('x'.repeat(100)), {
        headers: { 'Content-Type': 'video/mp4', 'Content-Length': '10000' },
      }),
  },
  echo: {
    ...resource,
    handle: { access: 'public', forms: 'of anyone' },
    action: async ({ request }) => new Response(`${(await request.formData()).get('word')}`),
  },
  // With a component: Remix itself compares the origin of a form for a page.
  form: {
    ...page,
    handle: { access: 'public', forms: 'of anyone' },
    action: () => ({ taken: true }),
  },
  guarded: {
    ...resource,
    action: () => {
      throw new Error('Called for nobody.');
    },
  },
  strict: { ...resource, loader: () => new Response('x', { headers: strict }) },
  wait: {
    ...resource,
    loader: ({ request: { signal } }: LoaderFunctionArgs) =>
      new Promise((resolve) => {
        waiting.started();
        signal.addEventListener('abort', () => {
          waiting.aborted = true;
          resolve(new Response('late'));
        });
      }),
  },
  breaks: {
    ...resource,
    loader: () =>
      new Response(
        new ReadableStream({ pull: () => Promise.reject(new Error('a secret cause')) }),
        {
          headers: { 'Content-Type': 'text/plain' },
        },
      ),
  },
  fails: {
    ...resource,
    loader: () => {
      throw new Error('a secret cause');
    },
  },
  full: {
    ...resource,
    loader: () => {
      throw new StorageFailure(new Error('a secret cause'));
    },
  },
  '*': {
    ...page,
    loader: () => {
      throw new Response(null, { status: 404 });
    },
  },
};

const strict = { 'Content-Security-Policy': 'sandbox' };

function createBuild(): ServerBuild {
  const routes: ServerBuild['routes'] = { root: { id: 'root', path: '', module: page } };
  for (const [path, module] of Object.entries(modules))
    routes[path] = { id: path, path, parentId: 'root', module };
  return {
    mode: 'production',
    entry: {
      module: {
        handleError: () => {},
        default: (
          asked: Request,
          status: number,
          headers: Headers,
          { staticHandlerContext }: EntryContext,
          context: AppLoadContext,
        ) => {
          headers.set('Content-Type', 'text/html; charset=utf-8');
          headers.append('Set-Cookie', 'one=1');
          headers.append('Set-Cookie', 'two=2');
          const { pathname } = new URL(asked.url);
          const kept = context.loaderData;
          const encoded = staticHandlerContext.loaderData;
          context.page = pages[pathname] ?? JSON.stringify({ kept, encoded });
          return new Response(null, { status, headers });
        },
      },
    },
    routes,
    assets: { entry: { imports: [], module: '' }, routes: {}, url: '', version: 'test' },
    publicPath: '/',
    assetsBuildDirectory: '',
    isSpaMode: false,
    future: {
      v3_fetcherPersist: true,
      v3_lazyRouteDiscovery: true,
      v3_relativeSplatPath: true,
      v3_singleFetch: true,
      v3_throwAbortReason: true,
    },
  };
}

type Answer = { status: number; headers: IncomingHttpHeaders; bytes: Buffer };
let server: Server;
let port = 0;

beforeAll(async () => {
  const app = createServer({ build: createBuild(), development: false, serveAssets: () => {} });
  server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  port = typeof address === 'object' && address ? address.port : 0;
});

afterAll(() => {
  server.close();
});

function ask(method: string, path: string, headers: Record<string, string> = {}, body?: string) {
  return new Promise<Answer>((resolve, reject) => {
    const call = request({ port, method, path, headers }, (response: IncomingMessage) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => {
        const { statusCode: status = 0, headers } = response;
        resolve({ status, headers, bytes: Buffer.concat(parts) });
      });
    });
    call.on('error', reject);
    call.end(body);
  });
}

const get = (path: string, accepted?: string) =>
  ask('GET', path, accepted === undefined ? {} : { 'Accept-Encoding': accepted });

describe('a page', () => {
  test.each([
    ['br', 'gzip, deflate, br', brotliDecompressSync],
    ['gzip', 'gzip, deflate', gunzipSync],
    ['gzip', 'br;q=0, gzip', gunzipSync],
  ])('comes in %s to a client that takes %s, and is the same', async (encoding, accepted, open) => {
    for (const path of ['/long', '/huge']) {
      const { headers, bytes } = await get(path, accepted);
      expect(headers['content-encoding']).toBe(encoding);
      expect(headers['content-length']).toBe(String(bytes.length));
      expect(headers.vary).toBe('Accept-Encoding');
      expect(open(bytes).toString()).toBe(pages[path]);
      expect(bytes.length).toBeLessThan(pages[path]?.length ?? 0);
    }
  });

  test.each([undefined, '', 'identity', 'deflate', 'gzip;q=0, br;q=0', '*;q=0'])(
    'comes as it is to a client that takes %j',
    async (accepted) => {
      const { headers, bytes } = await get('/long', accepted);
      expect(headers['content-encoding']).toBeUndefined();
      expect(headers.vary).toBe('Accept-Encoding');
      expect(bytes.toString()).toBe(pages['/long']);
    },
  );

  test('that is small is not compressed, and its length counts bytes', async () => {
    const { headers, bytes } = await get('/small', 'gzip, br');
    expect(headers['content-encoding']).toBeUndefined();
    expect(headers['content-length']).toBe('9');
    expect(bytes.toString()).toBe('<p>é</p>');
  });

  test('keeps the headers that its routes and the server gave it', async () => {
    const { headers } = await get('/long', 'gzip');
    expect(headers['set-cookie']).toEqual(['one=1', 'two=2']);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['content-security-policy']).toContain("default-src 'self'");
    expect(headers['x-request-id']).toMatch(/^[\da-f-]{36}$/);
  });

  test('has the same headers and no body for HEAD', async () => {
    const { status, headers, bytes } = await ask('HEAD', '/long', { 'Accept-Encoding': 'gzip' });
    const whole = await get('/long', 'gzip');
    const told = ['content-type', 'content-encoding', 'content-length', 'vary'];
    expect([status, bytes.length]).toEqual([200, 0]);
    for (const name of told) expect(headers[name]).toBe(whole.headers[name]);
    expect(headers['content-length']).toBe(String(whole.bytes.length));
  });
});

test('a route that has a policy of its own has that one alone', async () => {
  const { headers } = await ask('GET', '/strict');
  expect(headers['content-security-policy']).toBe('sandbox');
});

test('an answer to a script says its length', async () => {
  const { headers, bytes } = await get('/json', 'gzip');
  expect(headers['content-length']).toBe('18');
  expect(JSON.parse(bytes.toString())).toEqual({ status: 'alive' });
});

test('a stream is compressed as it is read, and only what a compression makes smaller', async () => {
  const table = await get('/csv', 'gzip');
  expect(table.headers['content-encoding']).toBe('gzip');
  expect(table.headers['content-length']).toBeUndefined();
  expect(gunzipSync(table.bytes).toString()).toBe('a,b,c\n'.repeat(2000));
  const film = await get('/film', 'gzip');
  expect(film.headers['content-encoding']).toBeUndefined();
  expect(film.bytes.length).toBe(10_000);
});

test('an action is called for who is signed in, unless its route takes forms of anyone', async () => {
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': '8' };
  const { status, bytes } = await ask('POST', '/guarded', headers, 'word=one');
  expect([status, bytes.toString()]).toEqual([401, expect.stringContaining('Nothing was saved')]);
});

test('forms arrive, one after the other on one connection', async () => {
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
  for (const word of ['one', 'é', 'w'.repeat(50_000)]) {
    const form = new URLSearchParams({ word }).toString();
    const { bytes } = await ask(
      'POST',
      '/echo',
      { ...headers, 'Content-Length': `${form.length}` },
      form,
    );
    expect(bytes.toString()).toBe(word);
  }
});

test.each([
  ['from another site', 403, { Origin: 'https://elsewhere.example' }],
  ['of nowhere', 403, { Origin: 'null' }],
  [
    'from another name of this server',
    421,
    { Origin: 'https://elsewhere.example', Host: 'elsewhere.example' },
  ],
  ['that does not say its length', 411, { 'Transfer-Encoding': 'chunked' }],
  ['of more than a megabyte', 413, { 'Content-Length': '1048577' }],
])('a form %s is refused before it is read', async (_what, status, headers: object) => {
  const type = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const answer = await ask('POST', '/echo', { ...type, ...headers }, 'word=read');
  expect([answer.status, answer.headers.connection]).toEqual([status, 'close']);
  expect(answer.bytes.toString()).not.toContain('read');
});

test.each([
  ['DELETE', '/long', 405],
  ['GET', '/%00', 400],
  ['GET', '/%5C/', 400],
  ['GET', '/%09/', 400],
  ['GET', '/%E0%A4', 400],
  ['GET', '/data?_data=data', 404],
  ['GET', `/data?${'a=1&'.repeat(1001)}_data=data`, 404],
  ['GET', '/data.data', 404],
  ['GET', '/__manifest?p=%2Fdata&version=test', 404],
])('%s %s is refused in a sentence', async (method, path, status) => {
  const { status: answered, headers } = await ask(method, path);
  expect(answered).toBe(status);
  expect(headers['content-type']).toBe('text/plain; charset=utf-8');
  expect(headers['cache-control']).toBe('no-store');
});

test.each([
  { Host: '10.0.0.7:3000' },
  { Host: 'user@x' },
  { Host: 'a:99999' },
  { 'X-Forwarded-Host': 'elsewhere.example' },
  { 'X-Forwarded-Host': 'a:99999' },
])(
  'a form of this site is taken whatever the way makes of the host: %j',
  async (headers: object) => {
    const form = 'word=taken';
    const type = {
      'Content-Type': 'application/x-www-form-urlencoded',
      'Content-Length': `${form.length}`,
    };
    const from = { Origin: env.APP_URL.origin, ...headers };
    const { status, bytes } = await ask('POST', '/echo', { ...type, ...from }, form);
    expect([status, bytes.toString()]).toEqual([200, 'taken']);
    expect((await ask('POST', '/form', { ...type, ...from }, form)).status).toBe(200);
  },
);

test('an address that is a file takes no forms, and says so', async () => {
  const form = { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': '3' };
  const { status, headers, bytes } = await ask('POST', '/json', form, 'a=b');
  expect([status, headers.allow]).toEqual([405, 'GET, HEAD']);
  expect(bytes.toString()).toBe('This address takes no forms.');
});

test('who waits for an answer and goes is noticed', async () => {
  const started = new Promise<void>((resolve) => {
    waiting.started = resolve;
  });
  const call = request({ port, path: '/wait' });
  call.on('error', () => {});
  call.end();
  await started;
  call.destroy();
  await expect.poll(() => waiting.aborted).toBe(true);
});

test('a database that cannot write is told, without its cause', async () => {
  const logged = vi.spyOn(logger, 'error').mockReturnValue();
  const { status, bytes } = await get('/full', 'gzip');
  expect(status).toBe(503);
  expect(bytes.toString()).toMatch(/^The server cannot write just now/);
  expect(logged.mock.calls).toEqual([[{ err: new Error('a secret cause') }, expect.any(String)]]);
  logged.mockRestore();
});

test('a failure tells no cause', async () => {
  const { status, bytes } = await get('/fails', 'gzip');
  expect(status).toBe(500);
  expect(bytes.toString()).not.toContain('secret');
});

test('an answer that breaks before it is sent is a failure too', async () => {
  const logged = vi.spyOn(logger, 'error').mockReturnValue();
  const { status, bytes } = await get('/breaks', 'gzip');
  expect([status, bytes.toString()]).toEqual([
    500,
    expect.stringMatching(
      /^Something failed on our side. In the log this is request [\da-f-]{36}.$/,
    ),
  ]);
  expect(logged).toHaveBeenCalledWith(
    expect.objectContaining({ err: new Error('a secret cause'), path: '/breaks' }),
    'request failed',
  );
  logged.mockRestore();
});

test('what is nowhere is not found', async () => {
  expect((await get('/nowhere')).status).toBe(404);
});

test('the data of loaders is kept for the document alone', async () => {
  const { bytes } = await get('/data');
  const { kept, encoded } = JSON.parse(bytes.toString());
  expect(kept).toEqual({ data: { read: 'by the page' } });
  expect(encoded.data).toBeNull();
});
