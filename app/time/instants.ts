import { instantOf } from './zones.ts';

/**
 * The instant of a `releaseAt` ('2026-12-01T08:00') on the academy's clock. An hour that comes twice is the first of the
 * two; one that clocks skip has no instant, and `next` is the first time after it that exists.
 */
export function releaseInstant(
  releaseAt: string,
  timeZone: string,
): { at: Date; next: null } | { at: null; next: string } {
  const { instant, next } = instantOf(Date.parse(`${releaseAt}:00Z`), timeZone);
  if (instant !== null) return { at: new Date(instant), next: null };
  return { at: null, next: new Date(next).toISOString().slice(0, 16) };
}
