import { paths } from '#app/paths.ts';
import { countOf, formatPercent, formatPoints, noPoints } from '#app/words/numbers.ts';
import type { NoticeText, UnreadNotice } from './schema.ts';

/** How a notice reads. Pure: no I/O here. */

/**
 * A notice in words. `tone`: good news, news, or something that is lost. `said`: what who decided wrote, apart from what
 * Rapport says. `link`: where to see it; null: nowhere any more.
 */
export type NoticeWords = {
  tone: 'done' | 'info' | 'attention';
  title: string;
  lines: string[];
  said: { by: string; reason: string };
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

/** A whole sentence from what was typed. */
const toSentence = (text: string) => (/[.!?…]$/.test(text) ? text : `${text}.`);

function toOpenLine(deadlineAt: string | null, time: (instant: Date) => string): string {
  return deadlineAt === null
    ? 'You can go on with it and submit it again.'
    : `You can go on with it until ${time(new Date(deadlineAt))}; then it closes by itself.`;
}

/** A notice as its reader reads it. `time`: a deadline on their clock, for an attempt that closes by itself. */
export function toNoticeWords(
  { subjectId, isOpen, text }: Pick<UnreadNotice, 'subjectId' | 'isOpen' | 'text'>,
  time: (instant: Date) => string,
): NoticeWords {
  const said = { by: text.by, reason: toSentence(text.reason) };
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
        lines: ['Read the lesson to its end again to complete it.'],
        said,
        link: { href: paths.lesson(text.courseId, text.lessonId), label: 'Open the lesson' },
      };
    case 'correction-decided':
      return {
        tone: text.made ? 'done' : 'info',
        title: text.made
          ? 'Your name or address was corrected, as you asked'
          : 'Your name or address was not corrected',
        lines: [
          text.made
            ? 'Your account says how it stands now, on every page and record.'
            : 'It stays as it was. You can ask again, with another reason.',
        ],
        said,
        link: { href: paths.account(), label: 'See your account' },
      };
  }
}
