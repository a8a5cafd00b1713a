import { readdirSync, readFileSync } from 'node:fs';
import { matchRoutes } from '@remix-run/react';

/**
 * A route of the site. `id` as in Remix's manifest: 'routes/learn.$course._index'; `path` as the router reads it, absent
 * for the front page. `page`: it renders; the others are resources.
 */
export type KnownRoute = {
  id: string;
  path?: string;
  index?: true;
  page: boolean;
};

/** What a route's file name says: 'learn.$course._index' is the index of 'learn/:course'; 'login_.forgotten' is 'login/forgotten', outside of the page of 'login'. */
export function toPlace(name: string): Pick<KnownRoute, 'path' | 'index'> {
  const segments = name.split(/\.(?![^[]*\])/);
  const index = segments.at(-1) === '_index';
  const path = (index ? segments.slice(0, -1) : segments)
    .map((segment) =>
      segment
        .replace(/\[(.)\]/g, '$1')
        .replace(/_$/, '')
        .replace(/^\$$/, '*')
        .replace(/^\$/, ':'),
    )
    .join('/');
  return { path: path || undefined, ...(index ? { index } : {}) };
}

/** The routes of app/routes, by their file names. A structural test holds them against Remix's own list. */
export const knownRoutes: readonly KnownRoute[] = readdirSync('app/routes')
  .filter((file) => file.endsWith('.tsx'))
  .sort()
  .map((file) => {
    const text = readFileSync(`app/routes/${file}`, 'utf8');
    const name = file.replace(/\.tsx$/, '');
    const page = /^export default |\bas default\b/m.test(text);
    return { id: `routes/${name}`, ...toPlace(name), page };
  });

/**
 * The route that an address opens, its query aside. An address that only the page for what is nowhere takes leads
 * nowhere. @throws Error then
 */
export function routeOf(address: string): KnownRoute {
  const { pathname } = new URL(address, 'http://localhost');
  const routes = knownRoutes.map(({ id, path, index }) => ({ id, path, index }));
  const id = matchRoutes(routes, pathname)?.at(-1)?.route.id;
  const found = knownRoutes.find((route) => route.id === id);
  if (!found || found.path === '*') throw new Error(`${address} leads to no route of app/routes.`);
  return found;
}

/** What each list of addresses forgets: ids of routes that none of them opens and no reason excuses. */
export function listUnopened(
  routes: readonly KnownRoute[],
  addresses: readonly string[],
  reasons: Readonly<Record<string, string>>,
): string[] {
  const opened = new Set(addresses.map((address) => routeOf(address).id));
  return routes.map(({ id }) => id).filter((id) => !opened.has(id) && reasons[id] === undefined);
}
