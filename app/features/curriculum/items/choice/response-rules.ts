import type { Find } from '../type-rules.ts';

/** What can be wrong with options chosen. Pure: no I/O. */

const isOffered = ({ options }: Parameters<Find>[0], id: string) =>
  options.some((option) => option.id === id);

/** Options that the item does not offer. */
export const findUnoffered: Find = (item, value) =>
  value.every((id) => isOffered(item, id)) ? null : 'That option is not offered here.';

/** Several options where one is asked for, all of them offered. */
export const findSeveral: Find = (item, value) =>
  value.length > 1 && value.every((id) => isOffered(item, id)) ? 'Choose one answer only.' : null;

export const findNothing: Find = () => null;
