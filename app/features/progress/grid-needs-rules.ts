import { toDistinctName } from '#app/names.ts';
import type { Grid, GridRow, QuizName } from './grid-rules.ts';
import type { Show } from './grid-view-rules.ts';

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
  /** The due date that holds for them, where it is not the cohort's. */
  own: GridRow['own'];
  implausible: number;
  rereads: number;
  lastSeenAt: Date | null;
};

/** One reason with all whom it concerns: the first few are named, `count` is all of them. */
export type Need = { reason: NeedReason; count: number; people: NeedPerson[]; show: Show };

/** How many cadets a sentence names before it says "and n more". */
const namedPerNeed = 3;

/** Failed quizzes with an attempt left. */
function listOpen({ failed, usedUp }: GridRow): QuizName[] {
  return failed.filter(({ id }) => !usedUp.some((quiz) => quiz.id === id));
}

const reasons: readonly {
  reason: NeedReason;
  show: Show;
  concerns: (row: GridRow) => boolean;
  weight: (row: GridRow) => number;
}[] = [
  {
    reason: 'used-up',
    show: 'failed',
    concerns: (row) => row.usedUp.length > 0,
    weight: (row) => row.usedUp.length,
  },
  {
    // Someone without attempts left is named for that alone.
    reason: 'failed',
    show: 'failed',
    concerns: (row) => listOpen(row).length > 0,
    weight: (row) => row.failed.length,
  },
  {
    reason: 'implausible',
    show: 'implausible',
    concerns: (row) => row.implausible > 0,
    weight: (row) => row.implausible,
  },
  {
    reason: 'rereads',
    show: 'rereads',
    concerns: (row) => row.rereads > 0,
    weight: (row) => row.rereads,
  },
  {
    reason: 'behind',
    show: 'behind',
    concerns: (row) => row.behindBy > 0,
    weight: (row) => row.behindBy,
  },
  {
    reason: 'not-seen',
    show: 'not-seen',
    concerns: (row) => row.unseenDays !== null,
    weight: (row) => row.unseenDays ?? 0,
  },
];

function toPerson(row: GridRow, reason: NeedReason): NeedPerson {
  const { id, done, own, implausible, rereads, lastSeenAt, usedUp } = row;
  const quizzes = reason === 'used-up' ? usedUp : reason === 'failed' ? listOpen(row) : [];
  const name = toDistinctName(row, row.namesake);
  return { id, name, quizzes, done, own, implausible, rereads, lastSeenAt };
}

/**
 * Who needs the instructor, by reason, gravest reason and gravest case first; reasons that concern nobody are left out,
 * and so are people whose account is disabled.
 */
export function toNeeds(grid: Pick<Grid, 'rows'>): Need[] {
  return reasons.flatMap(({ reason, show, concerns, weight }) => {
    const rows = grid.rows.filter((row) => !row.disabled && concerns(row));
    if (rows.length === 0) return [];
    // Rows come in the order of names, which a stable sort keeps among cases of the same weight.
    const first = rows.toSorted((a, b) => weight(b) - weight(a));
    const people = first.slice(0, namedPerNeed).map((row) => toPerson(row, reason));
    return [{ reason, show, count: rows.length, people }];
  });
}
