import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { fromTar, type TarFile, toTar } from './tar.server.ts';

const contents: Record<string, string> = {
  'database/User/000001.jsonl': '{"name":"José 👮"}\n'.repeat(2000),
  'data/assets/empty': '',
  'data/assets/block': 'x'.repeat(512),
  'manifest.json': '{}\n',
};

async function* toFiles(given: Record<string, string>): AsyncGenerator<TarFile> {
  for (const [name, text] of Object.entries(given)) {
    const body = Buffer.from(text);
    yield { name, size: body.length, body: [body] };
  }
}

async function pack(given = contents): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of toTar(toFiles(given))) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function unpack(bytes: Buffer, size = 1000): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for await (const { name, body } of fromTar(inPieces(bytes, size))) {
    const chunks: Buffer[] = [];
    for await (const chunk of body) chunks.push(chunk);
    found[name] = Buffer.concat(chunks).toString();
  }
  return found;
}

test.each([1, 511, 512, 100_000])(
  'what was packed comes out, read %i bytes at a time',
  async (size) => {
    expect(await unpack(await pack(), size)).toEqual(contents);
  },
);

test('a body that nobody reads is passed over', async () => {
  const names: string[] = [];
  for await (const { name } of fromTar(inPieces(await pack(), 700))) names.push(name);
  expect(names).toEqual(Object.keys(contents));
});

test('any tar reads it', async () => {
  const folder = mkdtempSync(join(inject('scratch'), 'tar-'));
  writeFileSync(join(folder, 'a.tar'), await pack());
  const { status, stderr } = spawnSync('tar', ['xf', 'a.tar'], { cwd: folder, encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
  for (const [name, text] of Object.entries(contents))
    expect(readFileSync(join(folder, name), 'utf8')).toBe(text);
});

test('one that is cut off anywhere, or goes on, is refused', async () => {
  const whole = await pack();
  for (let length = 0; length < whole.length - 512; length += 97)
    await expect(unpack(whole.subarray(0, length))).rejects.toThrow('it ends too early');
  await expect(unpack(Buffer.concat([whole, Buffer.from('more')]))).rejects.toThrow(
    'follows its end',
  );
});

test('a header with a changed byte is refused, and whatever is no file', async () => {
  const whole = await pack({ 'manifest.json': '{}\n' });
  const refused = 'a header of the archive is wrong';
  for (const at of [0, 100, 130, 150, 260]) {
    const harmed = Buffer.from(whole);
    harmed[at] = (harmed[at] ?? 0) ^ 1;
    await expect(unpack(harmed), `byte ${at}`).rejects.toThrow(refused);
  }
  // A link, whose sum is right: one less in the type is one more in the name.
  const link = Buffer.from(whole);
  link[156] = '1'.charCodeAt(0);
  link[0] = (link[0] ?? 0) - 1;
  await expect(unpack(link)).rejects.toThrow(refused);
});

test('a file that is not as long as it said is not packed', async () => {
  const wrong = async function* (): AsyncGenerator<TarFile> {
    yield { name: 'grows', size: 1, body: [Buffer.from('ab')] };
  };
  const read = async () => {
    for await (const _ of toTar(wrong()));
  };
  await expect(read()).rejects.toThrow('grows changed while it was read');
});
