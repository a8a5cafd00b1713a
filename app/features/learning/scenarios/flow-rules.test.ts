import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toJudgements, toScenario } from '#tests/support/scenario-shapes.ts';
import { leastShown, needsBands, shownWords, toFlow, toShown } from './flow-rules.ts';

const scenario = toScenario('s');
const judgements = toJudgements(scenario);

const flowOf = (counts: Record<string, number>) =>
  toFlow(scenario, judgements, new Map(Object.entries(counts)));

const told = (counts: Record<string, number>) =>
  Object.fromEntries(
    flowOf(counts).rows.map(({ choiceId, count, share }) => [choiceId, [shownWords(count), share]]),
  );

describe('counts that are told', () => {
  it('are exact while nothing small is beside them', () => {
    expect(toShown(12, false)).toEqual({ kind: 'exact', n: 12 });
    expect(needsBands([0, 5, 40])).toBe(false);
    expect(told({ ask: 15, shout: 5, sorry: 5, order: 5, warm: 15 })).toEqual({
      shout: ['5', '25%'],
      ask: ['15', '75%'],
      wait: ['fewer than 5', null],
      sorry: ['5', '100%'],
      leave: ['fewer than 5', null],
      order: ['5', '25%'],
      warm: ['15', '75%'],
    });
  });

  it('are bands as soon as a small one could be worked out from the others', () => {
    const flow = told({ ask: 18, shout: 2, sorry: 2, order: 7, warm: 13 });
    expect(flow).toMatchObject({
      shout: ['fewer than 5', null],
      ask: ['15 to 19', 'about 90%'],
      order: ['5 to 9', 'about 40%'],
      warm: ['10 to 14', 'about 70%'],
    });
  });

  it('never tell a number below the limit, nor one that pins a small number down', () => {
    const cohort = fc.record({ shout: fc.nat(30), ask: fc.nat(30), wait: fc.nat(30) });
    fc.assert(
      fc.property(cohort, ({ shout, ask, wait }) => {
        const counts = { shout, ask, wait, sorry: shout, order: ask, warm: shout + wait };
        const small = Object.values(counts).some((n) => n > 0 && n < leastShown);
        for (const { choiceId, count, share } of flowOf(counts).rows) {
          const n = new Map(Object.entries(counts)).get(choiceId) ?? 0;
          if (n < leastShown) expect([count, share]).toEqual([{ kind: 'few' }, null]);
          else if (small) expect(count).toMatchObject({ kind: 'band' });
          else expect(count).toEqual({ kind: 'exact', n });
          if (count.kind === 'band') {
            expect(count.to - count.from).toBe(4);
            expect(n).toBeGreaterThanOrEqual(count.from);
            expect(n).toBeLessThanOrEqual(count.to);
          }
        }
      }),
    );
  });

  it('add up over the ways to an ending', () => {
    const { ends } = flowOf({ ask: 20, shout: 10, leave: 10, order: 8, warm: 12 });
    expect(ends.map(({ id, end, count }) => [id, end, shownWords(count)])).toEqual([
      ['quiet', 'good', '12'],
      ['fine', 'poor', '8'],
      ['away', 'safe', '10'],
    ]);
  });
});
