import { Temporal } from 'temporal-polyfill';

/**
 * The instant of a `releaseAt` ('2026-12-01T08:00') on the academy's clock. An hour that comes twice is the first of the
 * two; one that clocks skip has no instant, and `next` is the first time after it that exists.
 * @throws RangeError when the text is no time or the zone is unknown
 */
export function releaseInstant(
  releaseAt: string,
  timeZone: string,
): { at: Date; next: null } | { at: null; next: string } {
  const asked = Temporal.PlainDateTime.from(releaseAt);
  const found = asked.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  if (found.toPlainDateTime().equals(asked))
    return { at: new Date(found.epochMilliseconds), next: null };
  const change = found.getTimeZoneTransition('next');
  if (change === null) throw new RangeError(`no such time: ${releaseAt} in ${timeZone}`);
  return { at: null, next: change.toPlainDateTime().toString({ smallestUnit: 'minute' }) };
}
