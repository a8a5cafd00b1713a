import { db, newId } from '#app/db/client.server.ts';
import type { ChangeClass } from '#app/features/curriculum/courses/frontmatter-schema.ts';
import type { Block, LessonBody } from '#app/features/curriculum/courses/schema.ts';
import { forgetSnapshot } from '#app/features/curriculum/courses/snapshot.server.ts';
import type { AnswerKey } from '#app/features/curriculum/items/schema.ts';
import { createRevision, publishItem } from '#tests/factories/content.ts';
import { assignCourse, createCohort, createUser, enroll } from '#tests/factories/people.ts';
import { toItem, toKey, toQuizBody } from '#tests/factories/shapes.ts';

/**
 * A published course to learn: module 1 requires its quiz and has the lesson `checks` (text, a required check, an
 * optional one with two right options, a note, text) and the lesson `plain` (text only); module 2 has `free`, which
 * needs one check and no quiz.
 */
export type LearningCourse = Awaited<ReturnType<typeof publishLearningCourse>>;

const summary = 'Made for the tests of learning pages.';

function check(id: string, required: boolean, type: 'single' | 'multiple' = 'single'): Block {
  const options = ['a', 'b', 'c'].map((letter) => ({
    id: `${id}-${letter}`,
    html: `Option ${letter} of ${id}`,
  }));
  return { type: 'check', required, item: toItem({ id, type, options }) };
}

/** The key of a check: right are the options with these letters. */
function keyOf(id: string, letters: string[]): Partial<AnswerKey[string]> {
  const ids = ['a', 'b', 'c'].map((letter) => `${id}-${letter}`);
  return {
    correct: letters.map((letter) => `${id}-${letter}`),
    feedback: Object.fromEntries(ids.map((option) => [option, `<p>Feedback on ${option}.</p>`])),
    misconceptions: Object.fromEntries(ids.map((option) => [option, `Misconception: ${option}`])),
  };
}

const heading = (id: string, text: string): Block => ({
  type: 'html',
  html: `<h2 id="section-${id}">${text}</h2><p>Text about ${id}.</p>`,
});

const checksBlocks: Block[] = [
  { type: 'html', html: '<p>How it begins.</p>' },
  heading('voice', 'Voice'),
  check('voice-check', true),
  check('both-check', false, 'multiple'),
  { type: 'reflect', id: 'own-habit', promptHtml: 'Which habit drops first?' },
  heading('respect', 'Respect'),
];

/** A compiled lesson with these blocks. */
export function toLessonBody(id: string, blocks: Block[], change = ''): LessonBody {
  return {
    frontmatter: {
      id,
      title: `Lesson ${id}${change}`,
      summary,
      minutes: 40,
      practiceMinutes: 25,
      objectives: [{ id: 'explain', text: 'explain the four habits in plain words' }],
      sources: [],
      contentNotes: ['This lesson quotes insults.'],
      needsRules: [],
      standards: [],
      lastReviewed: '2026-01-01',
      authors: [],
      reviewers: [],
      edition: 1,
    },
    blocks,
    outline: [
      { id: 'section-voice', text: 'Voice', depth: 2 },
      { id: 'section-respect', text: 'Respect', depth: 2 },
    ],
    references: [],
    terms: [{ id: 'voice', term: 'Voice', meaning: 'Being heard before the decision.' }],
    words: 1200,
    openRules: [],
  };
}

/**
 * Publishes a course of its own for a test and enrolls a new cadet in a cohort (America/Halifax) that has it. Ids differ
 * from call to call. `dates` are those of the assignment, `leastTime` and `rereadOn` the
 * course's.
 */
