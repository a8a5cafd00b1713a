import type { GradedAttempt, GradingKind } from './schema.ts';

/** What became of an attempt after it was submitted, in order and in words. Pure: no I/O. */

/** Something that happened to an attempt. `by` null: Rapport, by rule. `result` null: nothing was graded. */
export type HistoryEntry = {
  id: string;
  what: string;
  at: Date;
  by: string | null;
  reason: string | null;
  result: HistoryResult | null;
};

/** A grading in figures. `counts`: the one that counts now. `pending`: answers that waited for an instructor. */
export type HistoryResult = {
  points: number;
  maxPoints: number;
  score: number;
  passed: boolean;
  pending: number;
  counts: boolean;
};

type Grading = Omit<HistoryResult, 'counts'> & {
  id: string;
  sequence: number;
  kind: GradingKind;
  gradedAt: Date;
  by: string | null;
  reason: string | null;
};

/** What was decided about an attempt, by whom, and why. */
type Decision = { at: Date; by: string | null; reason: string | null };

/** What the records say of an attempt. Gradings by their sequence. */
export type HistoryFacts = {
  gradings: readonly Grading[];
  reopenings: readonly (Decision & { id: string })[];
  voided: Decision | null;
};

function toWords({ kind, sequence }: Grading): string {
  switch (kind) {
    case 'original':
      return sequence === 1 ? 'Graded' : 'Graded when it was closed again';
    case 'key-fix':
      return 'Graded again, by a corrected key';
    case 'manual':
      return 'An answer was read';
    case 'appeal':
      return 'Points changed on appeal';
    default:
      return kind satisfies never;
  }
}

/** The history of an attempt, first to last. */
export function toHistory({ gradings, reopenings, voided }: HistoryFacts): HistoryEntry[] {
  const newest = gradings.at(-1);
  const entries: HistoryEntry[] = gradings.map((grading) => {
    const { id, gradedAt: at, by, reason, points, maxPoints, score, passed, pending } = grading;
    const counts = grading === newest && !voided;
    const result = { points, maxPoints, score, passed, pending, counts };
    return { id, what: toWords(grading), at, by, reason, result };
  });
  for (const reopening of reopenings)
    entries.push({ ...reopening, what: 'Opened again', result: null });
  if (voided) entries.push({ id: 'voided', what: 'Voided', ...voided, result: null });
  return entries.sort((one, other) => one.at.getTime() - other.at.getTime());
}

/** A grading to append. `sequence`: of the grading that counted when it was made. */
export type GradingDraft = {
  attemptId: string;
  userId: string;
  sequence: number;
  revisionId: string;
  before: GradedAttempt;
  after: GradedAttempt;
};

/** Where the attempts belong. `lessonIds`: lessons that a pass of the quiz completes. */
export type QuizSeat = { quizId: string; courseId: string; lessonIds: readonly string[] };

/** What became complete, and what is not any more, by user: titles of lessons. */
export type Consequences = ReadonlyMap<string, { completed: string[]; voided: string[] }>;

/** How an attempt stood when it was looked at: what a change to it takes for granted. */
export type AttemptMark = { id: string; status: string; sequence: number };

/** One text that says how attempts stand, whatever their order: two are equal when nothing was changed in between. */
export function toMarks(attempts: readonly AttemptMark[]): string {
  const marks = attempts.map(({ id, status, sequence }) => `${id} ${status} ${sequence}`);
  return marks.sort().join('\n');
}

/** What was completed and voided, by user. */
export function toConsequences(
  completed: readonly { userId: string; title: string }[],
  voided: readonly { userId: string; title: string }[],
): Consequences {
  const found = new Map<string, { completed: string[]; voided: string[] }>();
  const of = (userId: string) => {
    const own = found.get(userId) ?? { completed: [], voided: [] };
    found.set(userId, own);
    return own;
  };
  for (const { userId, title } of completed) of(userId).completed.push(title);
  for (const { userId, title } of voided) of(userId).voided.push(title);
  return found;
}
