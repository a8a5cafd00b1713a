import type { Readable } from 'node:stream';
import { text as readAll } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { type Entry, fromBuffer, type ZipFile } from 'yauzl';

/** A zip in memory, its files found by name and read one at a time. */

/** Why a zip is not read, as a sentence for whoever sent it. */
export class ArchiveRefusal extends Error {}

const mostEntries = 2000;
// What the files may hold unpacked: together, and how many times what they take packed.
const unpackedLimit = 400 * 1024 * 1024;
const fileLimit = 200 * 1024 * 1024;
const ratioLimit = 250;
const smallEnough = 8 * 1024 * 1024;

const tooLarge = (bytes: number) =>
  new ArchiveRefusal(
    `This file unpacks to ${Math.round(bytes / 1024 / 1024)} MB, which no list of people needs. It was not unpacked. Save the list alone, as CSV, and send that.`,
  );

const damaged =
  'This file is packed, and damaged: it cannot be opened. Save it again and send that.';

export type Archive = {
  /** Paths of the files, as written. */
  names: readonly string[];
  openStream: (name: string) => Promise<Readable>;
  readText: (name: string) => Promise<string>;
};

/** @throws ArchiveRefusal for a zip that is damaged, has a password, or unpacks to more than lists of people hold */
export async function openArchive(bytes: Uint8Array): Promise<Archive> {
  try {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const zip = await promisify<Buffer, object, ZipFile>(fromBuffer)(buffer, { lazyEntries: true });
    const entries = await listEntries(zip);
    const openStream = async (name: string) => {
      const entry = entries.get(name);
      if (!entry) throw new ArchiveRefusal(damaged);
      if (entry.uncompressedSize > fileLimit) throw tooLarge(entry.uncompressedSize);
      return promisify<Entry, Readable>(zip.openReadStream.bind(zip))(entry);
    };
    const readText = async (name: string) => {
      try {
        return await readAll(await openStream(name));
      } catch (error) {
        throw error instanceof ArchiveRefusal ? error : new ArchiveRefusal(damaged);
      }
    };
    return { names: [...entries.keys()], openStream, readText };
  } catch (error) {
    throw error instanceof ArchiveRefusal ? error : new ArchiveRefusal(damaged);
  }
}

function listEntries(zip: ZipFile): Promise<Map<string, Entry>> {
  return new Promise((resolve, reject) => {
    const entries = new Map<string, Entry>();
    let total = 0;
    zip.on('entry', (entry: Entry) => {
      const { fileName, uncompressedSize, compressedSize } = entry;
      total += uncompressedSize;
      const swollen =
        uncompressedSize > smallEnough && uncompressedSize > ratioLimit * compressedSize;
      if (swollen || total > unpackedLimit) return reject(tooLarge(total));
      if (entries.size >= mostEntries)
        return reject(new ArchiveRefusal('This file holds too many files to be a list of people.'));
      if (entry.isEncrypted())
        return reject(new ArchiveRefusal('This file has a password. Save it without one.'));
      if (!fileName.endsWith('/')) entries.set(fileName, entry);
      zip.readEntry();
    });
    zip.on('end', () => resolve(entries));
    zip.on('error', reject);
    zip.readEntry();
  });
}
