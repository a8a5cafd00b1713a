import type { ServerBuild } from '@remix-run/node';
import { createRequestHandler, type EntryContext } from '@remix-run/server-runtime';
import { openSession } from '#app/auth/lucia.server.ts';
import { checkForms, toMark } from '#app/auth/made-for.server.ts';
import { createRequestContext } from '#app/auth/request-context.server.ts';
import * as entry from '#app/entry.server.tsx';
import { answerStorageFailures } from '#app/http/storage.server.ts';
import * as root from '#app/root.tsx';
import { type Fields, toBody } from './fields.ts';
import { toPlace } from './routes.ts';

/**
 * The whole application without its web server: requests go through Remix, the root and the routes, and come back as
 * the documents that a browser would get. Routes are those of app/routes, by their file names.
 */

type RouteModule = ServerBuild['routes'][string]['module'];

const modules = import.meta.glob<RouteModule>('/app/routes/*.tsx', { eager: true });

function createBuild(): ServerBuild {
  const routes: ServerBuild['routes'] = { root: { id: 'root', path: '', module: root } };
  for (const [file, module] of Object.entries(modules)) {
    const id = file.replace('/app/', '').replace(/\.tsx$/, '');
    const place = toPlace(id.replace('routes/', ''));
    routes[id] = { id, parentId: 'root', module, ...place };
  }
  const assets: EntryContext['manifest'] = {
    entry: { imports: [], module: '' },
    routes: Object.fromEntries(
      Object.values(routes).map(({ module, ...route }) => {
        const flags = { hasAction: 'action' in module, hasLoader: 'loader' in module };
        const none = { hasClientAction: false, hasClientLoader: false, hasErrorBoundary: false };
        return [route.id, { ...route, ...flags, ...none, module: '' }];
      }),
    ),
    url: '',
    version: 'test',
  };
  return {
    mode: 'test',
    entry: { module: entry },
    routes,
    assets,
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

const handle = createRequestHandler(answerStorageFailures(checkForms(createBuild())), 'test');

/** An answer as a browser gets it. `text` has the tags taken out and its blanks made one. */
export type Page = {
  status: number;
  location: string | null;
  headers: Headers;
  html: string;
  text: string;
};

function toText(html: string): string {
  const words = html
    .replace(/<(style|script)[\s\S]*?<\/\1>|<!--[\s\S]*?-->/g, '')
    .replace(/<[^>]*>/g, ' ');
  const plain = words
    .replace(/&quot;/g, '"')
    .replace(/&#x27;/g, "'")
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
  return plain.replace(/\s+/g, ' ').trim();
}

/**
 * A browser that follows no redirects and keeps the cookies it is given, like any other one. It posts forms of the
 * page that it got last.
 */
export class TestBrowser {
  /** The session's cookie, `name=value`; empty without one. */
  cookie = '';
  /** The cookie by which it is known for accounts that were signed in to here; kept when the session ends. */
  device = '';
  /** The cookie of a sign-in that waits for a code; empty without one. */
  pending = '';
  /** The cookies of single sign-on, by name. */
  readonly sso = new Map<string, string>();
  /** What it says of itself. */
  userAgent = '';
  /** Whom that page was made for, see `toMark`. */
  madeFor = '';

  constructor(readonly address = '127.0.0.1') {}

  /** A browser in which this user is signed in. */
  static async signedInAs(userId: string): Promise<TestBrowser> {
    const browser = new TestBrowser();
    browser.keepCookie(await openSession(userId));
    browser.madeFor = toMark(userId);
    return browser;
  }

  get(path: string): Promise<Page> {
    return this.send(path, {});
  }

  post(path: string, fields: Fields): Promise<Page> {
    return this.send(path, { method: 'POST', body: toBody({ madeFor: this.madeFor, ...fields }) });
  }

  /** As `post`, with a file in the field `list`. */
  upload(path: string, fields: Record<string, string>, file: File): Promise<Page> {
    const body = new FormData();
    const all = { madeFor: this.madeFor, ...fields };
    for (const [name, value] of Object.entries(all)) body.append(name, value);
    body.append('list', file);
    return this.send(path, { method: 'POST', body });
  }

  /** A POST of a form with a file that is said to have so many bytes, and never comes. */
  announce(path: string, bytes: number): Promise<Page> {
    const headers = {
      'Content-Type': 'multipart/form-data; boundary=b',
      'Content-Length': String(bytes),
    };
    return this.send(path, { method: 'POST', body: '--b', headers });
  }

  private async send(path: string, init: RequestInit): Promise<Page> {
    const kept = [this.cookie, this.device, this.pending, ...this.sso.values()];
    const cookies = kept.filter(Boolean).join('; ');
    const headers = new Headers(init.headers);
    if (this.userAgent) headers.set('User-Agent', this.userAgent);
    if (cookies) headers.set('Cookie', cookies);
    const request = new Request(new URL(path, 'http://localhost'), { ...init, headers });
    const context = createRequestContext(this.address);
    const response = await handle(request, context);
    for (const cookie of response.headers.getSetCookie()) this.keepCookie(cookie);
    const html = context.page ?? (await response.text());
    this.madeFor = /<html[^>]* data-made-for="([^"]*)"/.exec(html)?.[1] ?? this.madeFor;
    return {
      status: response.status,
      location: response.headers.get('Location'),
      headers: response.headers,
      html,
      text: toText(html),
    };
  }

  private keepCookie(setCookie: string): void {
    const pair = setCookie.split(';')[0] ?? '';
    if (pair.startsWith('rapport_session=')) this.cookie = pair.endsWith('=') ? '' : pair;
    if (pair.startsWith('rapport_devices=')) this.device = pair;
    if (pair.startsWith('rapport_pending=')) this.pending = pair.endsWith('=') ? '' : pair;
    const [name = ''] = pair.split('=');
    if (!name.startsWith('rapport_sso_')) return;
    if (pair.endsWith('=')) this.sso.delete(name);
    else this.sso.set(name, pair);
  }
}
