import type {
  PublishedCourse,
  PublishedLesson,
  PublishedModule,
  PublishedQuiz,
} from '#app/features/curriculum/courses/published-schema.ts';
import type { DueState } from '#app/features/people/cohorts/rules.ts';
import { judgeTime } from './measured-time-rules.ts';
import {
  beatLimitSeconds,
  type CompletionRule,
  type LessonState,
  type RuleLine,
} from './schema.ts';

/** Pure decisions about progress: when a lesson is complete, how it stands, what comes next. No I/O. */

/** What the completion rule looks at: the lesson as published now, and what the cadet did in it so far. */
export type CompletionFacts = {
  reachedEnd: boolean;
  leastMinutes: number;
  activeSeconds: number;
  requiredChecks: readonly string[];
  answeredChecks: ReadonlySet<string>;
  quiz: QuizDemand | null;
};

/** The quiz that a module's lessons wait for; `id` null when the module asks for one that is not published. */
export type QuizDemand = { id: string | null; title: string; passed: boolean };

/** The completion rule of one lesson, part by part, and whether every part is met. */
export type CompletionVerdict = { met: boolean; lines: RuleLine[]; rule: CompletionRule };

/**
 * Applies the completion rule: the end was reached, the least time was measured where the course asks for one, every
 * required check was answered (rightly or not: checks are for learning), and the module's quiz was passed where the module
 * asks for it. Parts a lesson does not have are left out.
 */
export function applyCompletionRule(facts: CompletionFacts): CompletionVerdict {
  const lines: RuleLine[] = [
    {
      rule: 'reached-end',
      met: facts.reachedEnd,
      text: facts.reachedEnd ? 'You read to the end.' : 'Read to the end of the lesson.',
    },
  ];
  const { leastMinutes, activeSeconds } = facts;
  if (leastMinutes > 0)
    lines.push({ rule: 'time-measured', ...judgeTime(leastMinutes, activeSeconds) });
  const open = facts.requiredChecks.filter((id) => !facts.answeredChecks.has(id));
  const total = facts.requiredChecks.length;
  if (total > 0) {
    lines.push({
      rule: 'checks-answered',
      met: open.length === 0,
      text: checksText(total, open.length),
      check: open[0],
    });
  }
  if (facts.quiz)
    lines.push({ rule: 'quiz-passed', met: facts.quiz.passed, text: quizText(facts.quiz) });
  return {
    met: lines.every((line) => line.met),
    lines,
    rule: {
      reachedEnd: true,
      checks: [...facts.requiredChecks],
      quiz: facts.quiz?.id ?? null,
      leastMinutes: leastMinutes || undefined,
    },
  };
}

function checksText(total: number, open: number): string {
  if (open === 0)
    return total === 1 ? 'You answered the check.' : `You answered all ${total} checks.`;
  if (total === 1) return 'Answer the check.';
  if (open === total) return `Answer the ${total} checks.`;
  return `Answer ${open} more of the ${total} checks.`;
}

function quizText(quiz: QuizDemand): string {
  if (quiz.passed) return `You passed “${quiz.title}”.`;
  return quiz.id
    ? `Pass “${quiz.title}”.`
    : 'Pass the quiz of this module. It is not published yet: nothing for you to do until then.';
}

/** What a module demands beyond its lessons: its quiz where it requires one, with the cadet's result; never practice. */
export function toQuizDemand(
  module: Pick<PublishedModule, 'requiresQuiz' | 'quiz'>,
  hasPassed: (quizId: string) => boolean,
): QuizDemand | null {
  const { quiz } = module;
  if (!module.requiresQuiz || quiz?.policy.practice) return null;
  return quiz
    ? { id: quiz.id, title: quiz.title, passed: hasPassed(quiz.id) }
    : { id: null, title: 'the quiz', passed: false };
}

/**
 * What is known of one lesson of a cadet. `block` and `lastBlock` are 0-based; times in ms since the epoch; `activeSeconds`
 * measured so far.
 */
export type LessonStanding = {
  done: boolean;
  viewed: boolean;
  reachedEnd: boolean;
  activeSeconds: number;
  block: number;
  lastBlock: number;
  lastViewedAt: number;
  answeredChecks: ReadonlySet<string>;
};

/** The standing of a lesson that was never opened. */
export const untouched: LessonStanding = {
  done: false,
  viewed: false,
  reachedEnd: false,
  activeSeconds: 0,
  block: 0,
  lastBlock: 0,
  lastViewedAt: 0,
  answeredChecks: new Set(),
};

