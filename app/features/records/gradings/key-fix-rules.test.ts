import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AnswerKey, Item } from '#app/features/curriculum/items/schema.ts';
import { toItem, toKey, toQuizBody } from '#tests/factories/shapes.ts';
import type { ItemPolicy } from './grading-rules.ts';
import {
  deriveGrading,
  findItemChange,
  type GradedAnswers,
  isLower,
  isSameGrading,
  judgeRegrade,
  type KeyFix,
  type QuizVersion,
  readDetail,
  toShownKey,
} from './key-fix-rules.ts';

const letters = ['a', 'b', 'c', 'd'];
const options = (id: string, ids: readonly string[] = letters) =>
  ids.map((letter) => ({ id: `${id}-${letter}`, html: letter }));

type Given = { items: Item[]; key: AnswerKey };
const toVersion = ({ items, key }: Given, passMark = 75): QuizVersion => ({
  body: toQuizBody({ passMark }, items),
  key,
});

/** A quiz of one item. */
const one = (
  item: Omit<Parameters<typeof toItem>[0], 'id'>,
  key: Parameters<typeof toKey>[0][string],
) => toVersion({ items: [toItem({ id: 'x', ...item })], key: toKey({ x: key }) });

const single = (correct: string, ids = letters) =>
  one({ type: 'single', options: options('x', ids) }, { correct: [`x-${correct}`] });

const answers = (version: QuizVersion, chosen: Record<string, string[]>): GradedAnswers => ({
  version,
  drawn: null,
  decisions: new Map(),
  chosen: new Map(Object.entries(chosen)),
});

const fixOf = (version: QuizVersion, policies: Record<string, ItemPolicy> = {}): KeyFix => ({
  version,
  policies: new Map(Object.entries(policies)),
});

describe('what changed', () => {
  const multiple = (correct: string[], ids = letters) =>
    one(
      { type: 'multiple', options: options('x', ids) },
      { correct: correct.map((letter) => `x-${letter}`) },
    );
  const ordering = (correct: string[]) =>
    one({ type: 'ordering', options: options('x') }, { correct: correct.map((id) => `x-${id}`) });
  const numeric = (min: number, unit = 'min') =>
    one({ type: 'numeric', unit }, { range: { min, max: 9 } });
  const hotSpot = (correct: string, ids = letters) =>
    one({ type: 'hot-spot', options: options('x', ids) }, { correct: [`x-${correct}`] });
  const text = (...patterns: string[]) => one({ type: 'text' }, { patterns });
  const matching = (place: string) =>
    one(
      { type: 'matching', options: options('x', ['a']), targets: options('t') },
      { correct: [`x-a=${place}`] },
    );
  test.each([
    ['nothing', single('a'), single('a'), null],
    ['another right option', single('a'), single('b'), 'key'],
    [
      'a right option that reads otherwise',
      single('a'),
      single('e', ['b', 'c', 'd', 'e']),
      'options',
    ],
    ['one wrong option more', single('a'), single('a', [...letters, 'e']), 'options'],
    ['one right option more', multiple(['a', 'b']), multiple(['a', 'b', 'c']), 'key'],
    ['one right option out', multiple(['a', 'b']), multiple(['a'], ['a', 'c', 'd']), 'key'],
    ['one to several', single('a'), multiple(['a', 'b']), 'key'],
    ['another order', ordering(letters), ordering([...letters].reverse()), 'key'],
    ['another range', numeric(1), numeric(2), 'key'],
    ['another unit', numeric(1), numeric(1, 'h'), 'options'],
    ['other accepted texts', text('listen'), text('listen', 'hear'), 'key'],
    ['another counterpart', matching('t-a'), matching('t-b'), 'key'],
    ['another place', hotSpot('a'), hotSpot('b'), 'key'],
    ['one place more', hotSpot('a'), hotSpot('a', [...letters, 'e']), 'options'],
    ['a choice turned into places', single('a'), hotSpot('a'), 'options'],
    ['another kind of question', single('a'), text('a'), 'options'],
  ])('%s', (_what, before, after, change) => {
    expect(findItemChange('x', before, after)).toBe(change);
    // Taking the change back is a change of the same kind.
    expect(findItemChange('x', after, before)).toBe(change);
  });

  test('an item taken out; one that was not there; a rating', () => {
    const other = toVersion({ items: [toItem({ id: 'y', type: 'rating' })], key: {} });
    expect(findItemChange('x', single('a'), other)).toBe('removed');
    expect(findItemChange('x', other, single('a'))).toBeNull();
    expect(findItemChange('y', other, single('a'))).toBeNull();
  });
});

