import type { Change } from '#app/auth/change.ts';
import { db, inTransaction } from '#app/db/client.server.ts';
import { env } from '#app/env.server.ts';
import type { FollowDates } from '#app/features/people/cohorts/moved-date-queries.server.ts';
import { enrollAccount } from '#app/features/people/cohorts/roster-mutations.server.ts';
import { logger } from '#app/http/logger.server.ts';
import { toMapped } from './rules.ts';
import type { Claims } from './schema.ts';

/**
 * Enrolls the actor, a cadet, in the cohorts that the provider gives, and withdraws them from none. Whoever was withdrawn
 * from one by an administrator stays so; one that is archived, or is not there, is passed over.
 */
export async function enrollByClaims(
  change: Change,
  claims: Claims,
  follow: FollowDates,
): Promise<void> {
  const { actor, requestId } = change;
  const words = env.OIDC_COHORTS && toMapped(claims, env.OIDC_COHORTS);
  if (!words || words.length === 0 || !actor.roles.includes('cadet')) return;
  for (const word of words) {
    const cohort = await db.cohort.findFirst({
      where: { OR: [{ id: word }, { name: word }] },
      include: { enrollments: { where: { userId: actor.id } } },
    });
    if (!cohort) logger.warn({ requestId, cohort: word }, 'OIDC_COHORTS names no cohort of ours');
    if (!cohort || cohort.archivedAt || cohort.enrollments.length > 0) continue;
    const place = { cohortId: cohort.id, userId: actor.id };
    await inTransaction((tx) => enrollAccount(tx, change, place, follow));
  }
}
