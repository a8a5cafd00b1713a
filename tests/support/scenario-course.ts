import { db, newId } from '#app/db/client.server.ts';
import type { Block } from '#app/features/curriculum/courses/schema.ts';
import { forgetSnapshot } from '#app/features/curriculum/courses/snapshot.server.ts';
import type { AnswerKey, Scenario } from '#app/features/curriculum/items/schema.ts';
import { createRevision, publishItem } from '#tests/factories/content.ts';
import { assignCourse, createCohort, createUser, enroll } from '#tests/factories/people.ts';
import { toLessonBody } from './learning-course.ts';
import { toJudgements, toScenario } from './scenario-shapes.ts';

const emptyKey = {
  correct: [],
  feedback: {},
  misconceptions: {},
  explanation: null,
  range: null,
  patterns: [],
};

const toBlock = (scenario: Scenario, required: boolean): Block => ({
  type: 'scenario',
  required,
  scenario,
});

/** A published course whose one lesson holds two conversations, with a cohort, its instructor and a cadet. */
export type ScenarioCourse = Awaited<ReturnType<typeof publishScenarioCourse>>;

/**
 * Publishes a course of its own for a test: `wake` is required, `grief` is optional and has a note to read first. The
 * lesson asks for its end and for `wake`, and for no quiz.
 */
export async function publishScenarioCourse() {
  const tag = newId().slice(0, 8);
  const [course, module, lesson] = [`course-${tag}`, `module-${tag}`, `lesson-${tag}`];
  const common = { summary: 'Made for the tests of conversations.', edition: 1 };
  const publish = async (
    kind: 'course' | 'module' | 'lesson',
    contentId: string,
    position: number,
    body: unknown,
    key?: AnswerKey,
  ) => {
    const title = `Title of ${contentId}`;
    const revision = await createRevision({ kind, contentId, title, body, key });
    const moduleId = kind === 'course' ? undefined : module;
    await publishItem(revision, { courseId: course, moduleId, position, minutes: 20 });
    forgetSnapshot();
    return revision;
  };
  const note = 'A family is grieving.';
  const publishLesson = (change = '', scenario: Partial<Scenario> = {}) => {
    const scenarios = [toScenario('wake', scenario), toScenario('grief', { note })];
    const blocks: Block[] = [
      { type: 'html', html: `<p>How it begins.${change}</p>` },
      ...scenarios.map((one) => toBlock(one, one.id === 'wake')),
      { type: 'html', html: '<p>How it ends.</p>' },
    ];
    const key = Object.fromEntries(
      scenarios.map((one) => [one.id, { ...emptyKey, choices: toJudgements(one) }]),
    );
    return publish('lesson', lesson, 1001, toLessonBody(lesson, blocks, change), key);
  };
  const frontmatter = { ...common, id: course, title: 'Talking', lastReviewed: '2026-01-01' };
  await publish('course', course, 0, { frontmatter, html: '' });
  const moduleFrontmatter = { ...common, id: module, title: 'Doors', requiresQuiz: false };
  await publish('module', module, 1000, { frontmatter: moduleFrontmatter, html: '' });
  const revision = await publishLesson();

  const instructor = await createUser({ roles: ['instructor'] });
  const cohort = await createCohort({ instructorIds: [instructor.id] });
  await assignCourse(cohort.id, course);
  const addCadet = async () => {
    const cadet = await createUser();
    await enroll(cohort.id, cadet.id);
    return cadet;
  };
  return {
    course,
    module,
    lesson,
    cohort,
    instructor,
    revision,
    addCadet,
    /** Publishes the lesson again: other words around it, or another `wake`. */
    publishLesson,
    runsOf: (userId: string, scenarioId = 'wake') =>
      db.scenarioRun.findMany({
        where: { userId, lessonId: lesson, scenarioId },
        include: { choices: { orderBy: { step: 'asc' } } },
        orderBy: { number: 'asc' },
      }),
  };
}
