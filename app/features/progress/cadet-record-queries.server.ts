import type { Actor } from '#app/auth/permissions.ts';
import { empty, readRows, type Sql, sql } from '#app/db/client.server.ts';
import { toDate } from '#app/db/dialect.server.ts';
import type {
  PublishedCourse,
  PublishedLesson,
} from '#app/features/curriculum/courses/published-schema.ts';
import { listCourses } from '#app/features/curriculum/courses/queries.server.ts';
import {
  type CourseLink,
  chooseCourse,
} from '#app/features/people/cohorts/course-choice-queries.server.ts';
import {
  listOwnDateRecords,
  listSingleDates,
  type OwnDateRecord,
} from '#app/features/people/cohorts/own-date-queries.server.ts';
import {
  getCohort,
  getMember,
  listTakenBack,
} from '#app/features/people/cohorts/queries.server.ts';
import {
  type AssignmentDates,
  type PersonalDates,
  toPersonal,
} from '#app/features/people/cohorts/rules.ts';
import type { CohortHead, Member } from '#app/features/people/cohorts/schema.ts';
import { listFacts } from './facts-queries.server.ts';
import { type CellState, type GridRow, toGrid } from './grid-rules.ts';
import { type Schedule, toSchedule } from './grid-schedule-rules.ts';
import { listBegun, until } from './taken-back-queries.server.ts';

/**
 * Everything about one cadet that the numbers of the grid come from, for those who teach them. Private notes are not
 * read here, and must never be.
 */

/** When, by whom and why something was decided about a completion. */
export type CompletionDecision = { at: Date; by: string | null; reason: string | null };

/** A completion as it was written. `accepted`: it was, though hardly any time was measured. */
export type CompletionRecord = {
  id: string;
  revisionId: string;
  edition: number;
  completedAt: Date;
  minutes: number;
  activeSeconds: number;
  voided: CompletionDecision | null;
  accepted: CompletionDecision | null;
};

/** The newest answer to a check, how often it was tried, and at which revision. */
export type CheckRecord = {
  checkId: string;
  correct: boolean;
  tries: number;
  answeredAt: Date;
  revisionId: string;
};

/** Views of a lesson; `revisionId` is that opened last. */
type ViewRecord = {
  firstViewedAt: Date;
  lastViewedAt: Date;
  activeSeconds: number;
  reachedEnd: boolean;
  revisionId: string;
};

/**
 * A lesson with all that the cadet did in it. `state` is null once it is out of the course, and `number` empty unless it is only held back. `reread`:
 * the edition that was completed, if a newer one is to be read again; else null.
 */
export type LessonRecord = {
  id: string;
  number: string;
  title: string;
  state: CellState | null;
  reread: number | null;
  requiredChecks: readonly string[];
  view: ViewRecord | null;
  checks: CheckRecord[];
  completions: CompletionRecord[];
};

/** One grading of an attempt; the one with the highest sequence counts. `gradedBy` null: graded by rule. */
export type GradingRecord = {
  sequence: number;
  kind: string;
  revisionId: string;
  points: number;
  maxPoints: number;
  score: number;
  passed: boolean;
  gradedAt: Date;
  gradedBy: string | null;
  reason: string | null;
};

/** A quiz of the course and how the cadet stands in it, as the grid says. */
export type QuizRecord = {
  id: string;
  title: string;
  state: CellState;
  best: number | null;
  allowed: number | null;
  passMark: number;
};

/** A cadet's progress in a course, lesson by lesson. */
export type CourseRecord = {
  course: { id: string; title: string };
  /** Since when the cohort does not have it any more: what came after is left out; null: it has it. */
  takenBackAt: Date | null;
  /** The dates that hold for the cadet (`isOther`: another cohort of theirs sets the due day), and the cohort's. */
  dates: PersonalDates & { isOther: boolean };
  cohortDates: AssignmentDates;
  ownDates: OwnDateRecord[];
  schedule: Schedule;
  row: Pick<GridRow, 'done' | 'score' | 'behindBy' | 'lastSeenAt' | 'unseenDays'>;
  lessons: number;
  expected: number | null;
  modules: { number: number; title: string; lessons: LessonRecord[]; quiz: QuizRecord | null }[];
  /** Lessons that were taken out of the course, with what the cadet did in them. */
  retired: LessonRecord[];
  /** Lessons that are held back from cadets now, with what the cadet did in them before. */
  heldBack: LessonRecord[];
  /** Gradings by attempt id, first to last. */
  gradings: Map<string, GradingRecord[]>;
};

