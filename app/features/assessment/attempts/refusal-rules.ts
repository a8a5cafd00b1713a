import type { Allowance } from '#app/features/records/gradings/rules.ts';
import { formatZoned } from '#app/words/dates.ts';

/** Why no attempt may start, and what to do when, in words for the cadet. Pure: no I/O. */

/** A refusal as a notice says it. */
export type Refusal = { title: string; text: string };

/**
 * The words for what is in the way of an attempt, or null when nothing is. All that is still to be done is named at once.
 * `lessons`: titles of the lessons to read again, in order. `timeZone`: the zone of the assignment.
 */
export function refusalWords(
  { start, waitUntil, courseCap }: Allowance,
  { lessons, timeZone, now }: { lessons: readonly string[]; timeZone: string; now: Date },
): Refusal | null {
  const instructor = 'Talk to your instructor about what comes next. Nothing happens by itself.';
  switch (start) {
    case 'may-start':
    case 'may-resume':
      return null;
    case 'passed':
      return { title: 'You have passed this quiz', text: 'Nothing more is asked of you here.' };
    case 'used-up':
      return {
        title: 'No attempts left',
        text: `You have used every attempt this quiz allows. ${instructor}`,
      };
    case 'course-cap':
      return {
        title: 'Your instructor decides about the next attempt',
        text: `This course allows ${courseCap?.allowed} failed attempts over all its quizzes, and you have had ${courseCap?.used}. ${instructor}`,
      };
    case 'closed':
      return {
        title: 'This quiz is closed',
        text: 'It was open until the course was due. If you could not take it in time, talk to your instructor.',
      };
    case 'remediation':
    case 'waiting':
      return {
        title: 'Before your next attempt',
        text: [toReading(lessons), toWaiting(waitUntil, timeZone, now)].filter(Boolean).join(' '),
      };
  }
}

function toReading(lessons: readonly string[]): string {
  if (lessons.length === 0) return '';
  const names = lessons.map((title) => `“${title}”`);
  const list =
    names.length === 1 ? names[0] : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  return `Read ${list} to the end again.`;
}

function toWaiting(until: Date | null, timeZone: string, now: Date): string {
  if (!until) return '';
  // To the next full minute: what is said must be true when the clock shows it.
  const shown = new Date(Math.ceil(until.getTime() / 60_000) * 60_000);
  return `You can start again from ${formatZoned(shown, timeZone, now)}.`;
}
