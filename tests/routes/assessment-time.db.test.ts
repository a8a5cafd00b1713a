import { describe, expect, test, vi } from 'vitest';
import { db } from '#app/db/client.server.ts';
import { expireDueAttempts } from '#app/features/assessment/attempts/expiry-mutations.server.ts';
import { saveResponses } from '#app/features/assessment/attempts/response-mutations.server.ts';
import { graceMs } from '#app/features/records/gradings/time-rules.ts';
import { logger } from '#app/http/logger.server.ts';
import { readLessons } from '#tests/support/quiz-course.ts';
import { allRightValues, createTaker, noon, plus, setUpTaker } from '#tests/support/quiz-taker.ts';

const policy = { timeLimitMinutes: 30 };
const seconds = (count: number) => count / 60;
/** The sequence number of an answer given so many minutes after the start. */
const seqAt = (minutes: number) => Math.floor(minutes * 600);

const audit = (subjectId: string) =>
  db.auditEvent.findMany({ where: { subjectId }, orderBy: { id: 'asc' } });

describe('the deadline', () => {
  test('is told with the page and with every save, by the clock of the server', async () => {
    const taker = await setUpTaker({ policy });
    expect((await taker.overview(0)).time).toEqual({ limitMinutes: 30, factor: null, minutes: 30 });
    const attempt = await taker.begin(0);
    const page = await taker.open(attempt, 10);
    expect(page?.time).toEqual({
      startedAt: noon,
      deadlineAt: plus(30),
      remainingMs: 20 * 60_000,
      limitMinutes: 30,
      factor: null,
      minutes: 30,
      closesAtDue: false,
      deadlineText: '12:30',
    });
    expect(await taker.save(attempt, { voice: ['voice-a'] }, 25, seqAt(25))).toMatchObject({
      kind: 'saved',
      deadlineMs: 5 * 60_000,
    });
  });

  test('does not exist without a time limit', async () => {
    const taker = await setUpTaker();
    const attempt = await taker.begin(0);
    expect((await taker.open(attempt, 1))?.time).toBeNull();
    expect(await taker.save(attempt, { voice: ['voice-a'] }, 60 * 24 * 90, 9)).toMatchObject({
      kind: 'saved',
      deadlineMs: null,
    });
    await expireDueAttempts(plus(60 * 24 * 90));
    expect((await taker.row(attempt)).status).toBe('open');
  });

  // Clocks go forward in Halifax on 8 March 2026 at 06:00 UTC and back on 1 November at 05:00 UTC.
  test.each(['2026-03-08T05:50:00Z', '2026-11-01T04:50:00Z'])(
    'is as far away as ever over the change of clocks at %s',
    async (text) => {
      const taker = await setUpTaker({ policy });
      const minutes = (Date.parse(text) - noon.getTime()) / 60_000;
      const attempt = await taker.begin(minutes);
      expect((await taker.row(attempt)).deadlineAt).toEqual(plus(minutes + 30));
      expect((await taker.open(attempt, minutes + 20))?.time?.remainingMs).toBe(600_000);
      await taker.save(attempt, allRightValues, minutes + 29, seqAt(29));
      await expireDueAttempts(plus(minutes + 31));
      expect(await taker.gradings(attempt)).toMatchObject([{ points: 4 }]);
    },
  );
});

