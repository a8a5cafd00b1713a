import { describe, expect, test } from 'vitest';
import type { Actor } from '#app/auth/permissions.ts';
import { db } from '#app/db/client.server.ts';
import {
  findExtraTime,
  listExtraTime,
} from '#app/features/assessment/attempts/extra-time-queries.server.ts';
import {
  endExtraTime,
  grantExtraTime,
} from '#app/features/assessment/reviews/extra-time-mutations.server.ts';
import type { ExtraTimeFactor } from '#app/features/records/gradings/time-rules.ts';
import { createCohort, createUser } from '#tests/factories/people.ts';
import { createTaker, plus, setUpTaker } from '#tests/support/quiz-taker.ts';

const policy = { timeLimitMinutes: 40 };

/** A cadet who takes a quiz of 40 minutes, and the instructor of their cohort. */
async function setUpGrant(given: Parameters<typeof setUpTaker>[0] = {}) {
  const taker = await setUpTaker({ ...given, policy: { ...policy, ...given.policy } });
  const user = await createUser({ roles: ['instructor'], name: 'Renee Marchand' });
  const cohortId = taker.quiz.cohort.id;
  await db.cohortInstructor.create({ data: { cohortId, userId: user.id } });
  const instructor: Actor = { ...user, roles: ['instructor'] };
  const whom = { cohortId, userId: taker.user.id };
  return {
    taker,
    instructor,
    whom,
    grant: (factor: ExtraTimeFactor, minutes = 0, actor = instructor) =>
      grantExtraTime({ actor, requestId: 'r1', now: plus(minutes) }, whom, factor),
    end: (minutes = 0) => endExtraTime({ actor: instructor, now: plus(minutes) }, whom),
  };
}

const deadline = async (
  taker: { row: (id: string) => Promise<{ deadlineAt: Date | null }> },
  id: string,
) => (await taker.row(id)).deadlineAt;

describe('granting extra time', () => {
  test.each<[ExtraTimeFactor, number | null]>([
    [1.25, 50],
    [1.5, 60],
    [2, 80],
    [null, null],
  ])('of %s holds in every attempt that starts from then on', async (factor, minutes) => {
    const { taker, grant } = await setUpGrant();
    await grant(factor);
    expect((await taker.overview(1)).time).toEqual({ limitMinutes: 40, factor, minutes });
    const attempt = await taker.begin(1);
    expect(await deadline(taker, attempt)).toEqual(minutes === null ? null : plus(1 + minutes));
    const page = await taker.open(attempt, 2);
    expect(page?.time?.factor ?? null).toBe(factor);
    expect(page?.time?.minutes ?? null).toBe(minutes);
    expect(page?.policy.timeLimitMinutes).toBe(40);
  });

  test('is for that cadet alone, and is recorded with who did it', async () => {
    const { taker, grant, instructor } = await setUpGrant();
    await grant(1.5);
    const other = await createTaker(taker.quiz);
    expect((await other.overview(1)).time?.minutes).toBe(40);
    const events = await db.auditEvent.findMany({ where: { subjectId: taker.user.id } });
    expect(events).toMatchObject([
      { action: 'grant-extra-time', actorId: instructor.id, subjectType: 'user', requestId: 'r1' },
    ]);
    expect(JSON.parse(events[0]?.afterJson ?? '')).toEqual({ factor: 1.5 });
  });

  test('in place of what was granted before keeps both on record', async () => {
    const { taker, grant, end, instructor, whom } = await setUpGrant();
    await grant(1.25, 0);
    await grant(1.25, 1);
    await grant(2, 2);
    expect(await findExtraTime(taker.user.id)).toMatchObject({ factor: 2 });
    expect(await end(3)).toBe(true);
    expect(await end(4)).toBe(false);
    expect(await findExtraTime(taker.user.id)).toBeNull();
    expect(await listExtraTime(instructor, whom.cohortId, whom.userId)).toMatchObject([
      { factor: 2, grantedAt: plus(2), endedAt: plus(3), endedBy: 'Renee Marchand' },
      { factor: 1.25, grantedAt: plus(0), endedAt: plus(2), grantedBy: 'Renee Marchand' },
    ]);
    expect((await taker.overview(5)).time?.minutes).toBe(40);
  });

  test('ten times at once leaves one in force', async () => {
    const { taker, grant } = await setUpGrant();
    const factors: ExtraTimeFactor[] = [1.25, 1.5, 2, null, 1.25, 1.5, 2, null, 1.25, 1.5];
    await Promise.all(factors.map((factor) => grant(factor)));
    const inForce = await db.extraTime.count({
      where: { userId: taker.user.id, activeKey: taker.user.id },
    });
    expect(inForce).toBe(1);
  });

  test('is for instructors of the cohort and administrators; never for oneself or one who has left', async () => {
    const { taker, grant, whom } = await setUpGrant();
    const stranger = await createUser({ roles: ['instructor'] });
    await createCohort({ instructorIds: [stranger.id] });
    const asked = async (
      user: { id: string; name: string; email: string },
      roles: Actor['roles'],
    ) => {
      const refusal = await grant(2, 0, { ...user, roles }).catch((error: unknown) => error);
      return refusal instanceof Response ? refusal.status : refusal;
    };
    expect(await asked(stranger, ['instructor'])).toBe(404);
    expect(await asked(taker.user, ['cadet'])).toBe(403);
    expect(await asked(taker.user, ['cadet', 'admin'])).toBe(403);
    const admin = await createUser({ roles: ['admin'] });
    expect(await asked(admin, ['admin'])).toEqual({ extended: 0 });
    await db.enrollment.updateMany({
      where: { userId: whom.userId },
      data: { withdrawnAt: plus(1) },
    });
    expect(await asked(admin, ['admin'])).toBe(409);
    await expect(
      listExtraTime({ ...stranger, roles: ['instructor'] }, whom.cohortId, whom.userId),
    ).rejects.toMatchObject({ status: 404 });
  });
});