describe('grading by a fixed key', () => {
  const [was, is] = [single('a'), single('b')];
  const pointsOf = (chosen: string, fixes: KeyFix | readonly KeyFix[], version = was) => {
    const attempt = answers(version, { x: [`x-${chosen}`] });
    const { points, maxPoints } = deriveGrading(attempt, [fixes].flat());
    return `${points}/${maxPoints}`;
  };

  test('by each policy', () => {
    const all = (policy: ItemPolicy) =>
      ['a', 'b', 'c'].map((l) => pointsOf(l, fixOf(is, { x: policy })));
    expect(['a', 'b', 'c'].map((letter) => pointsOf(letter, []))).toEqual(['1/1', '0/1', '0/1']);
    expect(all('new-key')).toEqual(['0/1', '1/1', '0/1']);
    expect(all('accept-both')).toEqual(['1/1', '1/1', '0/1']);
    expect(all('drop')).toEqual(['0/0', '0/0', '0/0']);
  });

  test('an answer that is not offered any more counts by the key it was given under', () => {
    const later = single('b', ['b', 'c', 'd']);
    expect(pointsOf('a', fixOf(later))).toBe('1/1');
    expect(pointsOf('b', fixOf(later))).toBe('1/1');
    const reordered = one(
      { type: 'ordering', options: options('x', ['a', 'b', 'e']) },
      {
        correct: ['x-e', 'x-b', 'x-a'],
      },
    );
    const ordering = one(
      { type: 'ordering', options: options('x', ['a', 'b', 'c']) },
      {
        correct: ['x-a', 'x-b', 'x-c'],
      },
    );
    const given = { x: ['x-a=1', 'x-b=2', 'x-c=3'] };
    expect(deriveGrading(answers(ordering, given), [fixOf(reordered)]).points).toBe(1);
  });

  test('an item that was not changed keeps its key and its points, whatever its policy', () => {
    expect(pointsOf('b', fixOf(is, { x: 'drop' }), is)).toBe('1/1');
  });

  test('a removed item counts as it did, unless it is dropped', () => {
    const gone = toVersion({ items: [toItem({ id: 'y', type: 'text' })], key: toKey({ y: {} }) });
    expect(pointsOf('a', fixOf(gone))).toBe('1/1');
    expect(pointsOf('a', fixOf(gone, { x: 'drop' }))).toBe('0/0');
  });

  test('what an earlier fix gave or took stays, where a later one has the item no more or cannot judge the answer', () => {
    const gone = toVersion({ items: [toItem({ id: 'y', type: 'text' })], key: toKey({ y: {} }) });
    const both = fixOf(is, { x: 'accept-both' });
    expect(['a', 'b', 'c'].map((letter) => pointsOf(letter, [fixOf(gone), both]))).toEqual([
      '1/1',
      '1/1',
      '0/1',
    ]);
    expect(['a', 'b'].map((letter) => pointsOf(letter, [fixOf(gone), fixOf(is)]))).toEqual([
      '0/1',
      '1/1',
    ]);
    const reworded = fixOf(single('e', ['c', 'd', 'e']));
    expect(pointsOf('b', [reworded, fixOf(gone), both])).toBe('1/1');
    expect(pointsOf('c', [reworded, both])).toBe('0/1');
    // Counted again after it was dropped, it is graded by the fix before that.
    const dropped = fixOf(gone, { x: 'drop' });
    expect(pointsOf('b', [fixOf(gone), dropped, both])).toBe('1/1');
    expect(pointsOf('b', [dropped, both])).toBe('0/0');
    // A key that was put back as it had been is the attempt's own again.
    expect(pointsOf('b', [fixOf(was), both])).toBe('0/1');
  });

  test("an instructor's points stand above the key, and go with a dropped item", () => {
    const decided = { ...answers(was, { x: ['x-c'] }), decisions: new Map([['x', 0.5]]) };
    expect(deriveGrading(decided, [fixOf(is)]).points).toBe(0.5);
    expect(deriveGrading(decided, [fixOf(is, { x: 'drop' })]).maxPoints).toBe(0);
  });

  test('the pass mark is that of the attempt', () => {
    const [lenient, strict] = [toVersion(pair('a'), 50), toVersion(pair('a', 'b'), 100)];
    const half = answers(lenient, { x: ['x-a'], y: ['y-b'] });
    expect(deriveGrading(half, [fixOf(strict)]).passed).toBe(true);
  });
});

/** Two single items with these right options. */
function pair(x: string, y = 'a'): Given {
  const items = ['x', 'y'].map((id) => toItem({ id, type: 'single', options: options(id) }));
  return { items, key: toKey({ x: { correct: [`x-${x}`] }, y: { correct: [`y-${y}`] } }) };
}

