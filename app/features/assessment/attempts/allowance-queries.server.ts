import type { Actor } from '#app/auth/permissions.ts';
import { join, readRows, sql } from '#app/db/client.server.ts';
import { toDate } from '#app/db/dialect.server.ts';
import type { QuizPolicy } from '#app/features/curriculum/courses/frontmatter-schema.ts';
import type {
  PublishedCourse,
  PublishedLesson,
  PublishedQuiz,
} from '#app/features/curriculum/courses/published-schema.ts';
import { findDue } from '#app/features/people/cohorts/assignment-queries.server.ts';
import { countingGrading } from '#app/features/records/gradings/counting-queries.server.ts';
import {
  type Allowance,
  type AllowanceFacts,
  type AttemptFacts,
  type CourseCap,
  isFailed,
  toAllowance,
} from '#app/features/records/gradings/rules.ts';
import { attemptStatusSchema } from '#app/features/records/gradings/schema.ts';

/** Whether a cadet may take a quiz, with what their record over the whole course says. */

/** A published quiz and the course that it is in. */
type QuizInCourse = { course: PublishedCourse; quiz: PublishedQuiz };

/** A lesson to read to the end again, as pages link to it. */
export type LessonLink = Pick<PublishedLesson, 'id' | 'number' | 'title'>;

/** How the actor may take a quiz. `due`: when the assignment is due, where the policy asks for it; else null. */
export type AllowanceOverview = {
  allowance: Allowance;
  due: Date | null;
  remediation: LessonLink[];
};

const asksForDue = ({ afterDue, feedback, correctOptions }: QuizPolicy) =>
  afterDue === 'closed' || feedback === 'after-due' || correctOptions === 'after-due';

/** When the course is due for the actor, if a quiz's policy asks for it; else null. */
export async function findPolicyDue(
  actor: Pick<Actor, 'id'>,
  policy: QuizPolicy,
  courseId: string,
  now: Date,
): Promise<Date | null> {
  return asksForDue(policy) ? findDue(actor.id, courseId, now) : null;
}

/** Whether the actor may take a published quiz, by all their attempts at it (`ofActor`). */
export async function getAllowance(
  actor: Pick<Actor, 'id'>,
  { course, quiz }: QuizInCourse,
  ofActor: readonly AttemptFacts[] | Promise<readonly AttemptFacts[]>,
  now: Date,
): Promise<AllowanceOverview> {
  const { policy } = quiz;
  const [attempts, due, courseCap, lastEnds] = await Promise.all([
    ofActor,
    findPolicyDue(actor, policy, course.id, now),
    findCourseCap(actor, course),
    findLastEnds(actor, course, policy.remediation),
  ]);
  const allowance = toAllowance(policy, attempts, { now, due, courseCap, lastEnds });
  const remediation = listLessons(course)
    .filter(({ id }) => allowance.remediation.includes(id))
    .map(({ id, number, title }) => ({ id, number, title }));
  return { allowance, due, remediation };
}

const listLessons = ({ modules }: Pick<PublishedCourse, 'modules'>) =>
  modules.flatMap(({ lessons }) => lessons);

type FinishedRow = Pick<AttemptFacts, 'points' | 'maxPoints' | 'pending'> & {
  quizId: string;
  status: string;
};

/** Failed attempts over the quizzes of a course, practice left out; null when the course has no cap. */
async function findCourseCap(
  actor: Pick<Actor, 'id'>,
  { id, failedAttempts, modules }: PublishedCourse,
): Promise<CourseCap | null> {
  if (failedAttempts === null) return null;
  const policies = new Map(modules.flatMap(({ quiz }) => (quiz ? [[quiz.id, quiz.policy]] : [])));
  const rows = await readRows<FinishedRow[]>(sql`
    SELECT a."quizId", a."status", g."points", g."maxPoints", g."pending"
    FROM "Attempt" a JOIN "Grading" g ON ${countingGrading}
    WHERE a."userId" = ${actor.id} AND a."status" IN ('submitted', 'expired') AND NOT g."passed"
      AND a."quizId" IN (SELECT i."contentId" FROM "ContentItem" i WHERE i."courseId" = ${id})`);
  const used = rows.filter(({ quizId, status, ...graded }) => {
    const policy = policies.get(quizId);
    const attempt = { ...graded, status: attemptStatusSchema.parse(status) };
    return (
      !policy?.practice &&
      isFailed({ ...attempt, passed: false, submittedAt: null }, policy?.passMark ?? null)
    );
  });
  return { used: used.length, allowed: failedAttempts };
}

/** When the actor last reached the end of each of these lessons, as far as they are published; null: never. */
async function findLastEnds(
  actor: Pick<Actor, 'id'>,
  course: PublishedCourse,
  lessonIds: readonly string[],
): Promise<AllowanceFacts['lastEnds']> {
  const published = listLessons(course).filter(({ id }) => lessonIds.includes(id));
  const ends = new Map<string, Date | null>(published.map(({ id }) => [id, null]));
  if (ends.size === 0) return ends;
  const rows = await readRows<{ lessonId: string; lastEndAt: Date | string | null }[]>(sql`
    SELECT "lessonId", "lastEndAt" FROM "LessonProgress"
    WHERE "userId" = ${actor.id} AND "lessonId" IN (${join([...ends.keys()])})`);
  for (const { lessonId, lastEndAt } of rows) ends.set(lessonId, toDate(lastEndAt));
  return ends;
}
