import { describe, expect, test } from 'vitest';
import { db } from '#app/db/client.server.ts';
import { saveResponses } from '#app/features/assessment/attempts/response-mutations.server.ts';
import { setUpTaker } from '#tests/support/quiz-taker.ts';

describe('time in view', () => {
  const spent = async (attempt: string) =>
    (await db.response.findFirst({ where: { attemptId: attempt } }))?.spentMs;

  test('is kept as the sum of visits that the browser gives, whatever is repeated or overtaken', async () => {
    const taker = await setUpTaker();
    const attempt = await taker.begin(0);
    const send = (seq: number, value: string, spentMs?: number) =>
      saveResponses(taker.at(10), attempt, [{ itemId: 'voice', value: [value], seq, spentMs }]);
    await send(1, 'voice-a');
    expect(await spent(attempt)).toBeNull();
    await send(2, 'voice-b', 4000);
    await send(2, 'voice-b', 4000);
    expect(await spent(attempt)).toBe(4000);
    await send(3, 'voice-c', 3000);
    expect(await spent(attempt)).toBe(4000);
    await send(4, 'voice-a', 9000);
    expect(await spent(attempt)).toBe(9000);
    expect((await taker.open(attempt, 11))?.items.find(({ id }) => id === 'voice')?.spentMs).toBe(
      9000,
    );
  });

  test('is never more than went by since the attempt began', async () => {
    const taker = await setUpTaker();
    const attempt = await taker.begin(0);
    const forged = { itemId: 'voice', value: ['voice-a'], seq: 1, spentMs: 2_000_000_000 };
    await saveResponses(taker.at(2), attempt, [forged]);
    expect(await spent(attempt)).toBe(120_000);
  });
});