describe('what a fix does to an attempt', () => {
  const judge = (
    chosen: string,
    fix: KeyFix,
    neverLower = true,
    standing: readonly KeyFix[] = [],
  ) => {
    const attempt = answers(single('a'), { x: [`x-${chosen}`] });
    const newest = deriveGrading(attempt, standing);
    return judgeRegrade(attempt, newest, standing, fix, { neverLower }).verdict;
  };

  test('changed, kept, the same, or none of its business', () => {
    const fix = fixOf(single('b'));
    expect(['a', 'b', 'c'].map((letter) => judge(letter, fix))).toEqual([
      'kept',
      'changed',
      'same',
    ]);
    expect(judge('a', fix, false)).toBe('changed');
    expect(judge('a', fixOf(single('a')))).toBe('unconcerned');
  });

  test('a fix that is taken back concerns those it had reached', () => {
    expect(judge('b', fixOf(single('a')), true, [fixOf(single('b'))])).toBe('kept');
    expect(judge('b', fixOf(single('a')), false, [fixOf(single('b'))])).toBe('changed');
  });

  test('the key shown is the one that counted', () => {
    const shownFor = (chosen: string, policy: ItemPolicy, later: readonly KeyFix[] = []) =>
      toShownKey(answers(single('a'), { x: [`x-${chosen}`] }), [
        ...later,
        fixOf(single('b'), { x: policy }),
      ]).x?.correct;
    expect(shownFor('a', 'new-key')).toEqual(['x-b']);
    expect(shownFor('a', 'accept-both')).toEqual(['x-b', 'x-a']);
    const reworded = fixOf(single('e', ['c', 'd', 'e']));
    expect(shownFor('b', 'new-key', [reworded])).toEqual(['x-b']);
    expect(toShownKey(answers(single('a'), {}), []).x?.correct).toEqual(['x-a']);
  });
});

describe('for any quiz', () => {
  const ids = ['x', 'y', 'z'];
  const policy = fc.constantFrom<ItemPolicy>('new-key', 'accept-both', 'drop');
  const some = fc.subarray(letters, { minLength: 1 });
  const itemIds = <T>(value: fc.Arbitrary<T>) => fc.record({ x: value, y: value, z: value });
  const version = fc
    .record({ offered: itemIds(fc.subarray(letters, { minLength: 2 })), right: itemIds(some) })
    .map(({ offered, right }) => {
      const of = (id: string) => offered[id as keyof typeof offered];
      const rightOf = (id: string) => {
        const list = right[id as keyof typeof right].filter((letter) => of(id).includes(letter));
        return (list.length > 0 ? list : of(id).slice(0, 1)).map((letter) => `${id}-${letter}`);
      };
      const items = ids.map((id) =>
        toItem({
          id,
          type: rightOf(id).length > 1 ? 'multiple' : 'single',
          options: options(id, of(id)),
        }),
      );
      const key = toKey(Object.fromEntries(ids.map((id) => [id, { correct: rightOf(id) }])));
      return toVersion({ items, key }, 60);
    });
  const given = fc
    .record({ before: version, after: version, chosen: itemIds(fc.subarray(letters)) })
    .chain(({ before, after, chosen }) =>
      fc.record({ policies: itemIds(policy), neverLower: fc.boolean() }).map((terms) => ({
        ...terms,
        fix: fixOf(after, terms.policies),
        attempt: answers(
          before,
          Object.fromEntries(
            before.body.items.map(({ id, type, options: offered }) => {
              const picked = chosen[id as keyof typeof chosen]
                .map((letter) => `${id}-${letter}`)
                .filter((option) => offered.some((one) => one.id === option));
              return [id, type === 'single' ? picked.slice(0, 1) : picked];
            }),
          ),
        ),
      })),
    );

  test('deriving twice changes nothing', () => {
    fc.assert(
      fc.property(given, ({ attempt, fix, neverLower }) => {
        const newest = deriveGrading(attempt, []);
        const first = judgeRegrade(attempt, newest, [], fix, { neverLower });
        const now = first.verdict === 'changed' ? first.graded : newest;
        const again = { ...attempt, ...readDetail(now.detail) };
        const standing = first.verdict === 'changed' ? [fix] : [];
        expect(isSameGrading(deriveGrading(again, standing), now)).toBe(true);
        const second = judgeRegrade(again, now, standing, fix, { neverLower });
        expect(second.verdict).toBe(first.verdict === 'changed' ? 'same' : first.verdict);
      }),
    );
  });

  test('never lower never lowers; both keys give at least what either gives; dropping takes one point out', () => {
    fc.assert(
      fc.property(given, ({ attempt, fix }) => {
        const newest = deriveGrading(attempt, []);
        const judged = judgeRegrade(attempt, newest, [], fix, { neverLower: true });
        if (judged.verdict === 'changed') expect(isLower(judged.graded, newest)).toBe(false);
        const all = (of: ItemPolicy) =>
          deriveGrading(attempt, [fixOf(fix.version, { x: of, y: of, z: of })]);
        const both = all('accept-both');
        for (const id of ids)
          for (const other of [newest, all('new-key')])
            expect(both.detail[id]?.points).toBeGreaterThanOrEqual(other.detail[id]?.points ?? 0);
        const changed = ids.filter((id) => findItemChange(id, attempt.version, fix.version));
        expect(all('drop').maxPoints).toBe(ids.length - changed.length);
      }),
    );
  });
});
