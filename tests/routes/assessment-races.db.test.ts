import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { db } from '#app/db/client.server.ts';
import { expireDueAttempts } from '#app/features/assessment/attempts/expiry-mutations.server.ts';
import { saveResponses } from '#app/features/assessment/attempts/response-mutations.server.ts';
import { createRandom } from '#app/features/records/gradings/order-rules.ts';
import { rightAnswers } from '#tests/support/quiz-course.ts';
import { createTaker, setUpTaker } from '#tests/support/quiz-taker.ts';

/**
 * The end of an attempt, from all sides at once: answers given before and after the deadline on their way, a submit, the
 * ticker of two processes, a page. Each side has a clock of its own within the grace; the order is chance, from a seed
 * that a failure names.
 */

const limit = 30;
const tenths = (minutes: number) => Math.floor(minutes * 600);

type Sent = { itemId: string; value: string[]; seq: number; atMinutes: number };

/** Whether a stored answer is one that was sent in time, and the newest acknowledged of its item at least. */
function expectKept(
  acknowledged: readonly Sent[],
  graded: Record<string, { chosen: string[] }>,
  sent: readonly Sent[],
): void {
  for (const itemId of Object.keys(rightAnswers)) {
    const chosen = graded[itemId]?.chosen.join() ?? '';
    const newest = Math.max(
      0,
      ...acknowledged.filter((one) => one.itemId === itemId).map(({ seq }) => seq),
    );
    // An answer that was not acknowledged may count all the same: its reply was overtaken.
    const possible = sent.filter((one) => one.itemId === itemId && one.seq >= newest);
    const values = possible.map(({ value }) => value.join());
    expect(newest === 0 ? [...values, ''] : values).toContain(chosen);
  }
}

test.each(Array.from({ length: 30 }, (_, index) => index + 1))(
  'interleaving %i: graded once, and nothing acknowledged in time is lost',
  async (seed) => {
    const random = createRandom(seed, 'interleaving');
    const first = await setUpTaker({ policy: { timeLimitMinutes: limit } });
    const taker = await createTaker(first.quiz);
    const attempt = await taker.begin(0);
    const sent: Sent[] = [];
    const acknowledged: Sent[] = [];
    const late: Sent[] = [];
    const work: Promise<unknown>[] = [];
    const later = (job: () => Promise<unknown>) => {
      const ms = random() * 25;
      work.push(pause(ms).then(job));
    };
    for (const itemId of Object.keys(rightAnswers)) {
      for (const letter of ['a', 'b', 'c']) {
        // Given up to six seconds before or after the deadline, on its way for up to ten.
        const givenAt = limit + (random() - 0.5) / 5;
        const atMinutes = givenAt + random() / 6;
        const answer = { itemId, value: [`${itemId}-${letter}`], seq: tenths(givenAt), atMinutes };
        const isInTime = tenths(givenAt) <= tenths(limit) || atMinutes <= limit;
        if (isInTime) sent.push(answer);
        later(async () => {
          const result = await saveResponses(taker.at(atMinutes), attempt, [answer]);
          if (result.kind === 'saved' && result.saved.length > 0) acknowledged.push(answer);
          if (result.kind === 'closed' && result.saved.length > 0) acknowledged.push(answer);
          if (result.kind === 'closed' && result.late > 0) late.push(answer);
        });
      }
    }
    // The ticker runs when the grace is over, in two processes; the cadet submits before or after.
    const ends = [
      () => expireDueAttempts(taker.at(limit + 0.3).now),
      () => expireDueAttempts(taker.at(limit + 0.3).now),
      () => taker.submit(attempt, limit + (random() - 0.5) / 4),
      () => taker.open(attempt, limit + 0.3),
    ];
    for (const end of ends) if (random() < 0.8) later(end);
    await Promise.all(work);
    await expireDueAttempts(taker.at(limit + 1).now);

    const gradings = await taker.gradings(attempt);
    expect(gradings).toHaveLength(1);
    const graded = JSON.parse(gradings[0]?.detailJson ?? '{}');
    expectKept(acknowledged, graded, sent);
    // No answer was told to be saved and to be late; two to one item may have been given in the same tenth of a second.
    expect(late.filter((one) => acknowledged.includes(one))).toEqual([]);
    // The stored answers are those graded.
    const stored = await taker.stored(attempt);
    for (const [itemId, { value, counted }] of Object.entries(stored))
      expect(graded[itemId].chosen).toEqual(counted ? value : []);
    const row = await taker.row(attempt);
    expect(['submitted', 'expired']).toContain(row.status);
    const ended = await db.auditEvent.count({
      where: { subjectId: attempt, action: { in: ['submit-attempt', 'expire-attempt'] } },
    });
    expect(ended).toBe(1);
  },
);
