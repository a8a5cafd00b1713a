import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitPair, toPair } from '#app/features/curriculum/items/value-rules.ts';
import { joinValue, splitValue } from './answer-rules.ts';
import { readAnswers, readAttemptForm } from './schema.ts';

function toForm(fields: [string, string][]): FormData {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  return form;
}

const readChanged = (form: FormData) => {
  form.set('intent', 'save-responses');
  return readAttemptForm(form)?.changed ?? null;
};

describe('readAnswers', () => {
  it('reads value, sequence number and time; drops what is empty and trims what is typed', () => {
    const form = toForm([
      ['item.order', 'o0=2'],
      ['item.order', ''],
      ['item.order', 'o2=1'],
      ['seq.order', '7'],
      ['item.text', '  say it back '],
      ['seq.text', '8'],
      ['ms.text', '12000'],
      ['seq.taken-back', '9'],
    ]);
    expect(readAnswers(form)).toEqual([
      { itemId: 'order', value: ['o0=2', 'o2=1'], seq: 7, spentMs: undefined },
      { itemId: 'text', value: ['say it back'], seq: 8, spentMs: 12_000 },
      { itemId: 'taken-back', value: [], seq: 9, spentMs: undefined },
    ]);
  });

  it('loses no answer to a time that cannot be read', () => {
    for (const ms of ['', 'soon', '-5', '1.5', '99999999999']) {
      const [answer] =
        readAnswers(
          toForm([
            ['item.a', 'x'],
            ['seq.a', '1'],
            ['ms.a', ms],
          ]),
        ) ?? [];
      expect(answer).toMatchObject({ itemId: 'a', value: ['x'] });
    }
  });

  it('refuses a value without a number, a number that is none, and what is out of bounds', () => {
    expect(readAnswers(toForm([['item.a', 'x']]))).toBeNull();
    expect(readAnswers(toForm([['seq.a', 'x']]))).toBeNull();
    expect(readAnswers(toForm([]))).toBeNull();
    const parts = Array.from({ length: 51 }, (_, part): [string, string] => ['item.a', `${part}`]);
    expect(readAnswers(toForm([...parts, ['seq.a', '1']]))).toBeNull();
  });
});

describe('readAttemptForm', () => {
  it('gives what differs from what the page was made with, texts with spaces too', () => {
    const was = (value: string[]): [string, string] => ['was.text', joinValue(value)];
    const changed = (fields: [string, string][]) => readChanged(toForm(fields));
    expect(changed([was(['say it back']), ['item.text', 'say it back']])).toEqual([]);
    expect(changed([was(['say it back']), ['item.text', 'say it']])).toEqual([
      { itemId: 'text', value: ['say it'] },
    ]);
    expect(changed([was(['say it back']), ['item.text', ' ']])).toEqual([
      { itemId: 'text', value: [] },
    ]);
    expect(changed([was(['o0=2', 'o1=1']), ['item.text', 'o1=1'], ['item.text', 'o0=2']])).toEqual(
      [],
    );
  });
});

describe('taking one answer back', () => {
  const was = (id: string, value: string[]): [string, string] => [`was.${id}`, joinValue(value)];

  it('empties that one, whatever is chosen still, and saves the others', () => {
    const form = toForm([
      was('a', ['a1']),
      was('b', []),
      ['item.a', 'a2'],
      ['item.b', 'b1'],
      ['clear', 'a'],
    ]);
    expect(readAttemptForm(form)).toEqual({
      intent: 'save-responses',
      changed: [
        { itemId: 'b', value: ['b1'] },
        { itemId: 'a', value: [] },
      ],
    });
  });

  it('never submits, and changes nothing where nothing was saved', () => {
    const form = toForm([was('a', []), ['item.a', 'a2'], ['clear', 'a'], ['intent', 'x']]);
    expect(readAttemptForm(form)).toEqual({ intent: 'save-responses', changed: [] });
  });
});

describe('joinValue', () => {
  it('is undone by splitValue (property)', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', minLength: 1 })), (value) => {
        expect(splitValue(joinValue(value))).toEqual(value);
      }),
    );
    expect(splitValue('%')).toEqual([]);
    expect(splitValue('a-1 b_2')).toEqual(['a-1', 'b_2']);
  });
});

describe('toPair', () => {
  it('is undone by splitPair', () => {
    expect(splitPair(toPair('o1', 3))).toEqual(['o1', '3']);
    expect(splitPair('o1')).toEqual(['o1', '']);
  });
});
