import type {
  PublishedCourse,
  PublishedQuiz,
} from '#app/features/curriculum/courses/published-schema.ts';
import type { SingleDate } from '#app/features/people/cohorts/rules.ts';
import { isTimeInQuestion } from '#app/features/records/completions/measured-time-rules.ts';
import { byName, findNamesakes, type Listed, toDistinctName } from '#app/names.ts';
import type { CadetFacts, Completed, QuizStanding } from './facts-rules.ts';
import { type Schedule, toExpected, toUnseenDays, until } from './grid-schedule-rules.ts';

/**
 * Pure decisions of the instructor's progress grid: what a cell says, who is behind, what a column and a cadet add up
 * to. Every number comes from completions that stand and attempts that count; nothing is stored. Client-safe: no I/O.
 */

/** What a cell of the grid says. */
export type CellState = 'done' | 'underway' | 'open' | 'overdue' | 'failed';

/** A lesson of one cadet. `completed`: the completion that counts. */
type LessonCell = { kind: 'lesson'; state: CellState; completed: Completed | null };

/** A quiz of one cadet. `best`: the highest score, 0..1, or null while there is none. */
type QuizCell = {
  kind: 'quiz';
  state: CellState;
  best: number | null;
  attempts: number;
};

/** Where a row and a column meet. */
export type Cell = LessonCell | QuizCell;

/** A column: lessons in order, each module's quiz after its lessons. `module` is the module's number. */
export type GridColumn = {
  kind: 'lesson' | 'quiz';
  id: string;
  label: string;
  title: string;
  module: number;
};

/** A quiz as a sentence names it. */
export type QuizName = Pick<PublishedQuiz, 'id' | 'title'>;

/** One cadet. `cells` run along the columns. */
export type GridRow = {
  id: string;
  name: string;
  email: string | null;
  badgeNumber: string | null;
  /** Somebody else of the cohort has the name too. */
  namesake: boolean;
  disabled: boolean;
  cells: Cell[];
  /** Seconds at work in the lessons of the course, those taken out of it too. */
  activeSeconds: number;
  /** Lessons done. */
  done: number;
  /** Average of the best quiz scores, 0..1; null before the first graded attempt. */
  score: number | null;
  lastSeenAt: Date | null;
  /**
   * The due day that holds for the cadet and is not the cohort's, see `SingleDate`, and the lessons expected of them by today
   * for it; null: as of the cohort.
   */
  own: (Pick<SingleDate, 'dueOn' | 'isOther'> & { expected: number | null }) | null;
  /** How many lessons fewer than expected by today; 0 on schedule, and for a disabled account. */
  behindBy: number;
  /** How many of the lessons done have a new edition that is to be read again. */
  rereads: number;
  /** How many of the lessons done certify minutes of which hardly any were measured, and nobody has accepted that. */
  implausible: number;
  /** Quizzes not passed whose last finished attempt failed. */
  failed: QuizName[];
  /** Quizzes not passed with no attempt left. */
  usedUp: QuizName[];
  /** Days without a trace when that is too long for someone not finished whose account is not disabled, else null. */
  unseenDays: number | null;
};

/** The foot of a column: cadets done with the lesson or past the quiz, and the average best score of the quiz. */
type ColumnSummary = { done: number; score: number | null };

/** The progress of a cohort in a course. */
export type Grid = {
  columns: GridColumn[];
  modules: { number: number; title: string; span: number }[];
  /** In the order of names. */
  rows: GridRow[];
  summary: ColumnSummary[];
  /** Lessons of the course. */
  lessons: number;
  /** Lessons expected by today; null without a due date. */
  expected: number | null;
  /** Cadets for whom another due day holds, so that another number is expected of them. */
  singleDates: number;
  /** Share of all lessons of all cadets that is done, 0..1. */
  share: number;
  /** Average of the cadets' scores, 0..1. */
  score: number | null;
};

/** A cadet's name as lists show it: it says so when the account is disabled. */
export function toMarkedName({ name, disabled }: Pick<GridRow, 'name' | 'disabled'>): string {
  return disabled ? `${name} (account disabled)` : name;
}

/** A cadet's name where the list has no e-mail addresses: with it, if somebody else has the name too. */
export function toListedName(row: Listed & Pick<GridRow, 'namesake' | 'disabled'>) {
  return toMarkedName({ name: toDistinctName(row, row.namesake), disabled: row.disabled });
}

/** Failed quizzes with an attempt left: who has none is named for that alone. */
export function listOpen({ failed, usedUp }: Pick<GridRow, 'failed' | 'usedUp'>): QuizName[] {
  return failed.filter(({ id }) => !usedUp.some((quiz) => quiz.id === id));
}

/** The columns of a course, and how many of them each module spans. */
function toColumns(course: PublishedCourse): Pick<Grid, 'columns' | 'modules'> {
  const columns: GridColumn[] = [];
  const modules: Grid['modules'] = [];
  for (const { number, title, lessons, quiz } of course.modules) {
    for (const lesson of lessons) {
      const { id, number: label, title: name } = lesson;
      columns.push({ kind: 'lesson', id, label, title: name, module: number });
    }
    if (quiz) {
      columns.push({ kind: 'quiz', id: quiz.id, label: 'Quiz', title: quiz.title, module: number });
    }
    const span = lessons.length + (quiz ? 1 : 0);
    if (span > 0) modules.push({ number, title, span });
  }
  return { columns, modules };
}

