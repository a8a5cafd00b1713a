import {
  createRequestHandler,
  type LoaderFunctionArgs,
  type RequestHandler,
  type ServerBuild,
} from '@remix-run/node';
import type { RequestContext } from '#app/auth/request-context.server.ts';
import { createRouteMatcher } from './route-matching.ts';

/** Finds the Remix handler that answers a path, and notes in the context which route that is. */
export type FindHandler = (pathname: string, context?: RequestContext) => RequestHandler;

/**
 * A Remix handler for each route, made when it is first asked for. Remix walks all routes of its build many times a
 * request; a handler that knows one route and its parents does a third of the work. Paths that no route matches go to a
 * handler that knows all.
 */
export function createRemixHandlers(build: ServerBuild): FindHandler {
  const match = createRouteMatcher(build.routes);
  const whole = createRequestHandler(build, 'production');
  const handlers = new Map<string, RequestHandler>();
  return (pathname, context) => {
    const ids = match(pathname);
    const leaf = ids?.at(-1);
    if (!ids || leaf === undefined) return whole;
    if (context) context.route = leaf;
    const made = handlers.get(leaf) ?? createRequestHandler(narrow(build, ids), 'production');
    handlers.set(leaf, made);
    return made;
  };
}

function narrow(build: ServerBuild, ids: readonly string[]): ServerBuild {
  const assets = { ...build.assets, routes: pick(build.assets.routes, ids) };
  const routes = pick(build.routes, ids);
  for (const [id, route] of Object.entries(routes))
    routes[id] = { ...route, module: keepLoaderData(id, route.module) };
  return { ...build, assets, routes };
}

type RouteModule = ServerBuild['routes'][string]['module'];

/**
 * The module of a page, whose loader leaves its data in the request's context for the document. Remix would also encode
 * all of it for a browser that takes over the page; nothing takes over pages here.
 */
function keepLoaderData(id: string, module: RouteModule): RouteModule {
  const { loader } = module;
  if (!loader || !module.default) return module;
  return {
    ...module,
    async loader(args: LoaderFunctionArgs) {
      const result: unknown = await loader(args);
      if (result === undefined || result instanceof Response || isWithInit(result)) return result;
      args.context.loaderData ??= {};
      args.context.loaderData[id] = result;
      return null;
    },
  };
}

// What Remix's `data` makes: it carries headers, and Remix has to see it.
const isWithInit = (result: unknown): boolean =>
  typeof result === 'object' &&
  result !== null &&
  'type' in result &&
  result.type === 'DataWithResponseInit';

function pick<T>(record: Record<string, T>, keys: readonly string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => keys.includes(key)));
}
