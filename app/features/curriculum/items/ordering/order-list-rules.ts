/** How an ordering item is shown as a list: pure decisions, no I/O, no packages. */

/**
 * The entries of an ordering in the order to show: by the places given, 1-based; entries without a place (0) after
 * those with one; otherwise as they stand. Takes each entry's place, returns the entries' indexes.
 */
export function toShownOrder(places: readonly number[]): number[] {
  const rank = (index: number) => places[index] || Number.POSITIVE_INFINITY;
  return [...places.keys()].sort((one, other) =>
    rank(one) === rank(other) ? one - other : rank(one) - rank(other),
  );
}

/** Whether every entry has a place of its own. */
export function isOrdered(places: readonly number[]): boolean {
  return new Set(places.filter((place) => place > 0)).size === places.length;
}
