import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { imageSize } from './image-size.server.ts';

const read = (name: string) => readFileSync(`tests/fixtures/pictures/${name}`);
const sizeOf = (name: string) => imageSize(name.split('.')[1] ?? '', read(name));

const rasters = [
  'plain.png',
  'plain.jpg',
  'plain.gif',
  'plain.avif',
  'lossy.webp',
  'lossless.webp',
  'alpha.webp',
];

test.each(rasters)('%s says its size', (name) => {
  expect(sizeOf(name)).toEqual({ width: 12, height: 34 });
});

test('a photograph that lies on its side is shown upright', () => {
  expect(sizeOf('turned.jpg')).toEqual({ width: 34, height: 12 });
});

test.each([
  ['<svg width="120" height="80px" viewBox="0 0 1 1">', { width: 120, height: 80 }],
  ['<svg viewBox = "0,0,120.4,79.6">', { width: 120, height: 80 }],
  ['<svg width="100%" height="100%" viewBox="0 0 120 80">', { width: 120, height: 80 }],
  ['<svg xmlns="http://www.w3.org/2000/svg">', null],
])('%s', (tag, size) => {
  expect(imageSize('svg', Buffer.from(`<?xml version="1.0"?>${tag}</svg>`))).toEqual(size);
});

test('what is no picture has no size', () => {
  expect(imageSize('png', Buffer.from('no picture'))).toBeNull();
  expect(imageSize('webp', Buffer.alloc(0))).toBeNull();
});

test.each(rasters)('the first 8 bytes of %s say nothing', (name) => {
  const { buffer } = Uint8Array.from(read(name).subarray(0, 8));
  expect(imageSize('png', Buffer.from(buffer))).toBeNull();
});
