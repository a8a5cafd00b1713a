import type { Actor } from './permissions.ts';

/** Who acts, in which request, and when: `now` is given by tests only. Every change takes it first. */
export type Change = { actor: Actor; requestId?: string; now?: Date };

/** As `Change`, before anyone is signed in: what the request says of who asks. */
export type Visit = {
  requestId: string;
  clientAddress: string;
  cookieHeader: string | null;
  userAgent: string | null;
};