/** A cadet of a cohort; `record` is null while no course is assigned and published. */
export type CadetRecord = {
  cohort: CohortHead;
  member: Member;
  courses: CourseLink[];
  record: CourseRecord | null;
};

type LessonFacts = Pick<LessonRecord, 'view' | 'checks' | 'completions'>;

type Instant = Date | string;

type ViewRow = Omit<ViewRecord, 'firstViewedAt' | 'lastViewedAt' | 'reachedEnd'> & {
  lessonId: string;
  firstViewedAt: Instant;
  lastViewedAt: Instant;
  reachedEnd: boolean | number;
};

type CheckRow = Omit<CheckRecord, 'correct' | 'answeredAt'> & {
  lessonId: string;
  correct: boolean | number;
  answeredAt: Instant;
};

type CompletionRow = Omit<CompletionRecord, 'completedAt' | 'voided' | 'accepted'> & {
  lessonId: string;
  completedAt: Instant;
  voidedAt: Instant | null;
  voidedBy: string | null;
  voidReason: string | null;
  acceptedAt: Instant | null;
  acceptedBy: string | null;
  acceptReason: string | null;
};

type GradingRow = Omit<GradingRecord, 'passed' | 'gradedAt'> & {
  attemptId: string;
  passed: boolean | number;
  gradedAt: Instant;
};

/** SQL: only what is not after the member left. */
const untilLeft = ({ withdrawnAt }: Member, instant: Sql): Sql =>
  withdrawnAt ? sql`AND ${instant} <= ${withdrawnAt}` : empty;

const toView = (row: ViewRow): ViewRecord => ({
  firstViewedAt: toDate(row.firstViewedAt),
  lastViewedAt: toDate(row.lastViewedAt),
  activeSeconds: row.activeSeconds,
  reachedEnd: Boolean(row.reachedEnd),
  revisionId: row.revisionId,
});

const toCheck = ({ checkId, tries, revisionId, ...row }: CheckRow): CheckRecord => ({
  checkId,
  tries,
  revisionId,
  correct: Boolean(row.correct),
  answeredAt: toDate(row.answeredAt),
});

const toCompletion = (row: CompletionRow): CompletionRecord => ({
  id: row.id,
  revisionId: row.revisionId,
  edition: row.edition,
  completedAt: toDate(row.completedAt),
  minutes: row.minutes,
  activeSeconds: row.activeSeconds,
  voided: toDecision(row.voidedAt, row.voidedBy, row.voidReason),
  accepted: toDecision(row.acceptedAt, row.acceptedBy, row.acceptReason),
});

function toDecision(
  at: Instant | null,
  by: string | null,
  reason: string | null,
): CompletionDecision | null {
  return at === null ? null : { at: toDate(at), by, reason };
}

