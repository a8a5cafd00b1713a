import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, realpath, rename, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, relative, sep } from 'node:path';
import { didYouMean } from '#app/features/curriculum/compiler/files/spelling.server.ts';
import { paths } from '#app/paths.ts';
import { type ImageSize, imageSize } from './image-size.server.ts';

/** What a file beside a lesson may be used as, and the endings each use allows. */
const assetEndings = {
  picture: ['svg', 'png', 'jpg', 'jpeg', 'webp', 'avif', 'gif'],
  film: ['mp4', 'webm'],
  captions: ['vtt'],
  download: ['pdf'],
} as const;

export type AssetUse = keyof typeof assetEndings;

const useNames: Record<AssetUse, string> = {
  picture: 'a picture',
  film: 'a film',
  captions: 'captions',
  download: 'a download',
};

/** A file that a page refers to, named by its content. */
export type Asset = { file: string; url: string; size: ImageSize | null };

/** An asset, or why there is none, as a sentence for the author. */
export type AssetLookup = { asset: Asset } | { problem: string };

/** Pictures are part of pages that must load on bad networks. */
const maxPictureBytes = 1024 * 1024;

const activeSvg = /<script|<foreignObject|\son[a-z]+\s*=|javascript:|<iframe/i;

async function hashOfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('hex');
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/**
 * Copies under a name that says what is inside; whole or not at all, also when two processes do it at once. The system
 * copies: a film does not pass through memory.
 */
async function store(path: string, directory: string, file: string): Promise<void> {
  const target = join(directory, file);
  if (await isThere(target)) return;
  await mkdir(directory, { recursive: true });
  const part = `${target}.${randomUUID()}.part`;
  await copyFile(path, part);
  await rename(part, target);
}

/**
 * Finds a file of a course for a use, and copies it to where the site serves it from.
 * @param courseFolder absolute; nothing outside it is read, not through links either
 * @param path relative to that folder, with `/`
 * @param directory where copies go; null: only look (the check)
 * @throws if the copy cannot be written
 */
export async function findAsset(
  courseFolder: string,
  path: string,
  use: AssetUse,
  directory: string | null,
): Promise<AssetLookup> {
  const extension = extname(path).slice(1).toLowerCase();
  const allowed: readonly string[] = assetEndings[use];
  if (!allowed.includes(extension)) {
    return {
      problem: `\`${path}\` cannot be ${useNames[use]}; its ending must be one of ${allowed.join(', ')}.`,
    };
  }
  const absolute = join(courseFolder, path);
  if (!(await isThere(absolute))) {
    const beside = await readdir(dirname(absolute)).catch((): string[] => []);
    const hint = didYouMean(
      basename(path),
      beside.filter((name) => allowed.includes(extname(name).slice(1).toLowerCase())),
    );
    return {
      problem: `there is no file \`${path}\` in the course’s folder; add it or correct the name.${hint}`,
    };
  }
  const inside = relative(await realpath(courseFolder), await realpath(absolute));
  if (inside.startsWith(`..${sep}`)) {
    return {
      problem: `\`${path}\` is a link that leaves the course’s folder; put the file itself there.`,
    };
  }
  let size: ImageSize | null = null;
  if (use === 'picture') {
    const bytes = await readFile(absolute);
    if (bytes.length > maxPictureBytes) {
      return {
        problem: `\`${path}\` has ${Math.ceil(bytes.length / 1024)} kB; a picture may have ${maxPictureBytes / 1024} kB. Make it smaller.`,
      };
    }
    if (extension === 'svg' && activeSvg.test(bytes.toString('utf8'))) {
      return {
        problem: `\`${path}\` holds a script, event handler or foreign content; save it as a plain SVG.`,
      };
    }
    size = imageSize(extension, bytes);
  }
  const file = `${(await hashOfFile(absolute)).slice(0, 16)}.${extension}`;
  if (directory !== null) await store(absolute, directory, file);
  return { asset: { file, url: paths.asset(file), size } };
}
