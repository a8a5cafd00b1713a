import type { RouteHandle } from '#app/auth/route-handle.ts';

export const handle = { access: 'public' } satisfies RouteHandle;

/** Alive: the process answers. Says nothing about the database. */
export const loader = () => Response.json({ status: 'alive' });
