import { toDistinctName } from '#app/names.ts';
import { type Grid, type GridRow, listOpen, type QuizName } from './grid-rules.ts';

/**
 * Pure decisions about "who needs me today?": the reasons, the people, whom to name first. Client-safe: no I/O.
 */

/** Why a cadet needs the instructor, gravest first. */
export type NeedReason = 'used-up' | 'failed' | 'implausible' | 'rereads' | 'behind' | 'not-seen';

/** A cadet who is named, with what is known: quizzes, lessons done or in question, or the last trace. */
export type NeedPerson = {
  id: string;
  name: string;
  quizzes: readonly QuizName[];
  done: number;
  /** Lessons expected of them by today; null without a due date. */
  expected: number | null;
  /** The due date that holds for them, where it is not the cohort's. */
  own: GridRow['own'];
  implausible: number;
  rereads: number;
  lastSeenAt: Date | null;
};

/** One reason: how many it concerns, and those of them who are asked for by name, the gravest case first. */
export type Need = { reason: NeedReason; count: number; people: NeedPerson[] };

/** How many cadets of a cohort a list names before it says "and n more". */
const mostNamed = 50;

const reasons: readonly {
  reason: NeedReason;
  concerns: (row: GridRow) => boolean;
  weight: (row: GridRow) => number;
}[] = [
  {
    reason: 'used-up',
    concerns: (row) => row.usedUp.length > 0,
    weight: (row) => row.usedUp.length,
  },
  {
    // Someone without attempts left is named for that alone.
    reason: 'failed',
    concerns: (row) => listOpen(row).length > 0,
    weight: (row) => row.failed.length,
  },
  {
    reason: 'implausible',
    concerns: (row) => row.implausible > 0,
    weight: (row) => row.implausible,
  },
  {
    reason: 'rereads',
    concerns: (row) => row.rereads > 0,
    weight: (row) => row.rereads,
  },
  {
    reason: 'behind',
    concerns: (row) => row.behindBy > 0,
    weight: (row) => row.behindBy,
  },
  {
    reason: 'not-seen',
    concerns: (row) => row.unseenDays !== null,
    weight: (row) => row.unseenDays ?? 0,
  },
];

function toPerson(row: GridRow, reason: NeedReason, cohorts: number | null): NeedPerson {
  const { id, done, own, implausible, rereads, lastSeenAt, usedUp } = row;
  const quizzes = reason === 'used-up' ? usedUp : reason === 'failed' ? listOpen(row) : [];
  const name = toDistinctName(row, row.namesake);
  const expected = own ? own.expected : cohorts;
  return { id, name, quizzes, done, expected, own, implausible, rereads, lastSeenAt };
}

/**
 * Who needs the instructor, by reason, the gravest first; reasons that concern nobody are left out, and so are people
 * whose account is disabled.
 * @param asked the reason whose people are named
 */
export function toNeeds(grid: Pick<Grid, 'rows' | 'expected'>, asked?: NeedReason): Need[] {
  return reasons.flatMap(({ reason, concerns, weight }) => {
    const rows = grid.rows.filter((row) => !row.disabled && concerns(row));
    if (rows.length === 0) return [];
    if (reason !== asked) return [{ reason, count: rows.length, people: [] }];
    // Rows come in the order of names, which a stable sort keeps among cases of the same weight.
    const first = rows.toSorted((a, b) => weight(b) - weight(a));
    const people = first.slice(0, mostNamed).map((row) => toPerson(row, reason, grid.expected));
    return [{ reason, count: rows.length, people }];
  });
}

/** All reasons, the gravest first. */
export const needReasons: readonly NeedReason[] = reasons.map(({ reason }) => reason);

/** How many cadets each reason concerns, in all of these courses. */
export function countNeeds(needs: readonly Need[]): Record<NeedReason, number> {
  const counts: Record<NeedReason, number> = {
    'used-up': 0,
    failed: 0,
    implausible: 0,
    rereads: 0,
    behind: 0,
    'not-seen': 0,
  };
  for (const { reason, count } of needs) counts[reason] += count;
  return counts;
}

/** The reason that an address asks for by name. */
export function findReason(wanted: string | null): NeedReason | undefined {
  return needReasons.find((reason) => reason === wanted);
}
