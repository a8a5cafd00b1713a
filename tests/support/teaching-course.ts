import { db, newId } from '#app/db/client.server.ts';
import type { LessonBody, QuizBody } from '#app/features/curriculum/courses/schema.ts';
import { forgetSnapshot } from '#app/features/curriculum/courses/snapshot.server.ts';
import type { AnswerKey } from '#app/features/curriculum/items/schema.ts';
import { startOfDay } from '#app/time/day-edges.ts';
import { dayOf } from '#app/time/days.ts';
import { createRevision, publishItem } from '#tests/factories/content.ts';
import { assignCourse, createCohort, createUser, enroll } from '#tests/factories/people.ts';
import { toItem, toKey, toQuizBody } from '#tests/factories/shapes.ts';

/**
 * A published course as an instructor follows it: module 1 has the lessons `a` and `b` and requires its quiz (two
 * attempts, pass mark 80), module 2 has the lesson `c` and no quiz. It is assigned to a cohort (America/Halifax) that
 * `instructor` teaches.
 */
export type TeachingCourse = Awaited<ReturnType<typeof publishTeachingCourse>>;

const summary = 'Made for the tests of the progress view.';
const common = { summary, edition: 1 };

const item = toItem({
  id: 'tone',
  type: 'single',
  promptHtml: 'Which tone calms?',
  options: [
    { id: 'tone-a', html: 'A low one' },
    { id: 'tone-b', html: 'A loud one' },
  ],
});

const key = toKey({
  tone: {
    correct: ['tone-a'],
    feedback: { 'tone-a': '<p>Yes.</p>' },
    misconceptions: { 'tone-b': 'Volume is authority.' },
  },
});

function toLesson(id: string): LessonBody {
  return {
    frontmatter: {
      ...common,
      id,
      title: `Lesson ${id}`,
      minutes: 20,
      practiceMinutes: 0,
      objectives: [{ id: 'listen', text: 'listen before deciding' }],
      sources: [],
      contentNotes: [],
      needsRules: [],
      standards: [],
      lastReviewed: '2026-01-01',
      authors: [],
      reviewers: [],
    },
    blocks: [{ type: 'html', html: '<p>Text.</p>' }],
    outline: [],
    references: [],
    terms: [],
    words: 1,
    openRules: [],
  };
}

function toQuiz(id: string): QuizBody {
  const policy = { passMark: 80, attempts: 2, shuffle: false };
  return toQuizBody({ ...common, ...policy, id, title: 'The quiz' }, [item]);
}

type Dates = { opensOn?: string; dueOn?: string };

/** The day so many days ago in Halifax, and noon of it. Negative counts lie ahead. */
export function daysAgo(count: number): { day: string; noon: Date } {
  const zone = 'America/Halifax';
  const today = Date.parse(dayOf(new Date(), zone));
  const day = new Date(today - count * 86_400_000).toISOString().slice(0, 10);
  return { day, noon: new Date(startOfDay(day, zone).getTime() + 43_200_000) };
}

/** What an attempt is to be: its gradings first to last (scores 0..1), or none while it is open. */
type AttemptPlan = {
  status?: 'open' | 'submitted' | 'voided';
  scores?: readonly number[];
  at?: Date;
  chosen?: string;
};

