import type { Access } from './permissions.ts';

/**
 * What every route declares in `handle`: who may open it. The access tests walk these declarations. `forms`: its action
 * takes forms that do not say whom their page was made for, since it is there for who is signed out too. `taught`: those
 * who teach are led from it to their own page of the same thing (`requireCadet`).
 */
export type RouteHandle = {
  access: Access;
  forms?: 'of anyone';
  taught?: true;
  /** The most bytes of a file that its forms may bring. Nothing is read of who may not open the page. */
  fileLimit?: number;
};
