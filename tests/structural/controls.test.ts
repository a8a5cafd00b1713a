import { expect, test } from 'vitest';
import { listSourceFiles } from '#tests/support/source-files.ts';

// A browser cuts what is pasted at `maxlength`, and drops what a number field cannot read, without a word; and phones
// leave the minus or the comma out of the keyboards for numbers, where whole numbers alone are not what is asked for.
const silent =
  /<(?:input|textarea)\b[^>]*?\smaxLength=|\binputMode=(?:\{?["'])decimal|type="number"/;

test('no control drops what is typed, or lacks a key for it', () => {
  const pages = listSourceFiles('app').filter(({ path }) => path.endsWith('.tsx'));
  expect(pages.filter(({ text }) => silent.test(text)).map(({ path }) => path)).toEqual([]);
});