describe('extra time and an open attempt', () => {
  test('moves its deadline, which the next save tells the browser', async () => {
    const { taker, grant } = await setUpGrant();
    const attempt = await taker.begin(0);
    await taker.save(attempt, { voice: ['voice-b'] }, 5, 3000);
    expect(await grant(1.5, 10)).toEqual({ extended: 1 });
    expect(await deadline(taker, attempt)).toEqual(plus(60));
    const saved = await taker.save(attempt, { voice: ['voice-a'] }, 20, 12_000);
    expect(saved).toMatchObject({ kind: 'saved', deadlineMs: 40 * 60_000 });
    // Beyond the first deadline.
    const later = await taker.save(attempt, { reasons: ['reasons-c'] }, 50, 30_000);
    expect(later).toMatchObject({ kind: 'saved', saved: ['reasons'] });
    expect(await taker.gradings(attempt)).toEqual([]);
  });

  test('without a limit takes the deadline away, unless the due date closes the quiz', async () => {
    const free = await setUpGrant();
    const attempt = await free.taker.begin(0);
    await free.grant(null, 10);
    expect(await deadline(free.taker, attempt)).toBeNull();
    expect((await free.taker.open(attempt, 500))?.time).toBeNull();
    const closing = await setUpGrant({
      dates: { dueOn: '2026-05-12' },
      policy: { afterDue: 'closed' },
    });
    const last = await closing.taker.begin(700);
    expect(await deadline(closing.taker, last)).toEqual(plus(720));
    expect(await closing.grant(null, 705)).toEqual({ extended: 0 });
    expect(await deadline(closing.taker, last)).toEqual(plus(720));
  });

  test('never takes time away: not a lesser factor, not its end', async () => {
    const { taker, grant, end } = await setUpGrant();
    await grant(2, 0);
    const attempt = await taker.begin(1);
    await grant(1.25, 2);
    await end(3);
    expect(await deadline(taker, attempt)).toEqual(plus(81));
    expect((await taker.open(attempt, 4))?.time).toMatchObject({ factor: 2, minutes: 80 });
  });

  test('comes in time within the grace, and not after', async () => {
    const { taker, grant } = await setUpGrant();
    const attempt = await taker.begin(0);
    const late = await taker.save(attempt, { voice: ['voice-a'] }, 40.1, 24_060);
    expect(late).toMatchObject({ kind: 'closed', closedBy: 'deadline' });
    expect(await grant(2, 40.2)).toEqual({ extended: 1 });
    // What was late is not any more, once it is sent again.
    const again = await taker.save(attempt, { voice: ['voice-a'] }, 41, 24_060);
    expect(again).toMatchObject({ kind: 'saved', saved: ['voice'] });
    expect(await taker.stored(attempt)).toMatchObject({ voice: { counted: true } });
    const other = await setUpGrant();
    const over = await other.taker.begin(0);
    expect(await other.grant(2, 40.3)).toEqual({ extended: 0 });
    await other.taker.overview(41);
    expect((await other.taker.row(over)).status).toBe('expired');
  });

  test('granted at the moment of the start always counts', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { taker, grant } = await setUpGrant();
      const [, attempt] = await Promise.all([grant(2, 0), taker.begin(0)]);
      expect(await deadline(taker, attempt)).toEqual(plus(80));
    }
  });
});
