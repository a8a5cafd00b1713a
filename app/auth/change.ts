import type { Actor } from './permissions.ts';

/**
 * Attempts whose time is up. They are closed and graded once answers on their way at the deadline have had their time
 * too, by whatever comes first: a page or a save that touches them, or the server's ticker.
 */

/** Who acts, in which request, and when: `now` is given by tests only. */
export type Change = { actor: Actor; requestId?: string; now?: Date };
