import { expect, test } from 'vitest';
import { mostPoints, passWords } from './rubric-rules.ts';

const criteria = (...critical: boolean[]) => critical.map((each) => ({ critical: each }));

test('what passes is said in words, the star where there is one', () => {
  expect(mostPoints({ criteria: criteria(false, true, false) })).toBe(6);
  expect(passWords({ criteria: criteria(false, false, false), pass: 4 })).toBe(
    'Passed with 4 of 6 points or more.',
  );
  expect(passWords({ criteria: criteria(false, true, false, false), pass: 6 })).toBe(
    'Passed with 6 of 8 points or more and no 0 at a ★.',
  );
});
