import { countOf, formatMinutes } from '#app/words/numbers.ts';

/**
 * Certified minutes against time measured. Both stand on the record, side by side, and neither is made of the other:
 * minutes are what the course says that the lesson takes, seconds what was seen of it. Pure: no I/O.
 */

/**
 * Share of the certified minutes below which the measured time is implausible. Minutes are counted for a careful reader who
 * answers the checks; three times as fast happens, ten times is a page that was scrolled through. It is a question for an
 * instructor and decides nothing by itself.
 */
export const implausibleShare = 0.1;

/** Whether hardly any time was measured for the minutes that a completion certifies. */
export function isImplausible(completion: { minutes: number; activeSeconds: number }): boolean {
  return completion.activeSeconds < completion.minutes * 60 * implausibleShare;
}

/** Whether that is a question still: an instructor who has looked at it and accepted it has answered it. */
export function isTimeInQuestion(completion: {
  minutes: number;
  activeSeconds: number;
  accepted: boolean;
}): boolean {
  return !completion.accepted && isImplausible(completion);
}

/** Whether the least time is reached, in a sentence that says how much is missing. */
export function judgeTime(leastMinutes: number, activeSeconds: number) {
  const missing = Math.ceil((leastMinutes * 60 - activeSeconds) / 60);
  const met = missing <= 0;
  const least = formatMinutes(leastMinutes);
  return {
    met,
    text: met
      ? `You spent at least ${least} with it.`
      : `Spend ${countOf(missing, 'more minute')} with this lesson: this course asks for at least ${least}, and ${formatMinutes(leastMinutes - missing)} were measured.`,
  };
}
