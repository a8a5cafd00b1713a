import { paths } from '#app/paths.ts';
import { formatDay, formatZone } from '#app/words/dates.ts';
import { countOf, formatPercent, formatPoints, noPoints } from '#app/words/numbers.ts';
import type { NoticeText, UnreadNotice } from './schema.ts';

/** How a notice reads. Pure: no I/O here. */

/**
 * A notice in words. `tone`: good news, news, or something that is lost. `said`: what who decided wrote, apart from what
 * Rapport says; null: nothing that is for the reader. `link`: where to see it; null: nowhere any more.
 */
export type NoticeWords = {
  tone: 'done' | 'info' | 'attention';
  title: string;
  lines: string[];
  said: { by: string; reason: string } | null;
  link: { href: string; label: string } | null;
};

type Change = Extract<NoticeText, { kind: 'regraded' | 'graded' }>;

/** What a notice keeps of a result. */
export const toNoticeResult = ({ score, maxPoints, passed }: Required<Change['after']>) => ({
  score,
  maxPoints,
  passed,
});

const toScore = ({ score, maxPoints }: Change['after']) =>
  maxPoints === 0 ? noPoints : formatPercent(score);

function toChangeLine({ before, after }: Change): string {
  const [was, is] = [toScore(before), toScore(after)];
  const scores = was === is ? `Your score stays ${is}` : `Your score: ${was} before, ${is} now`;
  if (before.passed === after.passed)
    return `${scores}; ${after.passed ? 'passed' : 'not passed'}, as before.`;
  return after.passed ? `${scores}. You have passed.` : `${scores}. It is not passed any more.`;
}

function toLessonLines({ completed, voided }: { completed: string[]; voided: string[] }): string[] {
  return [
    ...(completed.length > 0 ? [`Complete by it: ${completed.join(', ')}.`] : []),
    ...(voided.length > 0 ? [`Not complete any more: ${voided.join(', ')}.`] : []),
  ];
}

const toTone = ({ before, after }: Change): NoticeWords['tone'] => {
  if (after.passed && !before.passed) return 'done';
  return after.score < before.score - 1e-9 || (before.passed && !after.passed)
    ? 'attention'
    : 'info';
};

const listed = new Intl.ListFormat('en-GB');

/** A whole sentence from what was typed. */
const toSentence = (text: string) => (/[.!?…]$/.test(text) ? text : `${text}.`);

function toOpenLine(deadlineAt: string | null, time: (instant: Date) => string): string {
  return deadlineAt === null
    ? 'You can go on with it and submit it again.'
    : `You can go on with it until ${time(new Date(deadlineAt))}; then it closes by itself.`;
}

function toStandsLine({ made, stands }: Extract<NoticeText, { kind: 'correction-decided' }>) {
  if (!made) return 'It stays as it was. You can ask again, with another reason.';
  if (!stands) return 'Your account says how it stands now, on every page and record.';
  return toNowLine(stands);
}

function toNowLine({ name, email }: { name: string; email: string | null }): string {
  const signIn = email === null ? '' : `; you sign in with ${email}`;
  return `Every page and record says ${name} now${signIn}.`;
}

function toDateLine({ dueOn, isOwn, timeZone, by }: Extract<NoticeText, { kind: 'own-date' }>) {
  const day = dueOn
    ? `the work is due ${formatDay(dueOn)}, 23:59 ${formatZone(timeZone)}`
    : 'the work has no due date';
  return isOwn ? `For you alone, ${day}. Set by ${by}.` : `For you ${day}. Changed by ${by}.`;
}

/** A notice as its reader reads it. `time`: a deadline on their clock, for an attempt that closes by itself. */
export function toNoticeWords(
  { subjectId, isOpen, text }: Pick<UnreadNotice, 'subjectId' | 'isOpen' | 'text'>,
  time: (instant: Date) => string,
): NoticeWords {
  const said = 'reason' in text ? { by: text.by, reason: toSentence(text.reason) } : null;
  const result = { href: paths.attemptResult(subjectId), label: 'See the result' };
  switch (text.kind) {
    case 'regraded':
      return {
        tone: toTone(text),
        title: `Graded again: ${text.quiz}, attempt ${text.number}`,
        lines: ['The key of this quiz was corrected.', toChangeLine(text), ...toLessonLines(text)],
        said,
        link: result,
      };
    case 'graded':
      return {
        tone: toTone(text),
        title: text.appeal
          ? `Points changed: ${text.quiz}, attempt ${text.number}`
          : `Your answer was read: ${text.quiz}, attempt ${text.number}`,
        lines: [
          `Item ${text.item}: ${formatPoints(text.points)}.`,
          toChangeLine(text),
          ...(text.pending > 0
            ? [`${countOf(text.pending, 'answer is', 'answers are')} still to be read.`]
            : []),
          ...toLessonLines(text),
        ],
        said,
        link: result,
      };
    case 'attempt-voided':
      return {
        tone: 'attention',
        title: `Voided: ${text.quiz}, attempt ${text.number}`,
        lines: ['This attempt counts for nothing any more.', ...toLessonLines(text)],
        said,
        link: result,
      };
    case 'attempt-reopened':
      return {
        tone: 'info',
        title: `Open again: ${text.quiz}, attempt ${text.number}`,
        lines: [isOpen ? toOpenLine(text.deadlineAt, time) : 'It is not open any more.'],
        said,
        link: isOpen ? { href: paths.attempt(subjectId), label: 'Go on with it' } : null,
      };
    case 'completion-voided':
      return {
        tone: 'attention',
        title: `Not complete any more: ${text.lesson}`,
        lines: [
          isOpen
            ? 'Read the lesson to its end again to complete it.'
            : 'You do not have this lesson now. Ask your instructor what it means for you.',
        ],
        said,
        link: isOpen
          ? { href: paths.lesson(text.courseId, text.lessonId), label: 'Open the lesson' }
          : null,
      };
    case 'own-date':
      return {
        tone: 'info',
        title: text.isOwn
          ? `A due date of your own: ${text.course}`
          : `Your cohort’s due date again: ${text.course}`,
        lines: [toDateLine(text)],
        said,
        link: isOpen ? { href: paths.course(text.courseId), label: 'Open the course' } : null,
      };
    case 'recovery-code-used':
      return {
        tone: 'attention',
        title: 'A recovery code was used to sign in to your account',
        lines: [
          'If that was not you, change your password and tell your academy.',
          `You have ${countOf(text.left, 'code')} left.`,
        ],
        said,
        link: { href: paths.secondFactor(), label: 'See your second factor' },
      };
    case 'second-factor-reset':
      return {
        tone: 'attention',
        title: 'Your second factor was reset',
        lines: ['Your password alone opens your account now. Set a second factor up again.'],
        said,
        link: { href: paths.secondFactor(), label: 'Set it up' },
      };
    case 'correction-decided':
      return {
        tone: text.made ? 'done' : 'info',
        title: text.made
          ? `Your name or address was corrected${text.asAsked ? ', as you asked' : ''}`
          : 'Your name or address was not corrected',
        lines: [toStandsLine(text)],
        said,
        link: { href: paths.account(), label: 'See your account' },
      };
    case 'person-corrected':
      return {
        tone: 'info',
        title: `Your ${listed.format(text.changed)} ${text.changed.length === 1 ? 'was' : 'were'} corrected`,
        lines: [
          toNowLine(text.stands),
          'You did not ask for it. If it is not right, ask for a correction in your account.',
        ],
        said,
        link: { href: paths.account(), label: 'See your account' },
      };
  }
}
