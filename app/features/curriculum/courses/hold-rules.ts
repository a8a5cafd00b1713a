import type { HeldLesson, PublishedLesson, PublishedModule } from './published-schema.ts';

/** When a lesson is held back from cadets, and what that does to its module. Pure: no I/O here. */

/** For each lesson that an administrator has opened without rules that it needs, the ids of those rules. */
export type Openings = ReadonlyMap<string, ReadonlySet<string>>;

/** Whether a lesson with these rules open is held back. */
export type IsHeldBack = (lessonId: string, openRules: readonly string[]) => boolean;

/** Whether a lesson waits for its rules: one that was missing when somebody opened it all the same keeps it back no more. */
export function isHeldBack(
  lessonId: string,
  openRules: readonly string[],
  openings: Openings,
): boolean {
  return openRules.some((rule) => !openings.get(lessonId)?.has(rule));
}

const placeOf = ({ number }: PublishedLesson) => Number(number.split('.')[1]);

/** All lessons of a module in its order, held back or not: for those who teach it. */
export function withHeldBack({
  lessons,
  heldBack,
}: Pick<PublishedModule, 'lessons' | 'heldBack'>): (PublishedLesson | HeldLesson)[] {
  if (heldBack.length === 0) return lessons;
  return [...lessons, ...heldBack].sort((one, other) => placeOf(one) - placeOf(other));
}
