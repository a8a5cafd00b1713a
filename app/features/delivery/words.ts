import type { CreditClass } from '#app/features/curriculum/courses/kit-schema.ts';
import type { ChoiceKind } from '#app/features/curriculum/items/schema.ts';

/** What a reply of a conversation counts, in the instructor's guide. */
export const choiceKindWords: Readonly<Record<ChoiceKind, string>> = {
  best: '★ best',
  fair: '● fair',
  weak: '○ weak',
  repair: '↺ repair',
  safety: '◆ safety',
};

/** What an hour counts as. */
export const creditWords: Readonly<Record<CreditClass, string>> = {
  basic: 'Basic course',
  supplemental: 'Supplemental',
  'in-service': 'In-service',
  none: 'No credit',
};
