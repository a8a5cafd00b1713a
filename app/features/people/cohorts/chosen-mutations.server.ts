import type { Change } from '#app/auth/change.ts';
import { db, inTransaction } from '#app/db/client.server.ts';
import { Refusal, refuse } from '#app/http/refusal.ts';
import {
  type ChosenCadet,
  listChosen,
  listDatesSetAt,
  listLeftAt,
} from './chosen-queries.server.ts';
import type { ChosenForm, Deed, Done } from './chosen-schema.ts';
import type { FollowDates } from './moved-date-queries.server.ts';
import { endOwnDate, setOwnDate } from './own-date-mutations.server.ts';
import { getCohort } from './queries.server.ts';
import { enrollAccount, withdrawCadet } from './roster-mutations.server.ts';

/**
 * The same change for several cadets of a cohort: each is the change of one, with its own event in the audit log, all of
 * one instant. By that instant it is found again and taken back, so that nothing more is kept for it.
 */

/** Enrolls all of them, or nobody. */
function enrollAll(
  change: Change,
  cohortId: string,
  cadets: readonly ChosenCadet[],
  follow: FollowDates,
): Promise<void> {
  return inTransaction(async (tx) => {
    for (const { id } of cadets) await enrollAccount(tx, change, { cohortId, userId: id }, follow);
  });
}

type Sent<Intent> = Extract<ChosenForm, { intent: Intent }>;

/** Does what the form asks for. Who has left in the meantime is left out. @returns what was done, or why it was not */
export async function applyChosenForm(
  change: Change,
  cohortId: string,
  form: Sent<'extend-chosen' | 'move-chosen' | 'withdraw-chosen'>,
  follow: FollowDates,
): Promise<Done | Refusal> {
  const now = change.now ?? new Date();
  const timed = { ...change, now };
  const chosen = (await listChosen(change.actor, cohortId, form.cadet)).filter(
    ({ id }) => id !== change.actor.id,
  );
  if (chosen.length === 0)
    return refuse('None of them is in this cohort now: nothing was changed.');
  const done = (what: Deed): Done => ({ what, at: now.getTime() });
  switch (form.intent) {
    case 'extend-chosen':
      for (const { id } of chosen) {
        const place = { cohortId, userId: id, courseId: form.course };
        const refusal = await setOwnDate(timed, place, form, follow);
        // A day that makes no sense is refused for the first, and so for all.
        if (refusal?.status === 400) return refusal;
      }
      return done('extend');
    case 'move-chosen': {
      if (form.to === cohortId)
        return new Refusal({ to: ['They are in this cohort. Choose another.'] });
      // Into the new one first: a course that both have is never gone in between.
      await getCohort(change.actor, form.to);
      await enrollAll(timed, form.to, chosen, follow);
      for (const { id } of chosen) await withdrawCadet(timed, cohortId, id, follow);
      return done('move');
    }
    case 'withdraw-chosen':
      for (const { id } of chosen) await withdrawCadet(timed, cohortId, id, follow);
      return done('withdraw');
    default:
      return form satisfies never;
  }
}

/**
 * Takes back what was done at one instant, for everybody for whom it still stands: own due days as they were before; those
 * who left are enrolled again. Whom a move brought into the other cohort leaves it; who was in it before stays.
 */
export async function undoChosen(
  change: Change,
  cohortId: string,
  { what, at, to }: Pick<Sent<'undo-chosen'>, 'what' | 'at' | 'to'>,
  follow: FollowDates,
): Promise<void> {
  const { actor } = change;
  const then = new Date(Number(at));
  if (what === 'extend') {
    for (const { before, ...of } of await listDatesSetAt(actor, cohortId, then)) {
      const place = { ...of, cohortId };
      if (before) await setOwnDate(change, place, { ...before, pastMeant: 'on' }, follow);
      else await endOwnDate(change, place, follow);
    }
    return;
  }
  const left = await listLeftAt(actor, cohortId, then);
  await enrollAll(change, cohortId, left, follow);
  if (what === 'withdraw' || !to) return;
  await getCohort(actor, to);
  const userIds = left.map(({ id }) => id);
  const joined = await db.enrollment.findMany({
    where: { cohortId: to, userId: { in: userIds }, withdrawnAt: null, enrolledAt: { gte: then } },
    select: { userId: true },
  });
  for (const { userId } of joined) await withdrawCadet(change, to, userId, follow);
}
