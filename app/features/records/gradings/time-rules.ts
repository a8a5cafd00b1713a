import type { QuizPolicy } from '#app/features/curriculum/courses/frontmatter-schema.ts';
import { givenAfterMs } from './answer-rules.ts';

/**
 * When an attempt ends. A deadline is an instant on the server's clock, fixed when the attempt starts; extra time, another due
 * date and a course that was away move it, and only to later, unless time that was given is not needed after all. Pure: no I/O.
 */

const minuteMs = 60_000;

/** How long after the deadline an answer that was given before it is still counted: it was on its way. */
export const graceMs = 15_000;

/** Factors of extra time that can be granted; null: no time limit. */
export const extraTimeFactors = [1.25, 1.5, 2, null] as const;

/** More time for one person, as granted: times the limit, or null for no limit. */
export type ExtraTimeFactor = (typeof extraTimeFactors)[number];

/** `Attempt.extraTime` of a person without a time limit; null there means no extra time. */
const noLimit = 0;

/** The time a quiz gives a person. `minutes` null: no limit for them. `factor` null: no extra time, or no limit at all. */
export type PersonalTime = { limitMinutes: number; factor: number | null; minutes: number | null };

/** Extra time in force for a person, as far as these rules need it. */
export type Extra = { factor: number | null } | null;

/** The time that a quiz gives a person with this extra time, or null when the quiz has no time limit. */
export function toPersonalTime(
  { timeLimitMinutes: limitMinutes }: Pick<QuizPolicy, 'timeLimitMinutes'>,
  extra: Extra,
): PersonalTime | null {
  if (limitMinutes === null) return null;
  if (!extra) return { limitMinutes, factor: null, minutes: limitMinutes };
  const { factor } = extra;
  return { limitMinutes, factor, minutes: factor === null ? null : limitMinutes * factor };
}

/** What `Attempt.extraTime` holds for a person with this extra time. */
export function toStoredFactor(extra: Extra): number | null {
  return extra ? (extra.factor ?? noLimit) : null;
}

/** The extra time that `Attempt.extraTime` holds. */
export function fromStoredFactor(stored: number | null): Extra {
  return stored === null ? null : { factor: stored === noLimit ? null : stored };
}

/** The instant at which the due date closes attempts at a quiz, or null when it closes none. */
export function toClosing(policy: Pick<QuizPolicy, 'afterDue'>, due: Date | null): Date | null {
  return policy.afterDue === 'closed' ? due : null;
}

/**
 * The deadline of an attempt: when the person's time is over, or the due date closes the quiz, whichever comes first;
 * null when neither does.
 */
export function toDeadline(
  policy: Pick<QuizPolicy, 'timeLimitMinutes' | 'afterDue'>,
  startedAt: Date,
  extra: Extra,
  due: Date | null,
): Date | null {
  const minutes = toPersonalTime(policy, extra)?.minutes ?? null;
  const closing = toClosing(policy, due);
  if (minutes === null) return closing;
  const limit = new Date(startedAt.getTime() + minutes * minuteMs);
  return closing && closing < limit ? closing : limit;
}

/**
 * The deadline of an open attempt whose due date was moved, or whose course was away for `awayMs`, which it gets back: never
 * earlier than the one `before`, except for time given back that the course is not away after all (`awayMs` below 0).
 */
export function followDeadline(
  before: Date,
  policy: Pick<QuizPolicy, 'timeLimitMinutes' | 'afterDue'>,
  {
    startedAt,
    extra,
    due,
    awayMs,
  }: { startedAt: Date; extra: Extra; due: Date | null; awayMs: number },
): Date | null {
  const limit = toDeadline({ ...policy, afterDue: 'open' }, startedAt, extra, null);
  const back = (end: Date) => new Date(end.getTime() + awayMs);
  if (policy.afterDue !== 'closed' || (awayMs < 0 && limit)) return back(before);
  const own = limit && back(limit < before ? before : limit);
  const ends = [own, due].flatMap((end) => end ?? []).sort((one, other) => +one - +other);
  return laterDeadline(before, ends[0] ?? null);
}

/** The later of two deadlines, where null is none at all: what was given to an attempt is never taken back. */
export function laterDeadline(one: Date | null, other: Date | null): Date | null {
  if (!one || !other) return null;
  return one < other ? other : one;
}

/** Whether the time is up: answers given from now on do not count. */
export function isTimeUp(deadlineAt: Date | null, now: Date): boolean {
  return deadlineAt !== null && now.getTime() > deadlineAt.getTime();
}

/** Whether answers that were on their way at the deadline have had their time too: the attempt can be graded. */
export function isGraceOver(deadlineAt: Date | null, now: Date): boolean {
  return deadlineAt !== null && deadlineAt < toGraceEdge(now);
}

/** The deadline whose grace ends now. An attempt with an earlier one has closed and can be graded, whatever its status. */
export function toGraceEdge(now: Date): Date {
  return new Date(now.getTime() - graceMs);
}

/**
 * Whether an answer that comes now counts: before the deadline always; within the grace when its own sequence number
 * says that it was given before the deadline.
 */
export function isInTime(
  { startedAt, deadlineAt }: { startedAt: Date; deadlineAt: Date | null },
  seq: number,
  now: Date,
): boolean {
  if (!deadlineAt || !isTimeUp(deadlineAt, now)) return true;
  const givenAt = startedAt.getTime() + givenAfterMs(seq);
  return !isGraceOver(deadlineAt, now) && givenAt <= deadlineAt.getTime();
}

/** Milliseconds left until a deadline, never below 0; null without one. */
export function toRemaining(deadlineAt: Date | null, now: Date): number | null {
  return deadlineAt && Math.max(0, deadlineAt.getTime() - now.getTime());
}
