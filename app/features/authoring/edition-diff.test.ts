import { describe, expect, test } from 'vitest';
import { diffTexts } from './edition-diff.server.ts';

describe('what changed in a text', () => {
  const words = (before: string, after: string) =>
    diffTexts(before, after).blocks.flatMap((block) =>
      block.kind === 'changed' ? block.parts.map(({ kind, text }) => `${kind} ${text}`) : [],
    );

  test('is told in words, beside what stayed', () => {
    expect(words('One.\n\nThe hot Sunday.\n\nLast.', 'One.\n\nThe warm Sunday.\n\nLast.')).toEqual([
      'same The ',
      'removed hot',
      'added warm',
      'same  Sunday.',
    ]);
  });

  test('counts words, and names the line in the newer text', () => {
    const diff = diffTexts('a\nb\nc', 'a\nnew words\nb\nc');
    expect(diff).toMatchObject({ added: 2, removed: 0 });
    expect(diff.blocks.map(({ kind, line }) => [kind, line])).toEqual([
      ['same', 1],
      ['changed', 2],
      ['same', 3],
    ]);
  });

  test('leaves out lines that were only broken elsewhere', () => {
    const diff = diffTexts('one two three\nfour', 'one two\nthree\nfour');
    expect(diff).toEqual({
      blocks: [{ kind: 'same', line: 1, lines: ['one two', 'three', 'four'] }],
      added: 0,
      removed: 0,
    });
  });

  test('of two texts with nothing in common: all of both, in good time', () => {
    const text = (seed: number) =>
      Array.from({ length: 3_000 }, (_, index) => `w${(index * seed) % 7_919}`).join(' ');
    const startedAt = performance.now();
    const diff = diffTexts(text(17), text(4_001));
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    expect(diff.added).toBeGreaterThan(1_000);
  });

  test('texts put together again are both texts', () => {
    const [before, after] = ['a\nb c d\n\ne\nf', 'a\nb x d\n\nf\ng'];
    const { blocks } = diffTexts(before, after);
    const side = (kind: 'added' | 'removed') =>
      blocks
        .map((block) =>
          block.kind === 'same'
            ? block.lines.join('\n')
            : block.parts
                .filter((part) => part.kind === 'same' || part.kind === kind)
                .map(({ text }) => text)
                .join(''),
        )
        .join('\n')
        .replace(/\s+/g, ' ');
    expect(side('added')).toBe(after.replace(/\s+/g, ' '));
    expect(side('removed').trim().split(' ').sort()).toEqual(before.split(/\s+/).sort());
  });
});
