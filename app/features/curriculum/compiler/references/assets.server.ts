import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import {
  leavesFolder,
  ownFileWords,
} from '#app/features/curriculum/compiler/files/folder-bounds.server.ts';
import { didYouMean } from '#app/features/curriculum/compiler/files/spelling.server.ts';
import { paths } from '#app/paths.ts';
import { formatBytes } from '#app/words/numbers.ts';
import { storeCopy } from './asset-store.server.ts';
import {
  type AssetUse,
  endingOf,
  findUseProblem,
  headBytes,
  isFor,
  startsAs,
} from './file-kinds.server.ts';
import type { ImageSize } from './image-size.server.ts';
import { findOfficeProblem, isOffice } from './office-file.server.ts';
import { makePicture } from './picture.server.ts';
import { readSound } from './sound.server.ts';
import { readSvg } from './svg.server.ts';

/**
 * A file that a page refers to, at an address that says what is inside. `size` and `srcset` (HTML): of pictures, where
 * they have one and several widths. `seconds`: of recordings, where it is known. `kind`: what readers are told of the rest
 * before they load it, as `DOCX, 24 kB` or `M4A, 0:06, 24 kB`.
 */
export type Asset = {
  url: string;
  size: ImageSize | null;
  srcset: string | null;
  seconds: number | null;
  kind: string;
};

/** An asset, or why there is none, as a sentence for the author. */
export type AssetLookup = { asset: Asset } | { problem: string };

// A drawing goes into pages as it is, and pages must load on bad networks. A photograph is made smaller here; the machine
// that does so is its readers'. Whoever opens a handout or a recording was told its size.
const most = { drawing: 1_000_000, picture: 20_000_000, other: 25_000_000 };

async function hashOfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('hex');
}

async function readHead(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** A file of a course, found: where it is, how authors name it, how large it is. */
type Found = { absolute: string; path: string; ending: string; bytes: number };

async function findFile(
  courseFolder: string,
  path: string,
  use: AssetUse,
): Promise<Found | { problem: string }> {
  const problem = findUseProblem(path, use);
  if (problem !== null) return { problem };
  const absolute = join(courseFolder, path);
  const there = await stat(absolute).catch(() => null);
  if (!there?.isFile()) {
    const beside = await readdir(dirname(absolute)).catch((): string[] => []);
    const names = beside.filter((name) => name !== basename(path) && isFor(name, use));
    return {
      problem: `there is no file \`${path}\` in the course’s folder; add it or correct the name.${didYouMean(basename(path), names)}`,
    };
  }
  if (await leavesFolder(courseFolder, path)) return { problem: `\`${path}\` ${ownFileWords}` };
  return { absolute, path, ending: endingOf(path), bytes: there.size };
}

/** What is wrong with a file whatever is in it: more than a file of its use may have. */
function findSizeProblem({ path, ending, bytes }: Found, use: AssetUse): string | null {
  // Films are loaded piece by piece while they play.
  if (use === 'film') return null;
  const [what, limit] =
    ending === 'svg'
      ? ['a drawing', most.drawing]
      : use === 'picture'
        ? ['a picture', most.picture]
        : ['it', most.other];
  return bytes <= limit
    ? null
    : `\`${path}\` has ${formatBytes(bytes)}; ${what} may have ${formatBytes(limit)}. Make it smaller.`;
}

async function toPicture(
  { absolute, path }: Found,
  directory: string | null,
): Promise<AssetLookup> {
  const made = await makePicture(await readFile(absolute), directory);
  if ('problem' in made) return { problem: `\`${path}\` ${made.problem}` };
  const { narrower, widest } = made;
  const { file, ...size } = widest;
  const srcset = [...narrower, widest].map((each) => `${paths.asset(each.file)} ${each.width}w`);
  return {
    asset: {
      url: paths.asset(file),
      size,
      srcset: narrower.length === 0 ? null : srcset.join(', '),
      seconds: null,
      kind: '',
    },
  };
}

type Inside = { size: ImageSize | null; seconds: number | null };

/** What is told of a file that is taken as it is, or what is wrong with what is in it. */
async function lookInto(
  { absolute, path, ending }: Found,
  use: AssetUse,
): Promise<Inside | { problem: string }> {
  if (ending === 'svg') {
    const drawing = readSvg(await readFile(absolute));
    return 'size' in drawing
      ? { ...drawing, seconds: null }
      : { problem: `\`${path}\` ${drawing.problem}` };
  }
  if (isOffice(ending)) {
    const problem = findOfficeProblem(await readFile(absolute), ending);
    return problem === null ? nothingInside : { problem: `\`${path}\` ${problem}` };
  }
  const another = {
    problem: `\`${path}\` is no ${ending.toUpperCase()} inside; save it as .${ending} anew, or give it the ending of what it is.`,
  };
  if (!startsAs(ending, await readHead(absolute))) return another;
  if (use !== 'recording') return nothingInside;
  const sound = await readSound(absolute, ending);
  if (sound === null) return another;
  if ('seconds' in sound) return { size: null, seconds: sound.seconds };
  return {
    problem: `\`${path}\` holds ${sound.holds}, which not every browser plays; save it as .m4a (AAC) or .mp3.`,
  };
}

const nothingInside: Inside = { size: null, seconds: null };

/** As players show it: '0:06'. */
function clockOf(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

async function toCopy(found: Found, use: AssetUse, directory: string | null): Promise<AssetLookup> {
  const inside = await lookInto(found, use);
  if ('problem' in inside) return inside;
  const { absolute, path, ending, bytes } = found;
  const { size, seconds } = inside;
  const file = `${(await hashOfFile(absolute)).slice(0, 16)}.${ending}`;
  if (directory !== null) await storeCopy(absolute, directory, file);
  const isKept = use === 'handout' || use === 'recording';
  const name = basename(path, extname(path));
  const length = seconds === null ? '' : ` ${clockOf(seconds)},`;
  return {
    asset: {
      url: paths.asset(file, isKept ? name : undefined),
      size,
      srcset: null,
      seconds,
      kind: `${ending.toUpperCase()},${length} ${formatBytes(bytes)}`,
    },
  };
}

/**
 * Finds a file of a course for a use, and puts it where the site serves it from: a picture in the widths that pages show
 * it in, anything else as it is.
 * @param courseFolder absolute; nothing outside it is read, not through links either
 * @param path relative to that folder, with `/`
 * @param directory where files go; null: only look (the check)
 * @throws if a file cannot be written
 */
export async function findAsset(
  courseFolder: string,
  path: string,
  use: AssetUse,
  directory: string | null,
): Promise<AssetLookup> {
  const found = await findFile(courseFolder, path, use);
  if ('problem' in found) return found;
  const problem = findSizeProblem(found, use);
  if (problem !== null) return { problem };
  return use === 'picture' && found.ending !== 'svg'
    ? toPicture(found, directory)
    : toCopy(found, use, directory);
}
