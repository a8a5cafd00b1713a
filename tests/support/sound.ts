import { readFileSync } from 'node:fs';

/** Recordings for tests: a tone of a second (1.15 as MP3), in the kinds that a course takes. No speech. */

export const tones = {
  mp3: readFileSync('tests/fixtures/sound/tone.mp3'),
  m4a: readFileSync('tests/fixtures/sound/tone.m4a'),
  ogg: readFileSync('tests/fixtures/sound/tone.ogg'),
  wav: toneOf(1),
};

/** A tone of so many seconds, as WAV: 8 bits, 8 kHz, one channel. */
export function toneOf(seconds: number): Buffer {
  const rate = 8000;
  const size = Math.round(rate * seconds);
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + size, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write('data', 36);
  head.writeUInt32LE(size, 40);
  const wave = Buffer.from(
    Array.from(
      { length: size },
      (_each, at) => 128 + Math.round(60 * Math.sin((at * 330 * 2 * Math.PI) / rate)),
    ),
  );
  return Buffer.concat([head, wave]);
}
