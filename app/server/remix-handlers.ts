import { createRequestHandler, type RequestHandler, type ServerBuild } from '@remix-run/node';
import { createRouteMatcher } from './route-matching.ts';

/** Finds the Remix handler that answers a path. */
export type FindHandler = (pathname: string) => RequestHandler;

/**
 * A Remix handler for each route, made when it is first asked for. Remix walks all routes of its build many times a
 * request; a handler that knows one route and its parents does a third of the work. Data requests (`.data`), which name
 * another path than they ask for, and paths that no route matches go to a handler that knows all.
 */
export function createRemixHandlers(build: ServerBuild): FindHandler {
  const match = createRouteMatcher(build.routes);
  const whole = createRequestHandler(build, 'production');
  const handlers = new Map<string, RequestHandler>();
  return (pathname) => {
    const ids = pathname.endsWith('.data') ? null : match(pathname);
    const leaf = ids?.at(-1);
    if (!ids || leaf === undefined) return whole;
    const made = handlers.get(leaf) ?? createRequestHandler(narrow(build, ids), 'production');
    handlers.set(leaf, made);
    return made;
  };
}

function narrow(build: ServerBuild, ids: readonly string[]): ServerBuild {
  const assets = { ...build.assets, routes: pick(build.assets.routes, ids) };
  return { ...build, assets, routes: pick(build.routes, ids) };
}

function pick<T>(record: Record<string, T>, keys: readonly string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => keys.includes(key)));
}
