import { gravestOf } from '#app/features/curriculum/courses/edition-rules.ts';
import type { ChangeClass } from '#app/features/curriculum/courses/frontmatter-schema.ts';

/**
 * What a new edition means for those who completed an older one. The completion stands, at the revision that was read; where
 * the course asks for it, the new edition is read to the end as well, and gets a completion of its own. Pure: no I/O.
 */

/** An edition that rose above the one that was completed. `openedRevision`: what the reader opened last; null: nothing. */
export type EditionStep = {
  userId: string;
  lessonId: string;
  completedRevision: string;
  openedRevision: string | null;
  from: number;
  edition: number;
  change: ChangeClass;
};

/**
 * What has changed since a completion. `again`: the course asks for the new edition to be read to the end; `opened`: the
 * reader has seen it. `from`: the edition that was completed.
 */
export type NewerEdition = Pick<
  EditionStep,
  'userId' | 'lessonId' | 'completedRevision' | 'from'
> & {
  change: ChangeClass;
  again: boolean;
  opened: boolean;
};

type Place = {
  lesson: { id: string; edition: number; revisionId: string };
  rereadOn: readonly ChangeClass[];
};

/**
 * One for each user and lesson with something new between the edition completed and the one in force now.
 * @param steps every edition above the newest completion, those that are not in force yet or any more too
 */
export function toNewerEditions(
  steps: readonly EditionStep[],
  places: readonly Place[],
): NewerEdition[] {
  const found = new Map<string, EditionStep[]>();
  for (const step of steps) {
    const key = `${step.userId} ${step.lessonId}`;
    found.set(key, [...(found.get(key) ?? []), step]);
  }
  return [...found.values()].flatMap((all) => {
    const place = places.find(({ lesson }) => lesson.id === all[0]?.lessonId);
    const [first] = all;
    if (!place || !first) return [];
    const { lesson, rereadOn } = place;
    const { userId, lessonId, completedRevision, openedRevision, from } = first;
    const inForce = all.filter(({ edition }) => edition <= lesson.edition);
    const change = gravestOf(inForce.map((step) => step.change));
    if (change === null) return [];
    return [
      {
        userId,
        lessonId,
        completedRevision,
        from,
        change,
        again: inForce.some((step) => rereadOn.includes(step.change)),
        opened: openedRevision === lesson.revisionId,
      },
    ];
  });
}