/** What the cadet did in the lessons of a course, those taken out of it too, until they left the cohort, by lesson id. */
async function listLessonFacts(
  member: Member,
  courseId: string,
): Promise<(lessonId: string) => LessonFacts> {
  const lessons = sql`(SELECT i."contentId" FROM "ContentItem" i
    WHERE i."courseId" = ${courseId} AND i."kind" = 'lesson')`;
  const [views, checks, completions] = await Promise.all([
    readRows<ViewRow[]>(sql`
      SELECT p."lessonId", p."firstViewedAt", p."lastViewedAt", p."activeSeconds", p."reachedEnd", p."revisionId"
      FROM "LessonProgress" p
      WHERE p."userId" = ${member.id} AND p."lessonId" IN ${lessons} ${untilLeft(member, sql`p."lastViewedAt"`)}`),
    readRows<CheckRow[]>(sql`
      SELECT c."lessonId", c."checkId", c."correct", c."tries", c."answeredAt", c."revisionId"
      FROM "CheckAnswer" c
      WHERE c."userId" = ${member.id} AND c."lessonId" IN ${lessons} ${untilLeft(member, sql`c."answeredAt"`)}
      ORDER BY c."answeredAt"`),
    readRows<CompletionRow[]>(sql`
      SELECT k."id", k."lessonId", k."revisionId", r."edition", k."completedAt", k."minutes", k."activeSeconds",
        k."voidedAt", v."name" AS "voidedBy", k."voidReason",
        k."acceptedAt", a."name" AS "acceptedBy", k."acceptReason"
      FROM "Completion" k JOIN "ContentRevision" r ON r."id" = k."revisionId"
        LEFT JOIN "User" v ON v."id" = k."voidedById" LEFT JOIN "User" a ON a."id" = k."acceptedById"
      WHERE k."userId" = ${member.id} AND k."lessonId" IN ${lessons} ${untilLeft(member, sql`k."completedAt"`)}
      ORDER BY k."completedAt"`),
  ]);
  return (id) => ({
    view: views.filter(({ lessonId }) => lessonId === id).map(toView)[0] ?? null,
    checks: checks.filter(({ lessonId }) => lessonId === id).map(toCheck),
    completions: completions.filter(({ lessonId }) => lessonId === id).map(toCompletion),
  });
}

/** Every grading of the attempts that the cadet began before leaving, voided attempts too, by attempt id. */
async function listGradings(member: Member): Promise<Map<string, GradingRecord[]>> {
  const rows = await readRows<GradingRow[]>(sql`
    SELECT g."attemptId", g."sequence", g."kind", g."revisionId", g."points", g."maxPoints", g."score", g."passed",
      g."gradedAt", u."name" AS "gradedBy", g."reason"
    FROM "Attempt" a JOIN "Grading" g ON g."attemptId" = a."id" LEFT JOIN "User" u ON u."id" = g."gradedById"
    WHERE a."userId" = ${member.id} ${untilLeft(member, sql`a."startedAt"`)} ORDER BY g."sequence"`);
  const found = new Map<string, GradingRecord[]>();
  for (const { attemptId, passed, gradedAt, ...grading } of rows) {
    const list = found.get(attemptId) ?? [];
    list.push({ ...grading, passed: Boolean(passed), gradedAt: toDate(gradedAt) });
    found.set(attemptId, list);
  }
  return found;
}

/** Lessons that were taken out of a course, in its order. */
function listRetired(courseId: string): Promise<{ id: string; title: string }[]> {
  return readRows<{ id: string; title: string }[]>(sql`
    SELECT i."contentId" AS "id", i."title" FROM "ContentItem" i
    WHERE i."courseId" = ${courseId} AND i."kind" = 'lesson' AND i."retiredAt" IS NOT NULL
    ORDER BY i."position"`);
}

/** Those of lessons out of the course in which the cadet did something. */
function toTouched(
  items: readonly { id: string; title: string; number?: string }[],
  factsOf: (lessonId: string) => LessonFacts,
): LessonRecord[] {
  return items.flatMap(({ id, title, number = '' }) => {
    const own = factsOf(id);
    if (!own.view && own.completions.length === 0 && own.checks.length === 0) return [];
    return [{ ...own, id, title, number, state: null, reread: null, requiredChecks: [] }];
  });
}

