import type { Answered, Release, ShownOption } from '../shown-schema.ts';
import type { ItemTypeRules } from '../type-rules.ts';

/** What is said of chosen options. Server only, for it reads keys; pure, no I/O. */

/** The options offered, and of each what may be told. */
export function toShownOptions({ item, value, key }: Answered, release: Release): ShownOption[] {
  return item.options.map((option) => {
    const chosen = value.includes(option.id);
    // Feedback says whether its option is right. On one that was not chosen it waits for the correct options.
    const told = key !== undefined && (release.correctOptions || (release.feedback && chosen));
    return {
      ...option,
      chosen,
      correct: told ? key.correct.includes(option.id) : null,
      feedbackHtml: told && release.feedback ? (key.feedback[option.id] ?? null) : null,
    };
  });
}

/** Whether each option chosen is right, and what its author says of it. */
export const toFeedback: ItemTypeRules['toFeedback'] = (value, key) =>
  value.map((option) => ({
    option,
    right: key?.correct.includes(option) ?? false,
    html: key?.feedback[option] ?? '',
  }));