describe('an attempt whose time is up', () => {
  test('is closed and graded with what was saved, by the ticker', async () => {
    const taker = await setUpTaker({ policy });
    await readLessons(taker.quiz, taker.user.id);
    const attempt = await taker.begin(0);
    await taker.save(attempt, allRightValues, 10, seqAt(10));
    await expireDueAttempts(plus(30));
    await expireDueAttempts(new Date(plus(30).getTime() + graceMs));
    expect((await taker.row(attempt)).status).toBe('open');
    await expireDueAttempts(new Date(plus(30).getTime() + graceMs + 1));
    expect(await taker.row(attempt)).toMatchObject({
      status: 'expired',
      openKey: null,
      submittedAt: plus(30),
    });
    expect(await taker.gradings(attempt)).toMatchObject([
      { sequence: 1, kind: 'original', points: 4, passed: true },
    ]);
    expect(await db.completion.count({ where: { userId: taker.user.id } })).toBe(2);
    const events = await audit(attempt);
    expect(events.map(({ action, actorId }) => [action, actorId])).toEqual([
      ['start-attempt', taker.user.id],
      ['expire-attempt', null],
    ]);
  });

  test('is closed by whatever touches it first: quiz page, attempt page, result, start, save, submit', async () => {
    const touches: ((taker: Awaited<ReturnType<typeof setUpTaker>>, attempt: string) => unknown)[] =
      [
        (taker) => taker.overview(31),
        (taker, attempt) => taker.open(attempt, 31),
        (taker, attempt) => taker.result(attempt, 31),
        (taker) => taker.start(31),
        (taker, attempt) => taker.save(attempt, { reasons: ['reasons-c'] }, 31, seqAt(31)),
        (taker, attempt) => taker.saveForm(attempt, { reasons: ['reasons-c'] }, 31),
        (taker, attempt) => taker.submit(attempt, 31),
      ];
    for (const touch of touches) {
      const taker = await setUpTaker({ policy });
      const attempt = await taker.begin(0);
      await taker.save(attempt, { voice: ['voice-a'] }, 10, seqAt(10));
      await touch(taker, attempt);
      expect(await taker.row(attempt)).toMatchObject({
        status: 'expired',
        submittedAt: plus(30),
      });
      expect(await taker.gradings(attempt)).toMatchObject([{ points: 1, passed: false }]);
    }
  });

  test('counts as an attempt, and its waiting time runs from the deadline, whenever it was noticed', async () => {
    const taker = await setUpTaker({ policy: { ...policy, waitHours: 1, attempts: 2 } });
    await taker.begin(0);
    expect(await taker.start(89)).toEqual({ kind: 'waiting' });
    expect((await taker.overview(89)).allowance).toMatchObject({ used: 1, waitUntil: plus(90) });
    expect(await taker.start(90)).toMatchObject({ kind: 'open' });
  });

  test('stands still for a cadet who has left the cohort, and is closed once they are back', async () => {
    const taker = await setUpTaker({ policy });
    await readLessons(taker.quiz, taker.user.id);
    const attempt = await taker.begin(0);
    await taker.save(attempt, allRightValues, 10, seqAt(10));
    await db.enrollment.updateMany({
      where: { userId: taker.user.id },
      data: { withdrawnAt: plus(20) },
    });
    await expireDueAttempts(plus(31));
    expect(await taker.open(attempt, 31)).toMatchObject({ held: { kept: expect.anything() } });
    const late = await taker.save(attempt, allRightValues, 31, seqAt(30.5));
    expect(late).toMatchObject({ kind: 'held' });
    expect(await taker.gradings(attempt)).toEqual([]);
    await db.enrollment.updateMany({
      where: { userId: taker.user.id },
      data: { withdrawnAt: null },
    });
    await expireDueAttempts(plus(32));
    expect(await taker.gradings(attempt)).toMatchObject([{ passed: true }]);
  });

  test('looks closed but is not graded while answers may be on their way', async () => {
    const taker = await setUpTaker({ policy });
    const attempt = await taker.begin(0);
    const page = await taker.open(attempt, 30 + seconds(10));
    expect(page?.time?.remainingMs).toBe(0);
    expect(await taker.gradings(attempt)).toEqual([]);
    expect(await taker.open(attempt, 30 + seconds(16))).toBeNull();
  });
});

