/** What a rubric asks for, in numbers and words. Pure and client-safe. */

/** As much of a rubric as its points need. */
export type RubricPoints = { criteria: readonly { critical: boolean }[]; pass: number };

/** The most points of a rubric. */
export function mostPoints({ criteria }: Pick<RubricPoints, 'criteria'>): number {
  return criteria.length * 2;
}

/** What passes, in words. */
export function passWords(rubric: RubricPoints): string {
  const points = `${rubric.pass} of ${mostPoints(rubric)} points or more`;
  return rubric.criteria.some(({ critical }) => critical)
    ? `Passed with ${points} and no 0 at a ★.`
    : `Passed with ${points}.`;
}
