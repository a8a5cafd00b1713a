import { describe, expect, test } from 'vitest';
import { db } from '#app/db/client.server.ts';
import { toItem, toKey } from '#tests/factories/shapes.ts';
import { plus, setUpTaker } from '#tests/support/quiz-taker.ts';

describe('what an attempt asks', () => {
  const objectives = ['listen', 'explain'];
  const items = Array.from({ length: 8 }, (_, n) =>
    toItem({
      id: `q${n}`,
      type: 'single',
      objective: objectives[n % 2],
      options: ['a', 'b'].map((letter) => ({ id: `q${n}-${letter}`, html: letter })),
    }),
  );
  const key = toKey(Object.fromEntries(items.map(({ id }) => [id, { correct: [`${id}-a`] }])));
  const blueprint = [
    { objective: 'listen', items: 2 },
    { objective: 'explain', items: 1 },
  ];
  const right = Object.fromEntries(items.map(({ id }) => [id, [`${id}-a`]]));

  test('is drawn once, stays on every page, and is all that is graded', async () => {
    const taker = await setUpTaker({ items, key, policy: { blueprint, passMark: 100 } });
    const attempt = await taker.begin(0);
    const page = await taker.open(attempt, 1);
    const ids = page?.items.map(({ id }) => id) ?? [];
    expect(page?.items.map(({ objective }) => objective).sort()).toEqual([
      'explain',
      'listen',
      'listen',
    ]);
    expect((await taker.open(attempt, 2))?.items.map(({ id }) => id)).toEqual(ids);
    const asked = Object.fromEntries(ids.map((id) => [id, right[id] ?? []]));
    await taker.save(attempt, asked, 3, 1);
    await taker.submit(attempt, 4);
    const [graded] = await taker.gradings(attempt);
    expect(graded).toMatchObject({ points: 3, maxPoints: 3, passed: true });
    expect(Object.keys(JSON.parse(graded?.detailJson ?? '{}')).sort()).toEqual([...ids].sort());
    expect((await taker.result(attempt, 5)).items.map(({ id }) => id)).toEqual(ids);
  });

  test('has every rating beside what is drawn, so that there are always points to earn', async () => {
    const ratings = ['sure', 'calm'].map((id) =>
      toItem({
        id,
        type: 'rating',
        options: [0, 1].map((n) => ({ id: `${id}-${n}`, html: `${n}` })),
      }),
    );
    for (let n = 0; n < 3; n += 1) {
      const taker = await setUpTaker({
        items: [...ratings, ...items.slice(0, 1)],
        key,
        policy: { draw: 1, passMark: 100 },
      });
      const attempt = await taker.begin(n);
      const asked = (await taker.open(attempt, n))?.items.map(({ id }) => id);
      expect(asked?.sort()).toEqual(['calm', 'q0', 'sure']);
      await taker.save(attempt, { q0: ['q0-a'] }, n, 1);
      await taker.submit(attempt, n);
      const [graded] = await taker.gradings(attempt);
      expect(graded).toMatchObject({ points: 1, maxPoints: 1, passed: true });
    }
  });

  test('is unseen on a retake, as far as the pool goes', async () => {
    const taker = await setUpTaker({
      items,
      key,
      policy: { blueprint, unseenFirst: true, attempts: 5 },
    });
    const seen: string[][] = [];
    for (let n = 0; n < 3; n += 1) {
      const attempt = await taker.begin(n);
      seen.push((await taker.open(attempt, n))?.items.map(({ id }) => id) ?? []);
      await taker.submit(attempt, n);
    }
    const [first = [], second = [], third = []] = seen;
    expect(second.filter((id) => first.includes(id))).toEqual([]);
    // Of four items on listening both attempts had two: the third has met them all once.
    const explain = third.filter((id) => Number(id.slice(1)) % 2 === 1);
    expect([...first, ...second].filter((id) => explain.includes(id))).toEqual([]);
  });

  test('counts an earlier attempt that had every item as having met them all', async () => {
    const taker = await setUpTaker({ items, key, policy: { draw: 4, unseenFirst: true } });
    const attempt = await taker.begin(0);
    await taker.submit(attempt, 1);
    const { drawnJson } = await taker.row(attempt);
    await db.attempt.update({ where: { id: attempt }, data: { drawnJson: null } });
    expect(JSON.parse(drawnJson ?? '[]')).toHaveLength(4);
    expect((await taker.open(await taker.begin(2), 2))?.items).toHaveLength(4);
  });

  test('of an attempt from before there was a draw is every item, in the order it had', async () => {
    const taker = await setUpTaker({ items, key, policy: { blueprint } });
    const id = `old-${taker.user.id}`;
    await db.attempt.create({
      data: {
        id,
        userId: taker.user.id,
        quizId: taker.quiz.quiz,
        number: 1,
        seed: 42,
        revisionId: taker.quiz.quizRevision.id,
        status: 'open',
        startedAt: plus(0),
        openKey: `${taker.user.id} ${taker.quiz.quiz}`,
      },
    });
    const page = await taker.open(id, 1);
    // Written down: what this seed showed before attempts stored what they drew.
    expect(
      page?.items.map((item) => `${item.id} ${item.options.map((o) => o.html).join('')}`),
    ).toMatchInlineSnapshot(`
      [
        "q5 ab",
        "q3 ba",
        "q7 ab",
        "q2 ab",
        "q0 ba",
        "q1 ab",
        "q4 ab",
        "q6 ba",
      ]
    `);
  });
});
