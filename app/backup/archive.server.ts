import { createReadStream, createWriteStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { pipeline as join, Readable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as WebStream } from 'node:stream/web';
import { createGunzip, createGzip } from 'node:zlib';
import { type Manifest, manifestSchema } from './manifest.server.ts';
import { type FoundFile, fromTar, type TarFile, toTar } from './tar.server.ts';

/**
 * A backup is one file that outlives Rapport: a `.tar.gz`, or with a passphrase that in the age format
 * (https://age-encryption.org/v1), so that `age -d`, `tar` and an editor are enough to read it.
 *
 *     database/<table>/<number>.jsonl   rows, one a line, in parts of about a megabyte
 *     data/assets/<name>                files of DATA_DIR
 *     manifest.json                     at the end: what is in it, with counts and SHA-256
 */

/** What a backup is made of. `rows` are whole lines of a table, which come in its order. */
export type Part =
  | { kind: 'rows'; table: string; number: number; lines: string }
  | { kind: 'file'; name: string; bytes: number; body: AsyncIterable<Buffer> }
  | { kind: 'manifest'; manifest: Manifest };

const ageMark = 'age-encryption.org/v1\n';

/** Writes a backup to a new file that only this user can read, to the disk before it returns. @throws the system's error */
export async function writeArchive(
  path: string,
  parts: AsyncIterable<Part>,
  passphrase: string | null,
): Promise<void> {
  const packed = through(Readable.from(toTar(toFiles(parts))), createGzip());
  const bytes = passphrase === null ? packed : await encrypt(packed, passphrase);
  await pipeline(bytes, createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true }));
}

async function* toFiles(parts: AsyncIterable<Part>): AsyncGenerator<TarFile> {
  for await (const part of parts) {
    if (part.kind === 'file')
      yield { name: `data/${part.name}`, size: part.bytes, body: part.body };
    else {
      const [name, text] =
        part.kind === 'rows'
          ? [`database/${part.table}/${String(part.number).padStart(6, '0')}.jsonl`, part.lines]
          : ['manifest.json', `${JSON.stringify(part.manifest, null, 2)}\n`];
      const body = Buffer.from(text);
      yield { name, size: body.length, body: [body] };
    }
  }
}

/** A backup that cannot be read, in words for the operator. */
export class UnreadableBackup extends Error {}

/** Whether a passphrase is needed to read the file. @throws UnreadableBackup when there is no such file */
export async function isEncrypted(path: string): Promise<boolean> {
  return (await readStart(path, ageMark.length)) === ageMark;
}

/** The first bytes of a file as text. @throws UnreadableBackup */
export async function readStart(path: string, length: number): Promise<string> {
  const explain = (error: NodeJS.ErrnoException): never => {
    const why =
      error.code === 'ENOENT' ? `There is no ${path}` : `${path} cannot be read (${error.code})`;
    throw new UnreadableBackup(`${why}: give the path of a backup.`, { cause: error });
  };
  // Looked at first: to open a pipe is to wait for whoever writes into it.
  const found = await stat(path).catch(explain);
  if (!found.isFile()) throw new UnreadableBackup(`${path} is no file: give the path of a backup.`);
  const handle = await open(path).catch(explain);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, 0);
    return buffer.toString('latin1', 0, bytesRead);
  } finally {
    await handle.close();
  }
}

/**
 * The parts of a backup, as they were written. What they say is not checked here.
 * @throws UnreadableBackup when the file is damaged or not whole, or the passphrase another one
 */
export function readArchive(path: string, passphrase: string | null): AsyncGenerator<Part> {
  return told(path, readParts(path, passphrase));
}

async function* readParts(path: string, passphrase: string | null): AsyncGenerator<Part> {
  const isSealed = await isEncrypted(path);
  const file = createReadStream(path);
  const packed = isSealed ? await decrypt(file, path, passphrase) : file;
  for await (const found of fromTar(through(packed, createGunzip())))
    yield await toPart({ ...found, body: told(path, found.body) });
}

/** What a source gives, its errors in words for the operator. */
async function* told<T>(path: string, source: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* source;
  } catch (error) {
    if (error instanceof UnreadableBackup) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw damaged(path, why, error);
  }
}

/** The error for a file that is damaged, or none of ours. */
export function damaged(path: string, why: string, cause?: unknown): UnreadableBackup {
  return new UnreadableBackup(
    `${path} is damaged, or no backup of Rapport (${why}). Nothing was changed: take another backup.`,
    { cause },
  );
}

// An error on one side ends the other with it.
const through = (from: Readable, to: Transform): Readable => join(from, to, () => {});

async function toPart(found: FoundFile): Promise<Part> {
  const [, table, number] = /^database\/(\w+)\/(\d{6})\.jsonl$/.exec(found.name) ?? [];
  if (table) return { kind: 'rows', table, number: Number(number), lines: await readText(found) };
  if (found.name === 'manifest.json')
    return { kind: 'manifest', manifest: manifestSchema.parse(JSON.parse(await readText(found))) };
  if (!found.name.startsWith('data/')) throw new Error(`it has a file ${found.name}`);
  return {
    kind: 'file',
    name: found.name.slice('data/'.length),
    bytes: found.size,
    body: found.body,
  };
}

async function readText({ body }: FoundFile): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function encrypt(bytes: Readable, passphrase: string): Promise<Readable> {
  const { Encrypter } = await import('age-encryption');
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  // 64 MB and a second or more for a guess: the default's 256 MB are much for a small server.
  encrypter.setScryptWorkFactor(16);
  return fromWeb(await encrypter.encrypt(toWeb(bytes)));
}

async function decrypt(
  bytes: Readable,
  path: string,
  passphrase: string | null,
): Promise<Readable> {
  if (passphrase === null)
    throw new UnreadableBackup(`${path} is encrypted: give its passphrase with --passphrase-file.`);
  const { Decrypter } = await import('age-encryption');
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  try {
    return fromWeb(await decrypter.decrypt(toWeb(bytes)));
  } catch (error) {
    const isOther = error instanceof Error && /no identity matched/.test(error.message);
    throw isOther ? new UnreadableBackup(`This is not the passphrase of ${path}.`) : error;
  }
}

// The same streams under two names: as a browser declares them, and as Node does.
const toWeb = (bytes: Readable) => Readable.toWeb(bytes) as ReadableStream<Uint8Array>;
const fromWeb = (bytes: ReadableStream<Uint8Array>) => Readable.fromWeb(bytes as WebStream);
