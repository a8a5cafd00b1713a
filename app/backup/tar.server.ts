/**
 * Reading and writing tar (POSIX ustar: https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html), one file after
 * the other, for every `tar` to read: names of at most 100 letters, files of less than 8 GiB, nothing but files. The packages
 * for it bring streams of their own, in which an error of what is read from gets lost.
 */

/** A file to put into an archive: `size` bytes. */
export type TarFile = { name: string; size: number; body: AsyncIterable<Buffer> | [Buffer] };

/** A file found in an archive. Its body is read once and before the next file, or left. */
export type FoundFile = { name: string; size: number; body: AsyncIterable<Buffer> };

const blockSize = 512;
const zeros = Buffer.alloc(blockSize);
const padding = (size: number) => (blockSize - (size % blockSize)) % blockSize;

/** The bytes of an archive. @throws Error when a body has another size than it said. */
export async function* toTar(files: AsyncIterable<TarFile>): AsyncGenerator<Buffer> {
  for await (const { name, size, body } of files) {
    yield toHeader(name, size);
    let written = 0;
    for await (const chunk of body) {
      written += chunk.length;
      yield chunk;
    }
    if (written !== size) throw new Error(`${name} changed while it was read.`);
    yield zeros.subarray(0, padding(size));
  }
  yield zeros;
  yield zeros;
}

function toHeader(name: string, size: number): Buffer {
  if (Buffer.byteLength(name) > 100 || size >= 8 ** 11) throw new Error(`${name} is too long.`);
  const header = Buffer.alloc(blockSize);
  const octal = (value: number, digits: number) => `${value.toString(8).padStart(digits, '0')}\0`;
  header.write(name, 0);
  header.write(octal(0o600, 7), 100);
  header.write(octal(0, 7), 108);
  header.write(octal(0, 7), 116);
  header.write(octal(size, 11), 124);
  header.write(octal(0, 11), 136);
  header.write('        ', 148);
  header.write('0', 156);
  header.write('ustar\x0000', 257);
  header.write(`${octal(sumOf(header), 6)} `, 148);
  return header;
}

// The sum of all bytes, those of the sum itself taken for spaces.
function sumOf(header: Buffer): number {
  let sum = 0;
  for (const [at, byte] of header.entries()) sum += at >= 148 && at < 156 ? 32 : byte;
  return sum;
}

/** The files of an archive. Reads the source to its end. @throws Error when it is no archive, or not a whole one. */
export async function* fromTar(source: AsyncIterable<Buffer>): AsyncGenerator<FoundFile> {
  const bytes = new Bytes(source);
  for (;;) {
    const header = await bytes.take(blockSize);
    if (header.equals(zeros)) break;
    const { name, size } = readHeader(header);
    let left = size;
    async function* body() {
      while (left > 0) {
        const chunk = await bytes.takeSome(left);
        left -= chunk.length;
        yield chunk;
      }
    }
    yield { name, size, body: body() };
    while (left > 0) left -= (await bytes.takeSome(left)).length;
    await bytes.take(padding(size));
  }
  // To the end: what the archive is packed in has its own checks there.
  await bytes.finish();
}

function readHeader(header: Buffer): { name: string; size: number } {
  const text = (from: number, to: number) => {
    const field = header.subarray(from, to);
    const end = field.indexOf(0);
    return field.toString('utf8', 0, end < 0 ? field.length : end).trim();
  };
  if (Number.parseInt(text(148, 156), 8) !== sumOf(header) || text(156, 157) !== '0')
    throw new Error('a header of the archive is wrong');
  return { name: text(0, 100), size: Number.parseInt(text(124, 136), 8) };
}

/** Bytes of a source in portions of the reader's own size. */
class Bytes {
  readonly #source: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** What is there already, at most `most` bytes and at least one. */
  async takeSome(most: number): Promise<Buffer> {
    while (this.#rest.length === 0) this.#rest = await this.#next();
    const some = this.#rest.subarray(0, most);
    this.#rest = this.#rest.subarray(some.length);
    return some;
  }

  async take(size: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    for (let left = size; left > 0; left -= parts.at(-1)?.length ?? 0)
      parts.push(await this.takeSome(left));
    return Buffer.concat(parts);
  }

  async finish(): Promise<void> {
    for (let left = this.#rest; ; ) {
      if (left.some((byte) => byte !== 0)) throw new Error('something follows its end');
      const { done, value } = await this.#source.next();
      if (done) return;
      left = value;
    }
  }

  async #next(): Promise<Buffer> {
    const { done, value } = await this.#source.next();
    if (done) throw new Error('it ends too early');
    return value;
  }
}
