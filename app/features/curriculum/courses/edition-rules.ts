import type { ChangeClass } from './frontmatter-schema.ts';

/** What a new edition means for those who have been through an older one. Pure: no I/O here. */

/** A revision in the history of a thing, or what its file says now. */
export type HistoryEdition = { edition: number; change: ChangeClass | null };

const weight: Record<ChangeClass, number> = { wording: 1, substantive: 2, legal: 3 };

/**
 * The gravest change on the way from one edition to another; null: the edition was not raised, so the author says that
 * nothing has changed that matters.
 * @param all every edition known, in any order
 */
export function gravestChange(
  from: HistoryEdition,
  to: HistoryEdition,
  all: readonly HistoryEdition[],
): ChangeClass | null {
  const changes = [...all, to].flatMap(({ edition, change }) =>
    change !== null && edition > from.edition && edition <= to.edition ? [change] : [],
  );
  return gravestOf(changes);
}

/** The gravest of some changes; null of none. */
export function gravestOf(changes: readonly ChangeClass[]): ChangeClass | null {
  return changes.toSorted((a, b) => weight[b] - weight[a])[0] ?? null;
}

/** What each kind of change is, in words. */
export const changeWords: Record<ChangeClass, string> = {
  wording: 'wording only',
  substantive: 'what people must know has changed',
  legal: 'law or policy has changed',
};

/** Whether those who completed an older edition should go through the new one. */
export function asksAgain(change: ChangeClass | null): boolean {
  return change === 'substantive' || change === 'legal';
}
