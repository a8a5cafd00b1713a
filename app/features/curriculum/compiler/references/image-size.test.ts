import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { rasterSize } from './image-size.server.ts';

const read = (name: string) => readFileSync(`tests/fixtures/pictures/${name}`);

const rasters = [
  ['plain.png', 'png'],
  ['plain.jpg', 'jpg'],
  ['plain.gif', 'gif'],
  ['plain.avif', 'avif'],
  ['lossy.webp', 'webp'],
  ['lossless.webp', 'webp'],
  ['alpha.webp', 'webp'],
] as const;

test.each(rasters)('%s says its size and its kind', (name, type) => {
  expect(rasterSize(read(name))).toEqual({ width: 12, height: 34, type });
});

test('a photograph that lies on its side is shown upright', () => {
  expect(rasterSize(read('turned.jpg'))).toEqual({ width: 34, height: 12, type: 'jpg' });
});

test('what is no picture made of pixels has no size', () => {
  for (const text of ['no picture', '', '<svg width="12" height="34"/>', 'II*\0'])
    expect(rasterSize(Buffer.from(text))).toBeNull();
});

test.each(rasters)('the first 8 bytes of %s say nothing', (name) => {
  const { buffer } = Uint8Array.from(read(name).subarray(0, 8));
  expect(rasterSize(Buffer.from(buffer))).toBeNull();
});