/** Publishes a course of its own for a test, with a cohort and its instructor. `dates` are those of the assignment. */
export async function publishTeachingCourse(given: { dates?: Dates } = {}) {
  const tag = newId().slice(0, 8);
  const course = `course-${tag}`;
  const quiz = `quiz-${tag}`;
  const modules = [`one-${tag}`, `two-${tag}`];
  const lessons = { a: `a-${tag}`, b: `b-${tag}`, c: `c-${tag}` };
  const revisions = new Map<string, string>();

  const publish = async (
    kind: 'course' | 'module' | 'lesson' | 'quiz',
    contentId: string,
    position: number,
    body: unknown,
    answers?: AnswerKey,
  ) => {
    const revision = await createRevision({ kind, contentId, body, key: answers });
    const moduleId = modules[Math.floor(position / 1000) - 1];
    const minutes = kind === 'lesson' ? 20 : 0;
    await publishItem(revision, { courseId: course, moduleId, position, minutes });
    revisions.set(contentId, revision.id);
  };

  const front = { ...common, id: course, title: `Course ${tag}`, lastReviewed: '2026-01-01' };
  await publish('course', course, 0, { frontmatter: { ...front, standards: [] }, html: '' });
  for (const [index, id] of modules.entries()) {
    const frontmatter = { ...common, id, title: `Module ${id}`, requiresQuiz: index === 0 };
    await publish('module', id, 1000 * (index + 1), { frontmatter, html: '' });
  }
  await publish('lesson', lessons.a, 1001, toLesson(lessons.a), {});
  await publish('lesson', lessons.b, 1002, toLesson(lessons.b), {});
  await publish('quiz', quiz, 1900, toQuiz(quiz), key);
  await publish('lesson', lessons.c, 2001, toLesson(lessons.c), {});
  forgetSnapshot();

  const instructor = await createUser({ roles: ['instructor'], name: `Instructor ${tag}` });
  const cohort = await createCohort({ instructorIds: [instructor.id] });
  await assignCourse(cohort.id, course, given.dates);
  const revisionOf = (contentId: string) => revisions.get(contentId) ?? '';

  return {
    course,
    quiz,
    lessons,
    cohort,
    instructor,
    revisionOf,

    /** Enrolls a new cadet. */
    async addCadet(name: string, more: { withdrawnAt?: Date; enrolledAt?: Date } = {}) {
      const { enrolledAt, ...rest } = more;
      const cadet = await createUser({ name });
      const { id } = await enroll(cohort.id, cadet.id, rest);
      if (enrolledAt) await db.enrollment.update({ where: { id }, data: { enrolledAt } });
      return cadet;
    },

    /** Writes a completion, and the view that goes with it; `voided` strikes it out again. */
    async complete(
      userId: string,
      lessonId: string,
      more: { at?: Date; voided?: boolean; activeSeconds?: number } = {},
    ) {
      const { at = new Date(), voided = false, activeSeconds = 240 } = more;
      const revisionId = revisionOf(lessonId);
      const times = { firstViewedAt: at, lastViewedAt: at };
      const view = { userId, lessonId, revisionId, reachedEnd: true, activeSeconds, ...times };
      await db.lessonProgress.create({ data: view });
      return db.completion.create({
        data: {
          id: newId(),
          userId,
          lessonId,
          revisionId,
          completedAt: at,
          minutes: 20,
          activeSeconds,
          ruleJson: '{}',
          ...(voided && { voidedAt: at, voidedById: instructor.id, voidReason: 'Wrong person.' }),
        },
      });
    },

    /** Notes that a lesson was opened, and not more. */
    open: (userId: string, lessonId: string, at = new Date()) =>
      db.lessonProgress.create({
        data: {
          userId,
          lessonId,
          revisionId: revisionOf(lessonId),
          firstViewedAt: at,
          lastViewedAt: at,
        },
      }),

    /** Writes an attempt at the quiz with its gradings. */
    async attempt(userId: string, number: number, plan: AttemptPlan) {
      const { status = 'submitted', scores = [], at = new Date(), chosen } = plan;
      const revisionId = revisionOf(quiz);
      const own = { id: newId(), userId, quizId: quiz, revisionId, number, seed: 1, status };
      const response = { itemId: 'tone', valueJson: JSON.stringify([chosen]), seq: 1, savedAt: at };
      return db.attempt.create({
        data: {
          ...own,
          startedAt: at,
          submittedAt: status === 'open' ? null : at,
          openKey: status === 'open' ? `${userId} ${quiz}` : null,
          ...(chosen && { responses: { create: response } }),
          gradings: {
            create: scores.map((score, index) => ({
              id: newId(),
              sequence: index + 1,
              kind: index ? 'key-fix' : 'original',
              revisionId,
              points: score,
              maxPoints: 1,
              score,
              passed: score >= 0.8,
              detailJson: toDetail(score, chosen),
              gradedAt: at,
              ...(index > 0 && { gradedById: instructor.id, reason: 'The key was wrong.' }),
            })),
          },
        },
      });
    },
  };
}

function toDetail(score: number, chosen: string | undefined): string {
  const outcome = score === 1 ? 'right' : 'wrong';
  return JSON.stringify({ tone: { points: score, outcome, chosen: chosen ? [chosen] : [] } });
}

/** The rows of the progress grid in a page: the cadet's name, then class and text of each cell. */
export function readGrid(html: string): { name: string; cells: string[] }[] {
  const body = /<tbody>([\s\S]*?)<\/tbody>/.exec(html)?.[1] ?? '';
  return [...body.matchAll(/<tr>([\s\S]*?)<\/tr>/g)].map(([, row = '']) => ({
    name: toPlain(/<th[^>]*>([\s\S]*?)<\/th>/.exec(row)?.[1] ?? ''),
    cells: [...row.matchAll(/<td class="(?!pick)([^"]*)">([\s\S]*?)<\/td>/g)].map(
      ([, classes, text = '']) => `${classes}: ${toPlain(text)}`,
    ),
  }));
}

const toPlain = (html: string) =>
  html
    .replace(/<[^>]*>/g, '')
    .replace(/\s+/g, ' ')
    .trim();
