import type { Answered, Release, ShownAnswer } from './shown-schema.ts';
import type { Find } from './type-rules.ts';
import { maxTextLength } from './value-rules.ts';

/** Answers that are typed: one text. Pure: no I/O. */

/** A text longer than the server takes. */
export const findTooLong: Find = (_item, [typed = '']) =>
  typed.length > maxTextLength ? `Write at most ${maxTextLength} characters here.` : null;

/** Several texts, or one too long. */
export const findBadText: Find = (item, value) =>
  value.length > 1 ? 'Only one answer can be given here.' : findTooLong(item, value);

/**
 * What was typed, and what may be told of it.
 * @param toAccepted answers that are right, in words
 */
export function toShownTyped(
  { item, value, outcome, key }: Answered,
  release: Release,
  toAccepted: (key: NonNullable<Answered['key']>) => string[],
): Partial<ShownAnswer> {
  const told = key !== undefined && (release.correctOptions || release.feedback);
  const decided = outcome === 'right' || outcome === 'wrong';
  return {
    typed: {
      text: value[0] ?? null,
      correct: told && decided ? outcome === 'right' : null,
      accepted: release.correctOptions && key ? toAccepted(key) : null,
    },
    unit: item.unit,
  };
}
