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

/** More options than were asked for. The answer is kept as it is, and earns nothing. */
export const findTooMany: Find = ({ choosing }, value) => {
  const most = choosing?.most ?? null;
  if (most === null || value.length <= most) return null;
  return `Choose ${most}: ${value.length} are chosen, and so none counts. Take ${value.length - most} back.`;
};

export const findNothing: Find = () => null;
