import type { Access } from './permissions.ts';

/**
 * What every route declares in `handle`: who may open it. The access tests walk these declarations. `forms`: its action
 * takes forms that do not say whom their page was made for, since it is there for who is signed out too.
 */
export type RouteHandle = { access: Access; forms?: 'of anyone' };
