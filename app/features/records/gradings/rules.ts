import type { QuizPolicy } from '#app/features/curriculum/courses/frontmatter-schema.ts';
import type { Release } from '#app/features/curriculum/items/shown-schema.ts';
import type { AttemptStatus } from './schema.ts';
import { toClosing } from './time-rules.ts';

/** Pure decisions about attempts: whether one may start, what a finished one releases. No I/O. */

/** An attempt with what its newest grading says, as far as these rules need it. `submittedAt`: when it was closed. */
export type AttemptFacts = {
  status: AttemptStatus;
  submittedAt: Date | null;
  passed: boolean | null;
  points: number | null;
  maxPoints: number | null;
  pending: number;
};

const isFinished = ({ status }: Pick<AttemptFacts, 'status'>) =>
  status === 'submitted' || status === 'expired';

/**
 * Whether an attempt was failed for good. One whose texts an instructor has still to read is not, as long as they could
 * bring it to the pass mark (percent; null: unknown, so that they could).
 */
export function isFailed(attempt: AttemptFacts, passMark: number | null): boolean {
  const { passed, pending, points, maxPoints } = attempt;
  if (!isFinished(attempt) || passed !== false) return false;
  if (pending === 0) return true;
  const reach = ((points ?? 0) + pending) * 100;
  return passMark !== null && reach < passMark * (maxPoints ?? 0) - 1e-9;
}

/**
 * Whether another attempt may start, and what is left. `left` and `allowed` null = as many as needed. `start`: yes, go on
 * with the open one, or the first thing in the way. `waitUntil`: the end of a waiting time that is not over.
 * `remediation`: lessons to read to the end again first. `courseCap`: failed attempts over all quizzes of the course, and
 * how many there may be before an instructor decides.
 */
export type Allowance = {
  used: number;
  left: number | null;
  allowed: number | null;
  start:
    | 'may-start'
    | 'may-resume'
    | 'passed'
    | 'used-up'
    | 'course-cap'
    | 'closed'
    | 'remediation'
    | 'waiting';
  waitUntil: Date | null;
  remediation: string[];
  courseCap: CourseCap | null;
  practice: boolean;
};

/** Failed attempts over a course, and how many there may be. */
export type CourseCap = { used: number; allowed: number };

/**
 * What beside the attempts decides: the time; when the assignment is due; the failures over the course, where it has a
 * cap; and when the cadet last reached the end of each lesson of the course that the policy names (null: never).
 */
export type AllowanceFacts = {
  now: Date;
  due: Date | null;
  courseCap: CourseCap | null;
  lastEnds: ReadonlyMap<string, Date | null>;
};

const hourMs = 3_600_000;

/**
 * The attempts of a cadet at a quiz against its policy. Voided attempts do not count. An open attempt counts as used
 * and is resumed. After a pass there is nothing more to earn, and what may be shown after a pass (the correct options)
 * would make a further attempt worthless, so none starts. Practice asks nothing but that the quiz is not closed.
 * Whatever is in the way, nothing else follows from it by itself: what comes next is an instructor's decision.
 */
export function toAllowance(
  policy: QuizPolicy,
  attempts: readonly AttemptFacts[],
  { now, due, courseCap, lastEnds }: AllowanceFacts,
): Allowance {
  const { practice } = policy;
  const counting = attempts.filter(({ status }) => status !== 'voided');
  const used = counting.length;
  const allowed = practice ? null : policy.attempts;
  const left = allowed === null ? null : Math.max(0, allowed - used);
  const closing = toClosing(policy, due);
  const closed = closing !== null && now >= closing;
  const waitUntil = practice ? null : findWait(policy, counting, now);
  const remediation = practice ? [] : findUnread(policy, counting, lastEnds);
  const cap = practice ? null : courseCap;
  const passed = !practice && counting.some((attempt) => attempt.passed);
  let start: Allowance['start'] = 'may-start';
  if (counting.some(({ status }) => status === 'open')) start = 'may-resume';
  else if (passed) start = 'passed';
  else if (left === 0) start = 'used-up';
  else if (cap && cap.used >= cap.allowed) start = 'course-cap';
  else if (closed) start = 'closed';
  else if (remediation.length > 0) start = 'remediation';
  else if (waitUntil) start = 'waiting';
  return { used, left, allowed, start, waitUntil, remediation, courseCap: cap, practice };
}

function lastEnd(attempts: readonly AttemptFacts[]): Date | null {
  const ends = attempts.flatMap(({ submittedAt }) => (submittedAt ? [submittedAt.getTime()] : []));
  return ends.length === 0 ? null : new Date(Math.max(...ends));
}

function findWait(policy: QuizPolicy, counting: readonly AttemptFacts[], now: Date): Date | null {
  const last = lastEnd(counting);
  if (!last) return null;
  const until = new Date(last.getTime() + policy.waitHours * hourMs);
  return until > now ? until : null;
}

function findUnread(
  policy: QuizPolicy,
  counting: readonly AttemptFacts[],
  lastEnds: AllowanceFacts['lastEnds'],
): string[] {
  const failedAt = lastEnd(counting.filter((attempt) => isFailed(attempt, policy.passMark)));
  if (!failedAt) return [];
  // A lesson that is no longer published cannot be read, and is not asked for.
  return policy.remediation.filter((lessonId) => {
    const readAt = lastEnds.get(lessonId);
    return readAt !== undefined && (readAt === null || readAt <= failedAt);
  });
}

/**
 * What the policy releases of an attempt. `after-pass` means that the cadet has passed the quiz, in this attempt or
 * another; `after-due` that the assignment is due, and without a due date the same as `after-pass`: right answers that
 * wait for nothing would make the next attempt worthless. Nothing is released while any attempt at the quiz is open: it
 * could be answered from the result of an earlier one.
 */
export function toRelease(
  policy: QuizPolicy,
  attempt: Pick<AttemptFacts, 'status'>,
  all: readonly Pick<AttemptFacts, 'status' | 'passed'>[],
  { now, due }: Pick<AllowanceFacts, 'now' | 'due'>,
): Release {
  const anyOpen = all.some((other) => other.status === 'open');
  const passed = all.some((other) => other.status !== 'voided' && other.passed);
  const isMet: Record<QuizPolicy['feedback'], boolean> = {
    'after-submit': true,
    'after-pass': passed,
    'after-due': due ? now >= due : passed,
    never: false,
  };
  const opens = (rule: QuizPolicy['feedback']) => isFinished(attempt) && !anyOpen && isMet[rule];
  return { feedback: opens(policy.feedback), correctOptions: opens(policy.correctOptions) };
}
