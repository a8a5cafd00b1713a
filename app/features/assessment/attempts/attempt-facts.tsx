import type { Fact } from '#app/ui/definition-list.tsx';
import { formatMinutes } from '#app/words/numbers.ts';
import type { AttemptTime, OpenAttempt } from './queries.server.ts';

type AttemptFacts = Pick<OpenAttempt, 'number' | 'policy' | 'time'> & {
  items: readonly unknown[];
  place: { module: { number: number; title: string } } | null;
  /** The time limit of an attempt whose clock does not run. */
  limitMinutes?: number | null;
};

/** What an attempt is, in words, for the block at its head. */
export function toAttemptFacts(facts: AttemptFacts): Fact[] {
  const { number, policy, place, items, time, limitMinutes } = facts;
  // Voided attempts keep their numbers, so the number may go beyond what the policy allows.
  const attempt = number <= (policy.attempts ?? 0) ? `${number} of ${policy.attempts}` : number;
  return [
    { term: 'Attempt', detail: attempt },
    { term: 'Items', detail: items.length },
    policy.practice
      ? { term: 'Practice', detail: 'counts for nothing' }
      : { term: 'To pass', detail: `${policy.passMark}%` },
    ...(time ? [{ term: 'Open until', detail: untilWords(time) }] : []),
    ...(limitMinutes
      ? [{ term: 'Time', detail: `${formatMinutes(limitMinutes)} from the start` }]
      : []),
    ...(place ? [{ term: 'Module', detail: `${place.module.number}. ${place.module.title}` }] : []),
  ];
}

function untilWords({ deadlineText, minutes, limitMinutes, factor, closesAtDue }: AttemptTime) {
  if (closesAtDue) return `${deadlineText}, when the course is due`;
  const own = factor === null ? '' : `: ${limitMinutes} × ${factor}, your extra time`;
  return `${deadlineText} (${formatMinutes(minutes ?? 0)}${own})`;
}
