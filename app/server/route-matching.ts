import type { ServerBuild } from '@remix-run/node';

/**
 * Which route answers a path, decided as Remix decides it (React Router 6, `matchRoutes`), but ranked once: Remix ranks
 * all routes and compiles their patterns anew several times a request.
 */

type Routes = ServerBuild['routes'];
type Branch = { ids: string[]; pattern: RegExp; rank: number };

/** The routes to the one that answers, root first; null when none does. Paths as in a URL, still encoded. */
export type MatchRoute = (pathname: string) => readonly string[] | null;

/** @throws Error for a route with an optional segment, which Remix would rank as two. */
export function createRouteMatcher(routes: Routes): MatchRoute {
  const branches = Object.values(routes)
    .filter(({ path, index }) => path !== undefined || index)
    .map((route) => toBranch(routes, route))
    .sort((a, b) => b.rank - a.rank);
  return (pathname) => {
    const path = decode(pathname);
    return branches.find(({ pattern }) => pattern.test(path))?.ids ?? null;
  };
}

function toBranch(routes: Routes, leaf: Routes[string]): Branch {
  const chain = [leaf];
  for (let id = leaf.parentId; id !== undefined; id = routes[id]?.parentId) {
    const parent = routes[id];
    if (parent) chain.unshift(parent);
  }
  const segments = chain.flatMap(({ path }) => (path ? path.split('/') : []));
  if (segments.some((segment) => segment.endsWith('?')))
    throw new Error(`The route ${leaf.id} has an optional segment: make it two routes.`);
  return {
    ids: chain.map(({ id }) => id),
    pattern: toPattern(segments),
    rank: toRank(segments) + (leaf.index ? 2 : 0),
  };
}

function toPattern(segments: readonly string[]): RegExp {
  const parts = segments.map((segment) => {
    if (segment === '*') return '(?:/.+|/*)';
    return segment.startsWith(':') ? '/[^/]+' : `/${escaped(segment)}`;
  });
  const end = segments.at(-1) === '*' ? '' : '/*';
  return new RegExp(`^${parts.join('')}${end}$`, 'i');
}

const escaped = (text: string) => text.replace(/[\\.*+^${}|()[\]]/g, '\\$&');

// A word counts more than a parameter, a parameter more than nothing, a rest less.
function toRank(segments: readonly string[]): number {
  const worth = (segment: string) => (segment === '*' ? -1 : segment.startsWith(':') ? 4 : 11);
  return segments.reduce((sum, segment) => sum + worth(segment), 0);
}

// Segment by segment, so that an encoded slash stays within its own.
function decode(pathname: string): string {
  if (!pathname.includes('%')) return pathname;
  try {
    const decoded = pathname.split('/').map((part) => decodeURIComponent(part));
    return decoded.map((part) => part.replaceAll('/', '%2F')).join('/');
  } catch {
    return pathname;
  }
}