/** The average, or null of nothing. */
function average(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function toQuizState(standing: QuizStanding | undefined, isDue: boolean): CellState {
  if (standing?.passed) return 'done';
  if (standing?.open) return 'underway';
  if (standing?.lastFailed) return 'failed';
  return isDue ? 'overdue' : 'open';
}

// The same for every cadet: thousands of cells share them.
const notDone = {
  underway: { kind: 'lesson', state: 'underway', completed: null },
  open: { kind: 'lesson', state: 'open', completed: null },
  overdue: { kind: 'lesson', state: 'overdue', completed: null },
} satisfies Record<string, LessonCell>;

function toLessonCell(facts: CadetFacts, lessonId: string, overdue: boolean): LessonCell {
  const completed = facts.completions.get(lessonId);
  if (completed) return { kind: 'lesson', state: 'done', completed };
  if (overdue) return notDone.overdue;
  return facts.activeSeconds.has(lessonId) ? notDone.underway : notDone.open;
}

function isUsedUp({ policy }: PublishedQuiz, standing: QuizStanding): boolean {
  const { passed, open, attempts } = standing;
  return !passed && !open && policy.attempts !== null && attempts >= policy.attempts;
}

function toRow(
  course: PublishedCourse,
  facts: CadetFacts,
  { lessons, namesake }: Pick<Grid, 'lessons'> & Pick<GridRow, 'namesake'>,
  { schedule, single }: { schedule: Schedule; single: SingleDate | undefined },
): GridRow {
  const expected = toExpected(lessons, schedule);
  const cells: Cell[] = [];
  const bests: number[] = [];
  const failed: QuizName[] = [];
  const usedUp: QuizName[] = [];
  let done = 0;
  let implausible = 0;
  let rereads = 0;
  for (const module of course.modules) {
    for (const lesson of module.lessons) {
      const cell = toLessonCell(facts, lesson.id, schedule.overdue);
      if (cell.completed) done += 1;
      if (cell.completed && isTimeInQuestion(cell.completed)) implausible += 1;
      if (facts.rereads.has(lesson.id)) rereads += 1;
      cells.push(cell);
    }
    const { quiz, requiresQuiz } = module;
    if (!quiz) continue;
    const standing = facts.quizzes.get(quiz.id);
    const { practice } = quiz.policy;
    const state = toQuizState(standing, requiresQuiz && !practice && schedule.overdue);
    const best = standing?.best ?? null;
    cells.push({ kind: 'quiz', state, best, attempts: standing?.attempts ?? 0 });
    if (best !== null) bests.push(best);
    if (practice) continue;
    const name = { id: quiz.id, title: quiz.title };
    if (standing && !standing.passed && standing.lastFailed) failed.push(name);
    if (standing && isUsedUp(quiz, standing)) usedUp.push(name);
  }
  const { id, name, email, badgeNumber, disabled, lastSeenAt } = facts;
  let activeSeconds = 0;
  for (const seconds of facts.activeSeconds.values()) activeSeconds += seconds;
  return {
    id,
    name,
    email,
    badgeNumber,
    namesake,
    disabled,
    cells,
    activeSeconds,
    done,
    implausible,
    rereads,
    lastSeenAt,
    own: single ? { dueOn: single.dueOn, isOther: single.isOther, expected } : null,
    failed,
    usedUp,
    score: average(bests),
    behindBy: disabled ? 0 : Math.max(0, (expected ?? 0) - done),
    unseenDays: done < lessons && !disabled ? toUnseenDays(facts, schedule) : null,
  };
}

function summarizeColumn(rows: readonly GridRow[], index: number): ColumnSummary {
  let done = 0;
  const bests: number[] = [];
  for (const { cells } of rows) {
    const cell = cells[index];
    if (cell?.state === 'done') done += 1;
    if (cell?.kind === 'quiz' && cell.best !== null) bests.push(cell.best);
  }
  return { done, score: average(bests) };
}

/**
 * The grid of a cohort in a course. Once the due day is over everything not done is overdue, except quizzes that
 * their module does not require. A quiz whose last finished attempt failed is failed until it is passed or begun anew.
 * @param own due days that hold for one cadet, by the cadet's id: for them, these take the place of the schedule's
 */
export function toGrid(...given: Parameters<typeof stepGrid>): Grid {
  const steps = stepGrid(...given);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** As `toGrid`, a cadet a step: for a cohort of hundreds others are served between them. */
export function* stepGrid(
  course: PublishedCourse,
  cadets: readonly CadetFacts[],
  schedule: Schedule,
  own: ReadonlyMap<string, SingleDate> = new Map(),
): Generator<undefined, Grid> {
  const lessons = course.modules.reduce((sum, module) => sum + module.lessons.length, 0);
  const expected = toExpected(lessons, schedule);
  const namesakes = findNamesakes(cadets);
  const rows: GridRow[] = [];
  for (const facts of cadets.toSorted(byName)) {
    const single = own.get(facts.id);
    const row = toRow(
      course,
      facts,
      { lessons, namesake: namesakes.has(facts.id) },
      { single, schedule: single ? until(single.dueOn, { ...schedule, ...single }) : schedule },
    );
    rows.push(row);
    yield;
  }
  const { columns, modules } = toColumns(course);
  const done = rows.reduce((sum, row) => sum + row.done, 0);
  return {
    columns,
    modules,
    rows,
    lessons,
    expected,
    singleDates: rows.filter(({ own: mine }) => mine !== null).length,
    summary: columns.map((_, index) => summarizeColumn(rows, index)),
    share: done / Math.max(1, rows.length * lessons),
    score: average(rows.map(({ score }) => score).filter((score) => score !== null)),
  };
}
