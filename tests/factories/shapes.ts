import type { z } from 'zod';
import {
  type QuizPolicy,
  quizFrontmatterSchema,
  quizPolicySchema,
} from '#app/features/curriculum/courses/frontmatter-schema.ts';
import { type QuizBody, quizBodySchema } from '#app/features/curriculum/courses/schema.ts';
import type { Picture } from '#app/features/curriculum/items/hot-spot/schema.ts';
import {
  type AnswerKey,
  answerKeySchema,
  type Item,
  itemSchema,
} from '#app/features/curriculum/items/schema.ts';

/** What the compiler makes, from as little as a test cares about: the schemas fill in the rest. */

/** An item; without a prompt it has one that names it. */
export function toItem(
  given: Pick<Item, 'id' | 'type'> & Partial<z.input<typeof itemSchema>>,
): Item {
  return itemSchema.parse({
    objective: null,
    promptHtml: `Prompt of ${given.id}`,
    options: [],
    ...given,
  });
}

/** The picture of a hot spot, with the places of these options from left to right. */
export function toPicture(ids: readonly string[]): Picture {
  return {
    srcset: null,
    url: '/files/0123456789abcdef.svg',
    alt: 'A front door',
    width: 640,
    height: 400,
    areas: ids.map((id, index) => ({ id, left: index * 20, top: 10, width: 15, height: 80 })),
  };
}

/** An answer key by item id. */
export function toKey(
  given: Record<string, Partial<z.input<typeof answerKeySchema>[string]>>,
): AnswerKey {
  const empty = { correct: [], feedback: {}, misconceptions: {} };
  return answerKeySchema.parse(
    Object.fromEntries(Object.entries(given).map(([id, key]) => [id, { ...empty, ...key }])),
  );
}

/** A quiz's policy with the defaults an author gets. */
export function toPolicy(given: Partial<QuizPolicy> = {}): QuizPolicy {
  return quizPolicySchema.parse(given);
}

/** A compiled quiz. */
export function toQuizBody(
  given: Partial<z.input<typeof quizFrontmatterSchema>>,
  items: Item[],
): QuizBody {
  const head = { id: 'quiz', title: 'A quiz', summary: 'Made for the tests of quizzes.' };
  const frontmatter = quizFrontmatterSchema.parse({ ...head, ...given });
  return quizBodySchema.parse({ frontmatter, introHtml: '<p>About this quiz.</p>', items });
}
