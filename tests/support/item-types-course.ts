import type { QuizPolicy } from '#app/features/curriculum/courses/frontmatter-schema.ts';
import { itemsOfEachType, keyOfEachType } from './item-types.ts';
import { setUpQuiz } from './quiz-browser.ts';

/** A quiz of the nine items, in the order written, with its cadet's browser. */
export function setUpItemTypes(
  policy: Partial<QuizPolicy> = {},
  given: Parameters<typeof setUpQuiz>[0] = {},
) {
  return setUpQuiz({
    items: itemsOfEachType,
    key: keyOfEachType,
    policy: { shuffle: false, ...policy },
    ...given,
  });
}