async function getCourseRecord(
  actor: Actor,
  cohort: CohortHead,
  enrolled: Member,
  given: { course: PublishedCourse; assignment: AssignmentDates; takenBackAt: Date | null },
  now: Date,
): Promise<CourseRecord> {
  const { course, assignment, takenBackAt } = given;
  const member = until(enrolled, takenBackAt);
  const only = { userId: member.id, courseId: course.id, until: takenBackAt ?? undefined };
  const [singleDates, ownDates, facts, retired, gradings, factsOf] = await Promise.all([
    listSingleDates(actor, [cohort.id], now, member.id),
    listOwnDateRecords(actor, { cohortId: cohort.id, userId: member.id, courseId: course.id }),
    listFacts(actor, [cohort.id], only),
    listRetired(course.id),
    listGradings(member),
    listLessonFacts(member, course.id),
  ]);
  // Of a course taken back, nothing is asked any more, and no view counts that is not shown.
  const cadets = facts.map((one) => ({
    ...one,
    rereads: takenBackAt ? new Map<string, number>() : one.rereads,
    activeSeconds: new Map([...one.activeSeconds].filter(([id]) => factsOf(id).view)),
  }));
  const held = ownDates.find(({ ended }) => ended === null);
  const single = takenBackAt ? undefined : singleDates(cohort.id, course.id).get(member.id);
  const { isOther } = single ?? { isOther: false };
  const personal = toPersonal(assignment, held?.dueOn ?? null);
  const dates = { ...(isOther ? { ...personal, ...single } : personal), isOther };
  const schedule = toSchedule(dates, cohort.startsOn, now);
  const { rows, columns, lessons, expected } = toGrid(course, cadets, schedule);
  const [row] = rows;
  const columnOf = (id: string) => columns.findIndex((column) => column.id === id);
  const cellOf = (id: string) => row?.cells[columnOf(id)];
  const stateOf = (id: string) => cellOf(id)?.state ?? 'open';
  const bestOf = (id: string) => {
    const cell = cellOf(id);
    return cell?.kind === 'quiz' ? cell.best : null;
  };
  const toLesson = ({ id, number, title, requiredChecks }: PublishedLesson): LessonRecord => ({
    ...factsOf(id),
    id,
    number,
    title,
    requiredChecks,
    state: stateOf(id),
    reread: cadets[0]?.rereads.get(id) ?? null,
  });
  return {
    course: { id: course.id, title: course.title },
    takenBackAt,
    dates,
    cohortDates: assignment,
    ownDates,
    schedule,
    lessons,
    expected,
    gradings,
    row: row ?? { done: 0, score: null, behindBy: 0, lastSeenAt: null, unseenDays: null },
    modules: course.modules.map(({ number, title, lessons: own, quiz }) => ({
      number,
      title,
      lessons: own.map(toLesson),
      quiz: quiz && {
        id: quiz.id,
        title: quiz.title,
        state: stateOf(quiz.id),
        best: bestOf(quiz.id),
        allowed: quiz.policy.attempts,
        passMark: quiz.policy.passMark,
      },
    })),
    retired: toTouched(retired, factsOf),
    heldBack: toTouched(
      course.modules.flatMap((module) => module.heldBack),
      factsOf,
    ),
  };
}

/**
 * The record of a cadet who is or was in a cohort of the actor's, in one of its courses, or in one that was taken back after
 * they had begun it. Of one who left, what came after
 * is left out; so is a lesson's view when it was opened again, because only the last view is kept.
 * @param courseId the first published course when null
 * @throws 404 when there is no such cadet or cohort, it is not the actor's, or it never had the course
 */
export async function getCadetRecord(
  actor: Actor,
  cohortId: string,
  userId: string,
  courseId: string | null,
  now: Date,
): Promise<CadetRecord> {
  const [cohort, member, published, taken] = await Promise.all([
    getCohort(actor, cohortId),
    getMember(actor, cohortId, userId),
    listCourses(),
    listTakenBack(actor, cohortId),
  ]);
  const begun = await listBegun(userId, taken);
  const all = { ...cohort, assignments: [...cohort.assignments, ...begun] };
  // What the cohort has comes before what it had.
  const first = chooseCourse(cohort, published, null).chosen?.assignment.courseId ?? null;
  const { courses, chosen } = chooseCourse(all, published, courseId ?? first);
  if (!chosen?.course) return { cohort, member, courses, record: null };
  const { course, assignment } = chosen;
  const takenBackAt = begun.find((one) => one.courseId === course.id)?.takenBackAt ?? null;
  const given = { course, assignment, takenBackAt };
  const record = await getCourseRecord(actor, cohort, member, given, now);
  return { cohort, member, courses, record };
}