describe('the grace', () => {
  test('counts what was given before the deadline and arrives soon after', async () => {
    const taker = await setUpTaker({ policy });
    const attempt = await taker.begin(0);
    const saved = await taker.save(attempt, { voice: ['voice-a'] }, 30 + seconds(14), seqAt(29.99));
    expect(saved).toMatchObject({ kind: 'saved', saved: ['voice'], deadlineMs: 0 });
    await expireDueAttempts(plus(31));
    expect(await taker.gradings(attempt)).toMatchObject([{ points: 1 }]);
  });

  test('counts nothing that was given after it, nor anything that arrives later', async () => {
    const taker = await setUpTaker({ policy });
    const attempt = await taker.begin(0);
    await taker.save(attempt, { voice: ['voice-b'] }, 10, seqAt(10));
    const after = await taker.save(attempt, { voice: ['voice-a'] }, 30.1, seqAt(30.1));
    expect(after).toMatchObject({ kind: 'closed', closedBy: 'deadline', saved: [], late: 1 });
    const long = await taker.save(attempt, { reasons: ['reasons-c'] }, 30.3, seqAt(29));
    expect(long).toMatchObject({ kind: 'closed', closedBy: 'deadline', saved: [], late: 1 });
    expect(await taker.gradings(attempt)).toMatchObject([{ points: 0 }]);
    expect(await taker.stored(attempt)).toEqual({
      voice: { value: ['voice-b'], counted: true },
      reasons: { value: ['reasons-c'], counted: false },
    });
    const result = await taker.result(attempt, 31);
    expect(result.items.filter(({ late }) => late).map(({ id }) => id)).toEqual(['reasons']);
    const refused = (await audit(attempt)).filter(({ action }) => action === 'refuse-response');
    expect(refused.map(({ afterJson }) => JSON.parse(afterJson ?? '').reason)).toEqual([
      'The time was up.',
      'The time was up.',
    ]);
  });

  test('tells apart what of one request was in time', async () => {
    const taker = await setUpTaker({ policy });
    const attempt = await taker.begin(0);
    const result = await saveResponses(taker.at(30.1), attempt, [
      { itemId: 'voice', value: ['voice-a'], seq: seqAt(29) },
      { itemId: 'reasons', value: ['reasons-c'], seq: seqAt(30.05) },
    ]);
    expect(result).toMatchObject({
      kind: 'closed',
      closedBy: 'deadline',
      saved: ['voice'],
      late: 1,
      message: expect.stringMatching(/time was up/),
    });
    await expireDueAttempts(plus(31));
    expect(await taker.gradings(attempt)).toMatchObject([{ points: 1 }]);
  });

  test('an answer in time takes the place of a late one that came before it', async () => {
    const taker = await setUpTaker({ policy });
    const attempt = await taker.begin(0);
    await taker.save(attempt, { voice: ['voice-b'] }, 30.05, seqAt(30.05));
    expect(
      (await taker.open(attempt, 30.06))?.items.find(({ id }) => id === 'voice'),
    ).toMatchObject({ value: [], saved: null });
    await taker.save(attempt, { voice: ['voice-a'] }, 30.1, seqAt(29));
    await expireDueAttempts(plus(31));
    expect(await taker.gradings(attempt)).toMatchObject([{ points: 1 }]);
    expect(await taker.stored(attempt)).toMatchObject({ voice: { counted: true } });
  });

  test('covers a page without a script, whose answers have no times of their own', async () => {
    const taker = await setUpTaker({ policy });
    const attempt = await taker.begin(0);
    expect(await taker.saveForm(attempt, { voice: ['voice-a'] }, 30.1)).toMatchObject({
      kind: 'saved',
    });
    await taker.submit(attempt, 30.2);
    expect(await taker.row(attempt)).toMatchObject({
      status: 'expired',
      submittedAt: plus(30),
    });
    expect(await taker.gradings(attempt)).toMatchObject([{ points: 1 }]);
    const stale = await taker.saveForm(attempt, { reasons: ['reasons-c'] }, 31);
    expect(stale).toMatchObject({ kind: 'closed', closedBy: 'deadline', late: 1 });
  });

  test('an answer in time whose reply was lost is told to count, after the end too', async () => {
    const taker = await setUpTaker({ policy });
    const attempt = await taker.begin(0);
    for (const minutes of [29, 30.1, 32])
      expect(await taker.save(attempt, { voice: ['voice-a'] }, minutes, seqAt(29))).toMatchObject({
        saved: ['voice'],
      });
    expect(await taker.save(attempt, { voice: ['voice-a'] }, 33, seqAt(29))).toMatchObject({
      kind: 'closed',
      late: 0,
      message: expect.stringMatching(/given in time counts/),
    });
  });

  test('a late answer that is sent again is told the same again, and recorded once', async () => {
    const taker = await setUpTaker({ policy });
    const attempt = await taker.begin(0);
    for (const minutes of [30.1, 30.1, 32])
      expect(await taker.save(attempt, { voice: ['voice-a'] }, minutes, seqAt(30.1))).toMatchObject(
        { kind: 'closed', late: 1, saved: [] },
      );
    const refused = (await audit(attempt)).filter(({ action }) => action === 'refuse-response');
    expect(refused).toHaveLength(1);
  });
});

describe('the ticker', () => {
  test('closes whatever is due, in batches, once however many run at the same time', async () => {
    const first = await setUpTaker({ policy });
    await expireDueAttempts(plus(31));
    const attempts: string[] = [];
    for (let n = 0; n < 60; n += 1) {
      const taker = await createTaker(first.quiz);
      attempts.push(await taker.begin(0));
    }
    const open = await (await createTaker(first.quiz)).begin(20);
    const counts = await Promise.all(Array.from({ length: 4 }, () => expireDueAttempts(plus(31))));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(60);
    const gradings = await db.grading.groupBy({
      by: ['attemptId'],
      where: { attemptId: { in: attempts } },
      _count: true,
    });
    expect(gradings).toHaveLength(60);
    expect(gradings.every(({ _count }) => _count === 1)).toBe(true);
    expect((await first.row(open)).status).toBe('open');
  });

  test('goes on past an attempt that cannot be graded, and says which', async () => {
    const logged = vi.spyOn(logger, 'error').mockImplementation(() => undefined);
    const taker = await setUpTaker({ policy });
    const other = await createTaker(taker.quiz);
    const [broken, fine] = [await taker.begin(0), await other.begin(1)];
    await db.response.create({
      data: {
        attemptId: broken,
        itemId: 'voice',
        valueJson: '["none"]',
        seq: 1,
        savedAt: plus(1),
      },
    });
    await expireDueAttempts(plus(40));
    expect((await taker.row(fine)).status).toBe('expired');
    expect((await taker.row(broken)).status).toBe('open');
    expect(logged).toHaveBeenCalledWith(
      expect.objectContaining({ attemptId: broken }),
      'an attempt cannot be closed',
    );
    // The page is still there.
    expect(await taker.overview(41)).toMatchObject({ allowance: { start: 'may-resume' } });
    logged.mockRestore();
  });
});
