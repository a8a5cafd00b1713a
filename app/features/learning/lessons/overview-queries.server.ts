import type { Actor } from '#app/auth/permissions.ts';
import { withHeldBack } from '#app/features/curriculum/courses/hold-rules.ts';
import type { PublishedCourse } from '#app/features/curriculum/courses/published-schema.ts';
import {
  findCourse,
  getCourse,
  getLesson,
} from '#app/features/curriculum/courses/queries.server.ts';
import {
  type CadetAssignment,
  getOpenAssignment,
  listAssignments,
} from '#app/features/people/cohorts/assignment-queries.server.ts';
import { type DueState, dueState, isOpen } from '#app/features/people/cohorts/rules.ts';
import { listStandings, type Standing } from '#app/features/records/completions/queries.server.ts';
import {
  judgeLesson,
  listNextSteps,
  type NextStep,
  sumMinutes,
  toLessonState,
  untouched,
} from '#app/features/records/completions/rules.ts';
import type { LessonState } from '#app/features/records/completions/schema.ts';
import {
  listQuizResults,
  type QuizResult,
} from '#app/features/records/gradings/counting-queries.server.ts';
import { listChangedLines } from './changed-queries.server.ts';
import type { HeldLine } from './held-lesson.tsx';
import { blockAnchor, findSection } from './place-rules.ts';

/** The cadet's courses: what is assigned, how far they are, what comes next. */

type Standings = ReadonlyMap<string, Standing>;
type Results = ReadonlyMap<string, QuizResult>;

/** Where to go next, ready to be shown. `section`: the heading where the reader stopped; `anchor`: id of the place. */
export type NextTarget =
  | {
      kind: 'lesson';
      id: string;
      number: string;
      title: string;
      /** What is left of it, by the blocks not reached yet. */
      minutes: number;
      begun: boolean;
      anchor: string | null;
      section: string | null;
    }
  | { kind: 'quiz'; moduleId: string; title: string; itemCount: number; begun: boolean };

/** A lesson in a list. `open`: sentences of the completion rule still open, for a lesson read to its end. */
export type LessonLine = {
  id: string;
  number: string;
  title: string;
  minutes: number;
  practiceMinutes: number;
  state: LessonState;
  completedAt: Date | null;
  open: string[];
};

/** How far a module is: lessons done of all, and the minutes of the others. */
export type ModuleStanding = {
  id: string;
  number: number;
  title: string;
  done: number;
  total: number;
  minutesLeft: number;
};

function toModuleStanding(
  { id, number, title, lessons }: PublishedCourse['modules'][number],
  standings: Standings,
): ModuleStanding {
  const isDone = (lessonId: string) => standings.get(lessonId)?.done ?? false;
  const minutes = sumMinutes(lessons, isDone);
  const done = lessons.filter((lesson) => isDone(lesson.id)).length;
  const total = lessons.length;
  return { id, number, title, done, total, minutesLeft: minutes.total - minutes.done };
}

function toLessonLines(
  module: PublishedCourse['modules'][number],
  due: DueState,
  standings: Standings,
  results: Results,
): LessonLine[] {
  return module.lessons.map((lesson) => {
    const standing = standings.get(lesson.id);
    const verdict = judgeLesson(module, lesson, standing ?? untouched, hasPassed(results));
    return {
      id: lesson.id,
      number: lesson.number,
      title: lesson.title,
      minutes: lesson.minutes,
      practiceMinutes: lesson.practiceMinutes,
      state: toLessonState(standing, due),
      completedAt: standing?.completedAt ?? null,
      open:
        standing?.reachedEnd && !standing.done
          ? verdict.lines.flatMap((line) => (line.met ? [] : [line.text]))
          : [],
    };
  });
}

const hasPassed = (results: Results) => (quizId: string) => results.get(quizId)?.passed ?? false;

/** Says of a quiz by its id what is in the way of taking it now; null when nothing is. */
type AskQuiz<Block> = (quizId: string) => Promise<Block | null>;

/** The first of these steps that can be done now, and what is in the way of the quizzes before it. */
async function findTarget<Block>(
  courseId: string,
  steps: readonly NextStep[],
  results: Results,
  askQuiz: AskQuiz<Block>,
): Promise<{ target: NextTarget | null; blocks: Block[] }> {
  const blocks: Block[] = [];
  for (const step of steps) {
    const block = step.kind === 'quiz' ? await askQuiz(step.quiz.id) : null;
    if (!block) return { target: await toTarget(courseId, step, results), blocks };
    blocks.push(block);
  }
  return { target: null, blocks };
}

async function toTarget(courseId: string, step: NextStep, results: Results): Promise<NextTarget> {
  if (step.kind === 'quiz') {
    const { title, itemCount, id } = step.quiz;
    const begun = results.get(id)?.openAttemptId != null;
    return { kind: 'quiz', moduleId: step.module.id, title, itemCount, begun };
  }
  const { lesson, standing } = step;
  const { id, number, title, minutes } = lesson;
  const begun = standing.viewed;
  const stoppedAt = begun && !standing.reachedEnd ? standing.lastBlock : 0;
  const { body } = await getLesson(courseId, id);
  const block = body.blocks[stoppedAt];
  const place =
    block && stoppedAt > 0
      ? {
          anchor: blockAnchor(block, stoppedAt),
          section: findSection(body, stoppedAt),
        }
      : { anchor: null, section: null };
  const left = Math.ceil(minutes * (1 - stoppedAt / Math.max(body.blocks.length, 1)));
  return { kind: 'lesson', id, number, title, minutes: left, begun, ...place };
}

