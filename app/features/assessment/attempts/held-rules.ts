import type { Away } from '#app/features/people/cohorts/rules.ts';
import { formatOpening } from '#app/features/people/cohorts/words.ts';

/** An open attempt whose course its cadet does not have for now stands still: in words for them. Pure: no I/O. */

/** What happened, what is kept, and what to do. */
export type HeldWords = { title: string; why: string; kept: string; next: string };

/** The words for an attempt in `course`, which is away. `timed`: it has a deadline. */
export function heldWords(
  away: Away,
  { course, timed, now }: { course: string; timed: boolean; now: Date },
): HeldWords {
  const clock = timed ? ' Your time stands still, and what was left of it is given back.' : '';
  return {
    title: 'This attempt is on hold',
    why: toWhy(away, course, now),
    kept: `The answers that were saved are kept, and nothing is handed in or scored meanwhile.${clock}`,
    next:
      away.why === 'later'
        ? 'Open this page again then, and go on where you were. Ask your instructor if you did not expect this.'
        : 'Ask your instructor about it. When the course is back, open this page again and go on where you were.',
  };
}

function toWhy(away: Away, course: string, now: Date): string {
  switch (away.why) {
    case 'taken-back':
      return `The course “${course}” was taken back from your cohort.`;
    case 'left':
      return `You are not in a cohort that has the course “${course}” any more.`;
    case 'later':
      return `The course “${course}” now ${formatOpening(away, now)}.`;
  }
}

/**
 * The same for those who teach the cadet: why, as a clause, and what is kept until the course
 * is back, as a sentence.
 */
export type TaughtHold = { why: string; kept: string };

/** The words for them. `timed`: the attempt has a deadline. */
export function taughtHold(away: Away, { timed, now }: { timed: boolean; now: Date }): TaughtHold {
  const clock = timed
    ? ' Its time stands still: what was left of it is given back when the course is.'
    : '';
  return {
    why: toTaughtWhy(away, now),
    kept: `The saved answers are kept, and nothing is handed in or scored meanwhile.${clock}`,
  };
}

/** Why a cadet does not have a course now, for those who teach: 'the course was taken back from their cohort'. */
export function toTaughtWhy(away: Away, now: Date): string {
  switch (away.why) {
    case 'taken-back':
      return 'the course was taken back from their cohort';
    case 'left':
      return 'they are in no cohort that has the course';
    case 'later':
      return `the course ${formatOpening(away, now)}`;
  }
}

/** All of it in a row, for where there is no page to lay it out. */
export function toHeldSentence({ title, why, kept, next }: HeldWords): string {
  return `${title}. ${why} ${kept} ${next}`;
}
