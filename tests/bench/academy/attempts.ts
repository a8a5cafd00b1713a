import { toMark } from '#app/auth/made-for.server.ts';
import { db } from '#app/db/client.server.ts';
import { itemTypeSchema } from '#app/features/curriculum/items/schema.ts';
import { toCookie } from '#tests/support/session.ts';
import { answerItem, type Curriculum } from '../../../prisma/seed/history.ts';
import type { OpenAttempt } from './schema.ts';

/**
 * Gives each cadet one open attempt of the first module's quiz, every item answered.
 * @throws Error when the quiz lacks an item of some type: what is measured is every type.
 */
export async function addOpenAttempts(
  { course, quizzes }: Curriculum,
  userIds: readonly string[],
  random: () => number,
  now: Date,
): Promise<OpenAttempt[]> {
  const quiz = course.modules[0]?.quiz;
  const revision = quiz && quizzes.get(quiz.revisionId);
  if (!quiz || !revision) throw new Error('The course of the benchmark has no quiz.');
  const { body, key } = revision;
  const missing = itemTypeSchema.options.filter(
    (type) => !body.items.some((item) => item.type === type),
  );
  if (missing.length > 0)
    throw new Error(
      `The quiz of the benchmark has no item of type ${missing.join(', ')}: write one in tests/fixtures/courses/item-types.`,
    );
  const items = body.items.map((item) => {
    const itemKey = key[item.id];
    if (!itemKey) throw new Error(`${item.id} has no key.`);
    const answers = [1, 0].map((skill) => answerItem(random, skill, item, itemKey));
    return { id: item.id, type: item.type, answers };
  });
  const attempts: OpenAttempt[] = [];
  for (const [index, userId] of userIds.entries()) {
    const id = `open-attempt-${index}`;
    await db.attempt.create({
      data: {
        id,
        userId,
        quizId: quiz.id,
        revisionId: quiz.revisionId,
        number: 1,
        seed: index,
        status: 'open',
        openKey: `${userId} ${quiz.id}`,
        startedAt: now,
        responses: {
          create: items.map(({ id: itemId, answers: [right = []] }) => ({
            itemId,
            valueJson: JSON.stringify(right),
            seq: 1,
            savedAt: now,
          })),
        },
      },
    });
    attempts.push({ id, cookie: await toCookie(userId), madeFor: toMark(userId), items });
  }
  return attempts;
}
