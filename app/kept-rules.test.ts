import { expect, test } from 'vitest';
import { countUnsent, forgetKept, toAttemptKey, toNoteKey } from './kept-rules.ts';

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

test('what waits is counted, what is sent or damaged is not, and all of it is forgotten', () => {
  const storage = createStorage({
    [toNoteKey(['me', 'course', null])]: '{"text":"mine"}',
    [toAttemptKey('one')]: '{"lastSeq":3,"waiting":{"a":{}}}',
    [toAttemptKey('two')]: '{"lastSeq":3,"waiting":{}}',
    [toAttemptKey('three')]: 'null',
    [toAttemptKey('four')]: '{',
    'another page of this site': 'stays',
  });
  expect(countUnsent(storage)).toEqual({ notes: 1, attempts: 1 });
  forgetKept(storage);
  expect([storage.length, storage.key(0)]).toEqual([1, 'another page of this site']);
  expect(countUnsent(storage)).toEqual({ notes: 0, attempts: 0 });
});
