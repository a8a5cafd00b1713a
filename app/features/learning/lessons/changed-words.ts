import type { ChangeClass } from '#app/features/curriculum/courses/frontmatter-schema.ts';

/** What has changed since a lesson was completed, as a sentence to the cadet begins. */
export const changedWords: Record<ChangeClass, string> = {
  wording: 'The wording has changed',
  substantive: 'What you must know has changed',
  legal: 'Law or policy has changed',
};
