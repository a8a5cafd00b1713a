import type { ChangeClass, QuizPolicy } from './frontmatter-schema.ts';

/** The curriculum as published now, held in memory. Types only. */

/**
 * A lesson in the published tree. `number` is its place for readers, such as '1.2'; `requiredChecks` counts scenarios.
 * `leastMinutes`: that must be measured before it is complete; 0: none.
 */
export type PublishedLesson = {
  id: string;
  number: string;
  title: string;
  summary: string;
  minutes: number;
  edition: number;
  practiceMinutes: number;
  leastMinutes: number;
  revisionId: string;
  requiredChecks: string[];
  blockCount: number;
};

/**
 * A lesson that no cadet gets for now: local rules that it needs are not written (`openRules`), and no administrator has
 * opened it without them. It is in no count, no order and no quiz; those who teach it and its authors read it.
 */
export type HeldLesson = PublishedLesson & { openRules: string[] };

/**
 * A quiz in the published tree. `itemCount`: how many items an attempt has; `poolSize`: how many may be asked now;
 * `unasked`: ids of the others, which are about lessons held back.
 */
export type PublishedQuiz = {
  id: string;
  title: string;
  summary: string;
  revisionId: string;
  policy: QuizPolicy;
  itemCount: number;
  poolSize: number;
  unasked: string[];
};

/** A practical in the published tree. */
export type PublishedPractical = {
  id: string;
  title: string;
  summary: string;
  minutes: number;
  revisionId: string;
};

/** A survey in the published tree. */
export type PublishedSurvey = {
  id: string;
  title: string;
  summary: string;
  minutes: number;
  revisionId: string;
};

/** A module in the published tree, lessons in order; `heldBack`: those of its lessons that no cadet gets for now. */
export type PublishedModule = {
  id: string;
  number: number;
  title: string;
  summary: string;
  html: string;
  revisionId: string;
  requiresQuiz: boolean;
  lessons: PublishedLesson[];
  heldBack: HeldLesson[];
  quiz: PublishedQuiz | null;
  practical: PublishedPractical | null;
};

/** A course as published now, modules in order. `minutes` is the sum over its lessons, those held back left out. */
export type PublishedCourse = {
  id: string;
  title: string;
  summary: string;
  html: string;
  revisionId: string;
  minutes: number;
  failedAttempts: number | null;
  rereadOn: readonly ChangeClass[];
  modules: PublishedModule[];
  surveys: PublishedSurvey[];
};
