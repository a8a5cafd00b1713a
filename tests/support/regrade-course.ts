import type { Actor, Role } from '#app/auth/permissions.ts';
import { db } from '#app/db/client.server.ts';
import {
  startAttempt,
  submitForm,
} from '#app/features/assessment/attempts/attempt-mutations.server.ts';
import { applyRegrade } from '#app/features/assessment/regrades/regrade-mutations.server.ts';
import { getRegradePage } from '#app/features/assessment/regrades/regrade-queries.server.ts';
import type { QuizPolicy } from '#app/features/curriculum/courses/frontmatter-schema.ts';
import { quizBodySchema } from '#app/features/curriculum/courses/schema.ts';
import { forgetSnapshot } from '#app/features/curriculum/courses/snapshot.server.ts';
import { answerKeySchema } from '#app/features/curriculum/items/schema.ts';
import { type NoticeText, noticeTextSchema } from '#app/features/notices/schema.ts';
import type { Policies } from '#app/features/records/gradings/decision-schema.ts';
import { createRevision, publishItem } from '#tests/factories/content.ts';
import { createUser, enroll } from '#tests/factories/people.ts';
import { toItem, toKey } from '#tests/factories/shapes.ts';
import { publishQuizCourse, readLessons, rightAnswers } from './quiz-course.ts';

/** A quiz course with an instructor, cadets who took the quiz, and a key that can be fixed afterwards. */
export type RegradeCourse = Awaited<ReturnType<typeof publishRegradeCourse>>;

const writtenItems = [
  toItem({
    id: 'tone',
    type: 'single',
    promptHtml: 'Which tone calms?',
    options: ['low', 'loud'].map((id) => ({ id: `tone-${id}`, html: id })),
  }),
  toItem({ id: 'habit', type: 'text', promptHtml: 'Name the habit.' }),
  toItem({ id: 'step', type: 'text', promptHtml: 'Name the first step.' }),
];
const writtenKey = toKey({
  tone: { correct: ['tone-low'] },
  habit: { patterns: ['listen*'] },
  step: { patterns: ['stop'] },
});

/** A course whose quiz asks `tone` (a choice) and two written answers, `habit` and `step`; two of three points pass. */
export function publishWrittenCourse(policy: Partial<QuizPolicy> = {}) {
  return publishRegradeCourse({
    items: writtenItems,
    key: writtenKey,
    right: { tone: ['tone-low'], habit: ['listening'], step: ['stop'] },
    policy: { passMark: 60, shuffle: false, ...policy },
  });
}

/** Someone as the guards give them. */
export async function createActor(roles: Role[], name?: string): Promise<Actor> {
  const { id, name: called, email } = await createUser({ roles, name });
  return { id, name: called, email, roles };
}

/** What a cadet answers, by item; every other item right. */
export type Answers = Record<string, string[]>;

