/** What the records say of a cadet, before any course or schedule is laid over it. Client-safe: no I/O. */

/**
 * The newest completion of a lesson that stands. `at`: its instant, as text that `Date.parse` reads; `activeSeconds`: what
 * was measured by then; `accepted`: an instructor accepted it though that was hardly anything.
 */
export type Completed = { at: string; minutes: number; activeSeconds: number; accepted: boolean };

/** One attempt that counts (voided ones are left out). `score` (0..1; null too where there was nothing to score) and `passed` are those of the grading that counts. */
export type AttemptFact = {
  quizId: string;
  number: number;
  status: string;
  score: number | null;
  passed: boolean;
};

/** Where a cadet stands in a quiz. `best`: highest score, 0..1, or null while there is none. */
export type QuizStanding = {
  attempts: number;
  best: number | null;
  passed: boolean;
  open: boolean;
  lastFailed: boolean;
};

/** What the records say of one cadet; lessons and quizzes of other courses may be among them. */
export type CadetFacts = {
  id: string;
  name: string;
  email: string | null;
  badgeNumber: string | null;
  /** The account is disabled: nothing is expected of its owner. */
  disabled: boolean;
  enrolledAt: Date;
  lastSeenAt: Date | null;
  /** By lesson. */
  completions: ReadonlyMap<string, Completed>;
  /** Seconds at work in each lesson that was opened, by lesson; of one course, see `listFacts`. */
  activeSeconds: ReadonlyMap<string, number>;
  /** By quiz. */
  quizzes: ReadonlyMap<string, QuizStanding>;
  /** Lessons whose new edition the course asks for, and which was not read yet: the edition that was completed, by lesson. */
  rereads: ReadonlyMap<string, number>;
};

/** Where each quiz stands, by quiz id, from the attempts of one cadet that count. */
export function toQuizStandings(attempts: readonly AttemptFact[]): Map<string, QuizStanding> {
  const standings = new Map<string, QuizStanding>();
  for (const attempt of attempts.toSorted((a, b) => a.number - b.number)) {
    const { quizId, status, score, passed } = attempt;
    const before = standings.get(quizId);
    const graded = status !== 'open' && (score !== null || passed);
    standings.set(quizId, {
      attempts: (before?.attempts ?? 0) + 1,
      best: score === null ? (before?.best ?? null) : Math.max(score, before?.best ?? 0),
      passed: passed || (before?.passed ?? false),
      open: status === 'open' || (before?.open ?? false),
      lastFailed: graded ? !passed : (before?.lastFailed ?? false),
    });
  }
  return standings;
}
