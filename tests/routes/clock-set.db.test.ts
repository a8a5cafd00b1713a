import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { deleteExpiredSessions, readSession } from '#app/auth/lucia.server.ts';
import { startAttempt } from '#app/features/assessment/attempts/attempt-mutations.server.ts';
import {
  expireDueAttempts,
  openAttempt,
} from '#app/features/assessment/attempts/expiry-mutations.server.ts';
import { saveResponses } from '#app/features/assessment/attempts/response-mutations.server.ts';
import { signInLimits } from '#app/features/people/sign-in/schema.ts';
import { signIn } from '#app/features/people/sign-in/sign-in-mutations.server.ts';
import { keepSteadyTime, secondsApart } from '#app/time/steady-clock.server.ts';
import { createUser, enroll } from '#tests/factories/people.ts';
import { createLearner, toReport } from '#tests/support/learner.ts';
import { publishLearningCourse } from '#tests/support/learning-course.ts';
import { setUpTaker } from '#tests/support/quiz-taker.ts';
import { toCookie } from '#tests/support/session.ts';

/** The system's clock is set by hours, as when a machine that was wrong finds the right time, while people work. */

const hour = 3_600_000;
let giveBack: () => void;

// The fake date is the system's clock; what nobody sets is real.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-05-12T15:00:00Z') });
  giveBack = keepSteadyTime();
});
afterEach(() => {
  giveBack();
  vi.useRealTimers();
});

describe.each([
  ['forward', 5],
  ['back', -5],
  ['forward by a month', 31 * 24],
])('the clock is set %s', (_, hours) => {
  const setClock = () => {
    vi.setSystemTime((vi.getMockedSystemTime()?.getTime() as number) + hours * hour);
    expect(secondsApart()).not.toBe(0);
  };

  test('a timed attempt has as long as it had, and takes answers', async () => {
    const { actor, quiz } = await setUpTaker({ policy: { timeLimitMinutes: 30 } });
    const started = await startAttempt({ actor }, quiz.course, quiz.module);
    if (started.kind !== 'open') throw new Error(started.kind);
    setClock();
    await expireDueAttempts();
    const page = await openAttempt({ actor }, started.attemptId);
    const minutes = (page?.time?.remainingMs ?? 0) / 60_000;
    expect(minutes).toBeGreaterThan(20);
    expect(minutes).toBeLessThanOrEqual(30);
    const answer = { itemId: 'voice', value: ['voice-a'], seq: 1 };
    expect(await saveResponses({ actor }, started.attemptId, [answer])).toMatchObject({
      kind: 'saved',
    });
  });

  test('who guessed waits as long as before', async () => {
    const { email } = await createUser({ password: 'a sentence to sign in with' });
    const clientAddress = `203.0.113.${hours & 127}`;
    const visit = { requestId: '1', clientAddress, cookieHeader: null, userAgent: null };
    const guess = () => signIn(visit, { email, password: 'a wrong sentence altogether' });
    for (let tries = 0; tries < signInLimits.perAccount; tries += 1) await guess();
    setClock();
    const result = await guess();
    if (result.kind !== 'limited') throw new Error(result.kind);
    expect(result.seconds).toBeGreaterThan(0);
    expect(result.seconds).toBeLessThanOrEqual(signInLimits.windowMinutes * 60);
  });

  test('who is signed in stays so', async () => {
    const { id } = await createUser();
    const cookie = await toCookie(id);
    setClock();
    await deleteExpiredSessions();
    expect((await readSession(cookie)).user?.id).toBe(id);
  });

  test('nobody has read for hours', async () => {
    const { course, lessons, cohort } = await publishLearningCourse();
    const { id } = await createUser();
    await enroll(cohort.id, id);
    const { open, report } = await createLearner(id);
    const openedAt = performance.now();
    await open(course, lessons.checks);
    setClock();
    const sent = await report(toReport(course, lessons.checks, { seconds: '60' }));
    const { activeSeconds } = await (sent as Response).json();
    expect(activeSeconds).toBeLessThanOrEqual((performance.now() - openedAt) / 1000 + 1);
    expect(activeSeconds).toBeGreaterThanOrEqual(0);
  });
});