export async function publishLearningCourse(
  given: {
    dates?: { opensOn?: string; dueOn?: string };
    leastTime?: number;
    rereadOn?: ChangeClass[];
  } = {},
) {
  const tag = newId().slice(0, 8);
  const course = `course-${tag}`;
  const quiz = `quiz-${tag}`;
  const modules = [`one-${tag}`, `two-${tag}`];
  const lessons = { checks: `checks-${tag}`, plain: `plain-${tag}`, free: `free-${tag}` };
  const common = { summary, edition: 1 };

  const publish = async (
    kind: 'course' | 'module' | 'lesson' | 'quiz',
    contentId: string,
    position: number,
    body: unknown,
    key?: AnswerKey,
    raised: { edition?: number; change?: ChangeClass } = {},
  ) => {
    const title = `Title of ${contentId}`;
    const revision = await createRevision({ kind, contentId, title, body, key, ...raised });
    const moduleId = modules[Math.floor(position / 1000) - 1];
    const minutes = kind === 'lesson' ? 40 : 0;
    await publishItem(revision, { courseId: course, moduleId, position, minutes });
    await db.release.create({ data: { contentId, revisionId: revision.id, at: new Date() } });
    forgetSnapshot();
    return revision;
  };

  const courseFrontmatter = {
    ...common,
    id: course,
    title: 'Trust',
    lastReviewed: '2026-01-01',
    leastTime: given.leastTime ?? null,
    rereadOn: given.rereadOn ?? [],
  };
  await publish('course', course, 0, { frontmatter: courseFrontmatter, html: '<p>About.</p>' });
  for (const [index, id] of modules.entries()) {
    const frontmatter = { ...common, id, title: `Module ${id}`, requiresQuiz: index === 0 };
    await publish('module', id, 1000 * (index + 1), { frontmatter, html: '' });
  }
  const key = toKey({
    'voice-check': keyOf('voice-check', ['b']),
    'both-check': keyOf('both-check', ['a', 'c']),
  });
  const freeBlocks = [heading('voice', 'Voice'), check('free-check', true)];
  const freeKey = toKey({ 'free-check': keyOf('free-check', ['a']) });
  const plainBlocks = [heading('voice', 'Voice'), heading('respect', 'Respect')];
  await publish('lesson', lessons.checks, 1001, toLessonBody(lessons.checks, checksBlocks), key);
  await publish('lesson', lessons.plain, 1002, toLessonBody(lessons.plain, plainBlocks), {});
  await publish('lesson', lessons.free, 2001, toLessonBody(lessons.free, freeBlocks), freeKey);
  const items = [check('item', true)].flatMap((block) =>
    block.type === 'check' ? [block.item] : [],
  );
  const quizBody = toQuizBody({ id: quiz, title: 'Quiz of module 1' }, items);
  const quizKey = toKey({ item: keyOf('item', ['a']) });
  const quizRevision = await publish('quiz', quiz, 1900, quizBody, quizKey);

  const cohort = await createCohort();
  await assignCourse(cohort.id, course, given.dates);
  const cadet = await createUser();
  await enroll(cohort.id, cadet.id);

  return {
    course,
    quiz,
    modules,
    lessons,
    cohort,
    cadet,
    /** Publishes `checks` again with another title: a new revision. */
    changeChecks: () =>
      publish(
        'lesson',
        lessons.checks,
        1001,
        toLessonBody(lessons.checks, checksBlocks, ' 2'),
        key,
      ),
    /** Publishes `free` as another edition, with other words. */
    raiseFree: (edition: number, change: ChangeClass) => {
      const body = toLessonBody(lessons.free, [
        heading('law', 'The new law'),
        ...freeBlocks.slice(1),
      ]);
      const frontmatter = { ...body.frontmatter, edition, change };
      const raised = { edition, change };
      return publish('lesson', lessons.free, 2001, { ...body, frontmatter }, freeKey, raised);
    },
    /** Publishes `free` again without its check. */
    dropFreeCheck: () =>
      publish('lesson', lessons.free, 2001, toLessonBody(lessons.free, freeBlocks.slice(0, 1)), {}),
    retire: async (contentId: string) => {
      await db.contentItem.update({ where: { contentId }, data: { retiredAt: new Date() } });
      forgetSnapshot();
    },
    /** A submitted attempt at the quiz, passed or not. */
    attempt: (userId: string, number: number, passed: boolean) =>
      createAttempt({ userId, quizId: quiz, revisionId: quizRevision.id, number }, passed),
  };
}

type AttemptKey = { userId: string; quizId: string; revisionId: string; number: number };

function createAttempt(key: AttemptKey, passed: boolean) {
  const at = new Date();
  const { revisionId } = key;
  const result = { points: passed ? 1 : 0, maxPoints: 1, score: passed ? 1 : 0, passed };
  return db.attempt.create({
    data: {
      id: newId(),
      ...key,
      seed: 1,
      status: 'submitted',
      startedAt: at,
      submittedAt: at,
      gradings: {
        create: {
          id: newId(),
          sequence: 1,
          kind: 'original',
          revisionId,
          ...result,
          detailJson: '{}',
          gradedAt: at,
        },
      },
    },
  });
}