/** How a lesson stands for the cadet; everything not done is overdue once its assignment is. */
export function toLessonState(
  standing: Pick<LessonStanding, 'done' | 'viewed' | 'reachedEnd'> | undefined,
  due: DueState,
): LessonState {
  if (standing?.done) return 'done';
  if (due === 'overdue') return 'overdue';
  if (!standing?.viewed) return 'open';
  return standing.reachedEnd ? 'waiting' : 'under-way';
}

/** The words for a lesson's state, as pages and tables say them. */
export const lessonStateWords: Record<LessonState, string> = {
  open: 'Not started',
  'under-way': 'Under way',
  waiting: 'Read, not complete yet',
  done: 'Done',
  overdue: 'Overdue',
};

/**
 * How much of a report of active time counts, in seconds: never more than one report may claim, nor than went by on the
 * server's clock since the lesson was last seen open.
 * @param claimed seconds the browser reports
 * @param sinceLastSeen milliseconds since the last view or report
 * @param limit the most seconds that one report may claim
 */
export function capActiveSeconds(
  claimed: number,
  sinceLastSeen: number,
  limit = beatLimitSeconds,
): number {
  const most = Math.min(claimed, limit, sinceLastSeen / 1000);
  return Math.max(0, Math.floor(most));
}

/** Certified minutes of the lessons that are done, and of all lessons. */
export function sumMinutes(
  lessons: readonly Pick<PublishedLesson, 'id' | 'minutes'>[],
  isDone: (lessonId: string) => boolean,
): { done: number; total: number } {
  let done = 0;
  let total = 0;
  for (const lesson of lessons) {
    total += lesson.minutes;
    if (isDone(lesson.id)) done += lesson.minutes;
  }
  return { done, total };
}

/** Where a cadet goes next in a course. */
export type NextStep =
  | { kind: 'lesson'; module: PublishedModule; lesson: PublishedLesson; standing: LessonStanding }
  | { kind: 'quiz'; module: PublishedModule; quiz: PublishedQuiz };

/** The completion rule of a lesson in its module, applied to how it stands. */
export function judgeLesson(
  module: Pick<PublishedModule, 'requiresQuiz' | 'quiz'>,
  lesson: Pick<PublishedLesson, 'requiredChecks' | 'leastMinutes'>,
  standing: Pick<LessonStanding, 'reachedEnd' | 'activeSeconds' | 'answeredChecks'>,
  hasPassed: (quizId: string) => boolean,
): CompletionVerdict {
  return applyCompletionRule({
    reachedEnd: standing.reachedEnd,
    leastMinutes: lesson.leastMinutes,
    activeSeconds: standing.activeSeconds,
    requiredChecks: lesson.requiredChecks,
    answeredChecks: standing.answeredChecks,
    quiz: toQuizDemand(module, hasPassed),
  });
}

/**
 * What is left in a course, what comes next first: unread lessons, the one opened last before the others, then each lesson
 * in order with something left to do in it; the quiz of a module comes after its lessons.
 */
export function listNextSteps(
  course: Pick<PublishedCourse, 'modules'>,
  standings: ReadonlyMap<string, LessonStanding>,
  hasPassed: (quizId: string) => boolean,
): NextStep[] {
  const steps: NextStep[] = [];
  for (const module of course.modules) {
    for (const lesson of module.lessons) {
      const standing = standings.get(lesson.id) ?? untouched;
      if (standing.done) continue;
      const open = judgeLesson(module, lesson, standing, hasPassed).lines.filter(({ met }) => !met);
      const onlyQuiz = open.length === 1 && open[0]?.rule === 'quiz-passed';
      if (!onlyQuiz) steps.push({ kind: 'lesson', module, lesson, standing });
    }
    const { quiz } = module;
    if (quiz && toQuizDemand(module, hasPassed)?.passed === false) {
      steps.push({ kind: 'quiz', module, quiz });
    }
  }
  const begun = steps
    .filter((step) => step.kind === 'lesson' && step.standing.viewed && !step.standing.reachedEnd)
    .sort((a, b) => openedAt(b) - openedAt(a));
  return [...begun, ...steps.filter((step) => !begun.includes(step))];
}

const openedAt = (step: NextStep) => (step.kind === 'lesson' ? step.standing.lastViewedAt : 0);
