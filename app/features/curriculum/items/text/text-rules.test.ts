import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesPattern, normalizeText } from './text-rules.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ unit: fc.constantFrom(...'aA .!…“”’ﬁİΣςß―½\u00a0\u200b?;'), maxLength: 30 }),
);

describe('normalizeText', () => {
  it('evens out case, spaces, quotes, hyphens, forms and the end', () => {
    expect(normalizeText('  Restating   what\nwas “said”. ')).toBe('restating what was "said"');
    expect(normalizeText('DON’T!?')).toBe("don't");
    expect(normalizeText('de‑escalation')).toBe('de-escalation');
    expect(normalizeText('ﬁrst…')).toBe('first');
    expect(normalizeText('re\u00adstate\u200b')).toBe('restate');
    expect(normalizeText('?!')).toBe('');
  });

  it("does not follow the machine's language", () => {
    // A Turkish machine would make a dotless i of it.
    expect(normalizeText('LISTEN')).toBe('listen');
  });

  it('changes nothing the second time (property)', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const once = normalizeText(text);
        expect(normalizeText(once)).toBe(once);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('matchesPattern', () => {
  it('takes any ending of a word for an asterisk', () => {
    const patterns = ['paraphrase', 'restat*', 'mirror* back'];
    for (const text of ['Paraphrase.', 'restate', 'RESTATING', 'mirroring back', 'restat'])
      expect(matchesPattern(text, patterns)).toBe(true);
    for (const text of ['paraphrasing', 'restating it', 'mirroringback', 'resta', ''])
      expect(matchesPattern(text, patterns)).toBe(false);
  });

  it('takes every other sign as it is (property)', () => {
    expect(matchesPattern('a.c', ['a.c'])).toBe(true);
    expect(matchesPattern('abc', ['a.c'])).toBe(false);
    expect(matchesPattern('(x) [y] $5 a/b a-b c|d', ['(X) [y] $5 a/b a-b c|d'])).toBe(true);
    fc.assert(
      fc.property(anyText, (text) => {
        const pattern = text.replaceAll('*', '');
        expect(matchesPattern(pattern, [pattern])).toBe(true);
      }),
    );
  });

  it('does not care how a text is written out (property)', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(matchesPattern(`  ${text.toUpperCase().toLowerCase()}  .`, [text])).toBe(
          normalizeText(text.toUpperCase().toLowerCase()) === normalizeText(text),
        );
      }),
    );
  });
});
