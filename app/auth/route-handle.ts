import type { Access } from './permissions.ts';

/** What every route declares in `handle`: who may open it. The access tests walk these declarations. */
export type RouteHandle = { access: Access };
