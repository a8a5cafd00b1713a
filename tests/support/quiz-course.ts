import { db, newId } from '#app/db/client.server.ts';
import type { QuizPolicy } from '#app/features/curriculum/courses/frontmatter-schema.ts';
import type { LessonBody } from '#app/features/curriculum/courses/schema.ts';
import { forgetSnapshot } from '#app/features/curriculum/courses/snapshot.server.ts';
import type { AnswerKey, Item } from '#app/features/curriculum/items/schema.ts';
import { createRevision, publishItem } from '#tests/factories/content.ts';
import { assignCourse, createCohort, createUser, enroll } from '#tests/factories/people.ts';
import { toItem, toKey, toQuizBody } from '#tests/factories/shapes.ts';

/** A published course of one module with two lessons and a quiz of four items, and a cadet it is assigned to. */
export type QuizCourse = Awaited<ReturnType<typeof publishQuizCourse>>;

/** Correct options by item: three single-answer items and one with two right answers. */
export const rightAnswers: Record<string, string[]> = {
  greeting: ['greeting-b'],
  voice: ['voice-a'],
  reasons: ['reasons-c'],
  respect: ['respect-a', 'respect-c'],
};

const letters = ['a', 'b', 'c'];

const basicItems: Item[] = Object.entries(rightAnswers).map(([id, correct]) =>
  toItem({
    id,
    type: correct.length > 1 ? 'multiple' : 'single',
    options: letters.map((letter) => ({
      id: `${id}-${letter}`,
      html: `Option ${letter} of ${id}`,
    })),
  }),
);

const basicKey: AnswerKey = toKey(
  Object.fromEntries(
    basicItems.map(({ id, options }) => [
      id,
      {
        correct: rightAnswers[id] ?? [],
        feedback: Object.fromEntries(
          options.map((option) => [option.id, `<p>Feedback on ${option.id}</p>`]),
        ),
        misconceptions: Object.fromEntries(
          options.map((option) => [option.id, `Misconception behind ${option.id}`]),
        ),
      },
    ]),
  ),
);

const common = { summary: 'Made for the tests of quizzes.', edition: 1 };

function toLesson(id: string, openRules: string[] = []): LessonBody {
  return {
    frontmatter: {
      ...common,
      id,
      title: `Lesson ${id}`,
      minutes: 20,
      practiceMinutes: 0,
      objectives: [
        openRules.length > 0
          ? { id: 'talk', text: 'talk with a person in crisis' }
          : { id: 'listen', text: 'listen before deciding' },
      ],
      sources: [],
      contentNotes: [],
      needsRules: openRules,
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
    openRules,
  };
}

/**
 * Publishes a course of its own for a test and enrolls a new cadet in a cohort that has it. `policy` changes the quiz's
 * rules, `dates` the assignment's, `items` and `key` what it asks, `failedAttempts` the course's cap. `remediation`: by
 * place in the course, 0 the first lesson. `openRules`: of the second lesson, whose objective is then `talk`; `objectives`:
 * by item.
 */
export async function publishQuizCourse(
  given: {
    policy?: Partial<QuizPolicy>;
    requiresQuiz?: boolean;
    dates?: { opensOn?: string; dueOn?: string; timeZone?: string };
    items?: Item[];
    key?: AnswerKey;
    failedAttempts?: number;
    remediation?: number[];
    openRules?: string[];
    objectives?: Readonly<Record<string, string>>;
  } = {},
) {
  const { objectives = {}, key = basicKey } = given;
  const items = (given.items ?? basicItems).map((item) => ({
    ...item,
    objective: objectives[item.id] ?? item.objective,
  }));
  const tag = newId().slice(0, 8);
  const ids = {
    course: `course-${tag}`,
    module: `module-${tag}`,
    lessons: [`first-${tag}`, `second-${tag}`],
    quiz: `quiz-${tag}`,
  };
  const { requiresQuiz = true } = given;
  const course = {
    ...common,
    id: ids.course,
    title: 'A course',
    lastReviewed: '2026-01-01',
    failedAttempts: given.failedAttempts ?? null,
  };
  const module = { ...common, id: ids.module, title: 'A module', requiresQuiz };
  await publish('course', ids.course, 0, { frontmatter: { ...course, standards: [] }, html: '' });
  await publish('module', ids.module, 1000, { frontmatter: module, html: '' });
  const lessonRevisions = new Map<string, string>();
  for (const [index, id] of ids.lessons.entries()) {
    const revision = await publish(
      'lesson',
      id,
      1001 + index,
      toLesson(id, index === 1 ? given.openRules : []),
    );
    lessonRevisions.set(id, revision.id);
  }
  const body = toQuizBody(
    {
      id: ids.quiz,
      passMark: 75,
      attempts: 2,
      remediation: (given.remediation ?? []).map((index) => ids.lessons[index] ?? ''),
      ...given.policy,
    },
    items,
  );
  const quizRevision = await publish('quiz', ids.quiz, 1900, body);

  async function publish(
    kind: 'course' | 'module' | 'lesson' | 'quiz',
    contentId: string,
    position: number,
    content: unknown,
  ) {
    const revision = await createRevision({
      kind,
      contentId,
      body: content,
      key: kind === 'quiz' ? key : kind === 'lesson' ? {} : undefined,
    });
    await publishItem(revision, { courseId: ids.course, moduleId: ids.module, position });
    return revision;
  }

  forgetSnapshot();
  const cohort = await createCohort();
  await assignCourse(cohort.id, ids.course, given.dates);
  const cadet = await createUser();
  await enroll(cohort.id, cadet.id);
  return { ...ids, cohort, cadet, quizRevision, lessonRevisions };
}

/** Notes that a cadet read every lesson of the course to its end. */
export async function readLessons({ lessonRevisions }: QuizCourse, userId: string): Promise<void> {
  const now = new Date();
  for (const [lessonId, revisionId] of lessonRevisions) {
    const times = { firstViewedAt: now, lastViewedAt: now, lastEndAt: now };
    await db.lessonProgress.create({
      data: { userId, lessonId, revisionId, reachedEnd: true, ...times },
    });
  }
}