/** Publishes a course as `publishQuizCourse` does. `right`: what a cadet answers by default, with items of its own. */
export async function publishRegradeCourse({
  right = rightAnswers,
  ...given
}: Parameters<typeof publishQuizCourse>[0] & { right?: Answers } = {}) {
  const quiz = await publishQuizCourse(given);
  const instructor = await createActor(['instructor'], `Instructor of ${quiz.course}`);
  await teach(quiz.cohort.id, instructor);

  /** Publishes the quiz again, with parts of its key and items replaced. Its revision's id. */
  async function fixQuiz(
    change: { key?: Answers; patterns?: Answers; without?: string[] },
    edition = 2,
  ): Promise<string> {
    const now = await db.contentItem.findUniqueOrThrow({
      where: { contentId: quiz.quiz },
      include: { revision: true },
    });
    const body = quizBodySchema.parse(JSON.parse(now.revision.bodyJson));
    const key = answerKeySchema.parse(JSON.parse(now.revision.keyJson ?? '{}'));
    for (const [id, correct] of Object.entries(change.key ?? {})) {
      const item = key[id];
      if (item) key[id] = { ...item, correct };
    }
    for (const [id, patterns] of Object.entries(change.patterns ?? {})) {
      const item = key[id];
      if (item) key[id] = { ...item, patterns };
    }
    const items = body.items.filter(({ id }) => !change.without?.includes(id));
    const revision = await createRevision({
      kind: 'quiz',
      contentId: quiz.quiz,
      title: now.title,
      key,
      body: { ...body, items, frontmatter: { ...body.frontmatter, edition } },
    });
    await db.contentRevision.update({ where: { id: revision.id }, data: { edition } });
    const { courseId, position } = now;
    await publishItem(revision, { courseId, moduleId: quiz.module, position });
    forgetSnapshot();
    return revision.id;
  }

  /** A new cadet of the cohort who has read every lesson. */
  async function addCadet(name?: string, cohortId = quiz.cohort.id): Promise<Actor> {
    const cadet = await createActor(['cadet'], name);
    await enroll(cohortId, cadet.id);
    await readLessons(quiz, cadet.id);
    return cadet;
  }

  /** Takes the quiz: every item right but for these; one without an answer is left empty. The attempt's id. */
  async function take(cadet: Actor, wrong: Answers = {}): Promise<string> {
    const started = await startAttempt({ actor: cadet }, quiz.course, quiz.module);
    if (started.kind !== 'open') throw new Error(`No attempt was started: ${started.kind}`);
    const chosen = Object.entries({ ...right, ...wrong });
    const answers = chosen.map(([itemId, value]) => ({ itemId, value }));
    await submitForm({ actor: cadet }, started.attemptId, answers, { confirmed: true });
    return started.attemptId;
  }

  const query = (policies: Policies = {}, neverLower = true) => ({ policies, neverLower });
  const preview = (actor: Actor, policies?: Policies, neverLower?: boolean) =>
    getRegradePage(actor, quiz.quiz, query(policies, neverLower));

  return {
    ...quiz,
    instructor,
    fixQuiz,
    addCadet,
    take,
    preview,
    /** Looks at the preview and applies it. */
    async regrade(actor: Actor, policies?: Policies, neverLower?: boolean) {
      const { plan } = await preview(actor, policies, neverLower);
      return applyRegrade(
        { actor },
        {
          quizId: quiz.quiz,
          query: query(policies, neverLower),
          preview: plan?.fingerprint ?? '',
          reason: 'The key of respect was wrong.',
        },
      );
    },
    /** Applies what another preview said. */
    apply: (actor: Actor, fingerprint: string, policies?: Policies, neverLower?: boolean) =>
      applyRegrade(
        { actor },
        {
          quizId: quiz.quiz,
          query: query(policies, neverLower),
          preview: fingerprint,
          reason: 'The key was wrong.',
        },
      ),
  };
}

/** Makes someone an instructor of a cohort. */
export async function teach(cohortId: string, { id: userId }: Pick<Actor, 'id'>): Promise<void> {
  await db.cohortInstructor.create({ data: { cohortId, userId } });
}

/** Every row about a quiz that must never change, as it stands: to be compared with later. */
export async function readRecords(quizId: string) {
  const attempt = { quizId };
  const [attempts, gradings, responses, completions] = await Promise.all([
    db.attempt.findMany({ where: attempt, orderBy: { id: 'asc' }, omit: { tallied: true } }),
    db.grading.findMany({ where: { attempt }, orderBy: { id: 'asc' } }),
    db.response.findMany({
      where: { attempt },
      orderBy: [{ attemptId: 'asc' }, { itemId: 'asc' }],
    }),
    db.completion.findMany({
      where: { ruleJson: { contains: quizId } },
      orderBy: { id: 'asc' },
    }),
  ]);
  return { attempts, gradings, responses, completions };
}

/** The newest grading of an attempt. */
export function newestGrading(attemptId: string) {
  return db.grading.findFirstOrThrow({ where: { attemptId }, orderBy: { sequence: 'desc' } });
}

/** A cadet's completions, first to last. */
export function completionsOf(userId: string) {
  return db.completion.findMany({
    where: { userId },
    orderBy: [{ sequence: 'asc' }, { lessonId: 'asc' }],
  });
}

/** What a cadet was told, first to last. */
export async function noticesOf(userId: string): Promise<NoticeText[]> {
  const rows = await db.notice.findMany({ where: { userId }, orderBy: { createdAt: 'asc' } });
  return rows.map(({ textJson }) => noticeTextSchema.parse(JSON.parse(textJson)));
}
