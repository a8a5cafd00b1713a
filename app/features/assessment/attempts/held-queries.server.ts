import type { Actor } from '#app/auth/permissions.ts';
import type { Tx } from '#app/db/client.server.ts';
import { findCourse } from '#app/features/curriculum/courses/queries.server.ts';
import { findAway } from '#app/features/people/cohorts/assignment-queries.server.ts';
import { type HeldWords, heldWords, type TaughtHold, taughtHold } from './held-rules.ts';

/** Why the actor cannot go on now with an open attempt in a course, in words for them; null when they can. */
export async function findHold(
  actor: Pick<Actor, 'id'>,
  { courseId, timed }: { courseId: string; timed: boolean },
  now: Date,
  tx?: Tx,
): Promise<HeldWords | null> {
  const away = await findAway(actor, courseId, now, tx);
  if (!away) return null;
  const course = (await findCourse(courseId))?.title ?? courseId;
  return heldWords(away, { course, timed, now });
}

/** Why a cadet cannot go on now with an open attempt in a course, in words for those who teach them; null when they can. */
export async function findTaughtHold(
  cadetId: string,
  { courseId, timed }: { courseId: string; timed: boolean },
  now: Date,
): Promise<TaughtHold | null> {
  const away = await findAway({ id: cadetId }, courseId, now);
  return away && taughtHold(away, { timed, now });
}