const toHeldLines = ({ heldBack }: PublishedCourse['modules'][number]): HeldLine[] =>
  heldBack.map(({ id, number, title, minutes }) => ({ id, number, title, minutes }));

/** The lessons of a module as its list shows them: in order, those held back among the others. */
function toRows(
  module: PublishedCourse['modules'][number],
  lines: readonly LessonLine[],
): (LessonLine | HeldLine)[] {
  const all = [...lines, ...toHeldLines(module)];
  return withHeldBack(module).flatMap(({ id }) => all.find((line) => line.id === id) ?? []);
}

function toOverview(
  course: PublishedCourse,
  due: DueState,
  standings: Standings,
  results: Results,
) {
  const lessons = course.modules.flatMap((module) =>
    toLessonLines(module, due, standings, results),
  );
  return {
    id: course.id,
    title: course.title,
    summary: course.summary,
    lessons,
    held: course.modules.flatMap(toHeldLines),
    done: lessons.filter(({ state }) => state === 'done').length,
    minutes: sumMinutes(lessons, (id) => standings.get(id)?.done ?? false),
  };
}

type AssignedCourse = ReturnType<typeof toOverview> & {
  assignment: CadetAssignment;
  due: DueState;
  isOpen: boolean;
  modules: ModuleStanding[];
};

/**
 * What `/learn` shows: the courses assigned to the actor, most urgent first, and the one next step across them that can be
 * done now. `blocks`: what is in the way of the quizzes before that step. Three statements, beside what `askQuiz` needs.
 * Assigned courses that are not published are left out.
 */
export async function getLearnHome<Block>(actor: Actor, now: Date, askQuiz: AskQuiz<Block>) {
  const [assignments, standings, results] = await Promise.all([
    listAssignments(actor, now),
    listStandings(actor),
    listQuizResults(actor),
  ]);
  const courses: AssignedCourse[] = [];
  let next: { courseId: string; courseTitle: string; target: NextTarget } | null = null;
  const blocks: Block[] = [];
  const published: PublishedCourse[] = [];
  for (const assignment of assignments) {
    const course = await findCourse(assignment.courseId);
    if (!course) continue;
    const due = dueState(assignment, now);
    const open = isOpen(assignment, now);
    if (open) published.push(course);
    courses.push({
      ...toOverview(course, due, standings, results),
      assignment,
      due,
      isOpen: open,
      modules: course.modules.map((module) => toModuleStanding(module, standings)),
    });
    if (next || !open) continue;
    const steps = listNextSteps(course, standings, hasPassed(results));
    const found = await findTarget(course.id, steps, results, askQuiz);
    blocks.push(...found.blocks);
    if (found.target)
      next = { courseId: course.id, courseTitle: course.title, target: found.target };
  }
  return { courses, next, blocks, changed: await listChangedLines(actor, published) };
}

/**
 * What `/learn/:course` shows. `next`: what can be done now; `blocks`: what is in the way of the quizzes before it. Three
 * statements, beside what `askQuiz` needs.
 * @throws 404 Response when there is no such course, or it is not assigned to the actor and open.
 */
export async function getCourseView<Block>(
  actor: Actor,
  courseId: string,
  now: Date,
  askQuiz: AskQuiz<Block>,
) {
  const course = await getCourse(courseId);
  const [assignment, standings, results] = await Promise.all([
    getOpenAssignment(actor, courseId, now),
    listStandings(actor),
    listQuizResults(actor),
  ]);
  const due = dueState(assignment, now);
  const steps = listNextSteps(course, standings, hasPassed(results));
  const { target, blocks } = await findTarget(courseId, steps, results, askQuiz);
  return {
    ...toOverview(course, due, standings, results),
    html: course.html,
    surveys: course.surveys.map(({ id, title, minutes }) => ({ id, title, minutes })),
    assignment,
    due,
    next: target,
    blocks,
    changed: await listChangedLines(actor, [course]),
    modules: course.modules.map((module) => ({
      id: module.id,
      number: module.number,
      title: module.title,
      summary: module.summary,
      html: module.html,
      standing: toModuleStanding(module, standings),
      lessons: module.lessons.map(({ id }) => ({ id })),
      rows: toRows(module, toLessonLines(module, due, standings, results)),
      practical: module.practical && { minutes: module.practical.minutes },
      quiz: module.quiz && {
        title: module.quiz.title,
        itemCount: module.quiz.itemCount,
        passMark: module.quiz.policy.passMark,
        allowed: module.quiz.policy.practice ? null : module.quiz.policy.attempts,
        required: module.requiresQuiz && !module.quiz.policy.practice,
        result: results.get(module.quiz.id) ?? null,
      },
    })),
  };
}

/** The module of what can be done now; null when there is nothing. */
export function findNextModule<
  M extends { id: string; lessons: readonly { id: string }[] },
>(course: { next: NextTarget | null; modules: readonly M[] }): M | null {
  const { next, modules } = course;
  const holds = ({ id, lessons }: M) =>
    next?.kind === 'quiz' ? id === next.moduleId : lessons.some((lesson) => lesson.id === next?.id);
  return modules.find(holds) ?? null;
}

/** The ids of the courses that are open to the actor now, and of the lessons in them as published: what links may lead to. */
export async function listOpenContents(actor: Actor, now: Date): Promise<Set<string>> {
  const open = (await listAssignments(actor, now)).filter((one) => isOpen(one, now));
  const courses = await Promise.all(open.map(({ courseId }) => findCourse(courseId)));
  return new Set(
    courses.flatMap((course) =>
      course
        ? [course.id, ...course.modules.flatMap(({ lessons }) => lessons.map(({ id }) => id))]
        : [],
    ),
  );
}
