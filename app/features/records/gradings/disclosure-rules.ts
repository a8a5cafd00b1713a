import { rulesOf } from '#app/features/curriculum/items/rules.ts';
import {
  type Answered,
  nothingShown,
  type Release,
  type ShownAnswer,
} from '#app/features/curriculum/items/shown-schema.ts';

/** What of an answer and its key is shown with a finished attempt. Server only, for it reads keys; pure, no I/O. */

/**
 * Shapes an answer for its reader, cut to what is released. What says whether an answer is right goes with the feedback;
 * what says which answer would have been right (the other options, the right order, the right counterpart, accepted
 * answers, and the explanation of an item that is not fully right) waits for the correct options.
 */
export function toShownAnswer(answered: Answered, release: Release): ShownAnswer {
  const { item, outcome, key } = answered;
  const isExplained = release.feedback && (release.correctOptions || outcome === 'right');
  return {
    options: [],
    ...nothingShown,
    explanationHtml: isExplained ? (key?.explanation ?? null) : null,
    ...rulesOf(item).toShown(answered, release),
  };
}
