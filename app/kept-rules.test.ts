import { expect, test } from 'vitest';
import {
  forgetKept,
  listUnsent,
  toAttemptKey,
  toLeavingQuestion,
  toNoteKey,
  toOrigin,
  type Unsent,
} from './kept-rules.ts';

function createStorage(texts: Record<string, string>) {
  const map = new Map(Object.entries(texts));
  return {
    get length() {
      return map.size;
    },
    key: (at: number) => [...map.keys()][at] ?? null,
    getItem: (key: string) => map.get(key) ?? null,
    removeItem: (key: string) => void map.delete(key),
  };
}

test('what waits is listed, what is sent or damaged is not, and all of it is forgotten', () => {
  const storage = createStorage({
    [toNoteKey(['me', 'course', null])]: '{"text":"mine","by":"m","page":"Listening"}',
    [toAttemptKey('one')]: '{"lastSeq":3,"waiting":{"a":{}},"by":"m","page":"A quiz"}',
    [toAttemptKey('two')]: '{"lastSeq":3,"waiting":{}}',
    [toAttemptKey('three')]: 'null',
    [toAttemptKey('four')]: '{',
    [toNoteKey(['me', 'damaged'])]: '{',
    'another page of this site': 'stays',
  });
  expect(listUnsent(storage)).toEqual([
    { kind: 'note', by: 'm', page: 'Listening', text: 'mine' },
    { kind: 'answers', by: 'm', page: 'A quiz' },
    { kind: 'note', text: '' },
  ]);
  forgetKept(storage);
  expect([storage.length, storage.key(0)]).toEqual([1, 'another page of this site']);
  expect(listUnsent(storage)).toEqual([]);
});

test('the origin is the person whom the page was made for, and its heading', () => {
  const textContent = ' Listening first ';
  const page = {
    documentElement: { dataset: { madeFor: 'm' } },
    querySelector: (name: string) => (name === 'h1' ? { textContent } : null),
  };
  expect(toOrigin(page)).toEqual({ by: 'm', page: 'Listening first' });
  expect(toOrigin({ ...page, querySelector: () => null })).toEqual({ by: 'm' });
});

test('what is asked names one’s own texts, and of others only that they are there', () => {
  const long = 'He was calm.\n'.repeat(20);
  const mine: Unsent[] = [
    { kind: 'note', by: 'm', page: 'Listening', text: 'Only I may\nread this.' },
    { kind: 'note', by: 'm', text: long },
    { kind: 'answers', by: 'm', page: 'A quiz' },
  ];
  const question = toLeavingQuestion(mine, 'm');
  expect(question).toContain('• your note in “Listening”: “Only I may read this.”\n');
  expect(question).toContain('• your note: “He was calm. He was calm.');
  expect(question?.split('\n')[2]?.length).toBeLessThan(90);
  expect(question).toContain('• your answers in “A quiz”\n');
  expect(question).not.toContain('somebody else');

  const other = toLeavingQuestion(mine, 'another');
  expect(other).toContain('• a note of somebody else, who did not sign out here\n');
  expect(other).toContain('• quiz answers of somebody else, who did not sign out here\n');
  expect(other).toContain('only they can save, signed in on this browser');
  expect(other).not.toMatch(/your|calm|read this|Listening|A quiz/);

  const unknown = toLeavingQuestion([{ kind: 'note', text: 'old' }, { kind: 'answers' }], 'm');
  expect(unknown).toContain('• a note\n• answers of a quiz\n');
  const many = Array.from({ length: 9 }, (): Unsent => ({ kind: 'note', by: 'm' }));
  expect(toLeavingQuestion(many, 'm')).toContain('• and 3 more\n');
  expect(toLeavingQuestion([], 'm')).toBeNull();
});
