import { join } from 'node:path';
import pLimit from 'p-limit';
import { sha256 } from '#app/features/curriculum/compiler/files/hash.server.ts';
import { formatCount } from '#app/words/numbers.ts';
import { isThere, storeMade } from './asset-store.server.ts';
import { type ImageSize, rasterSize } from './image-size.server.ts';

/** Pictures as pages get them: upright, in a few widths, in WebP, with nothing in them but what is to be seen. */

// A camera makes no more; what is beyond this was made to be large when it is unpacked.
const maxPixels = 50_000_000;

/**
 * In what files a picture is made. Their names hang on this and on nothing else of ours, so that a change gives new
 * addresses and a newer library does not. `drawnBelow`: bytes a pixel under which a PNG is no photograph.
 */
const making = { widths: [480, 960, 1440], tallest: 16_000, quality: 80, drawnBelow: 0.4 };

/** A file of a picture, by what it is made of. */
type PictureFile = { file: string } & ImageSize;

/** A picture's files, the widest and, from narrow to wide, others; or what is wrong with it, to follow its name. */
export type MadePicture = { widest: PictureFile; narrower: PictureFile[] } | { problem: string };

type Raster = ImageSize & { type: string };

/** Never wider than the picture itself, and none that is nearly as wide as the widest. */
function planFiles(bytes: Buffer, { width, height }: Raster) {
  const content = sha256(bytes);
  const toFile = (wide: number): PictureFile => ({
    file: `${sha256(`${content} ${JSON.stringify(making)} ${wide}`).slice(0, 16)}.webp`,
    width: wide,
    height: Math.max(1, Math.round((height * wide) / width)),
  });
  const most = Math.min(width, Math.max(...making.widths), (width * making.tallest) / height);
  const widest = Math.max(1, Math.floor(most));
  const narrower = making.widths.filter((wide) => wide < widest * 0.8);
  return { widest: toFile(widest), narrower: narrower.map(toFile) };
}

/** Loaded only when there is a picture to make: a start with everything in place does without. */
async function openSharp() {
  const { default: sharp } = await import('sharp');
  // One core, nothing kept: the machine is its readers'.
  sharp.concurrency(1);
  sharp.cache(false);
  return sharp;
}

const unreadable =
  'cannot be read to its end as a picture; open it in a program for pictures and save it anew, as PNG or JPEG.';
const tooLarge = `is larger than a picture may be, ${formatCount(maxPixels / 1_000_000)} million pixels in all; make it smaller.`;

/** What a picture holds beside its pixels (when and where it was taken, by whom, with what) is not taken along. */
async function draw(
  bytes: Buffer,
  { type, ...size }: Raster,
  files: readonly PictureFile[],
): Promise<{ drawn: Map<string, Buffer> } | { problem: string }> {
  const sharp = await openSharp();
  const animated = type === 'gif' || type === 'webp';
  const open = () => sharp(bytes, { failOn: 'error', limitInputPixels: maxPixels, animated });
  const isDrawing = type === 'png' && bytes.length < size.width * size.height * making.drawnBelow;
  const webp = { quality: making.quality, lossless: isDrawing, mixed: true };
  const drawn = new Map<string, Buffer>();
  try {
    const { autoOrient, pageHeight } = await open().metadata();
    if (autoOrient.width !== size.width || (pageHeight ?? autoOrient.height) !== size.height)
      return { problem: unreadable };
    for (const { file, width, height } of files) {
      const image = open().autoOrient().resize({ width, height, fit: 'fill' });
      drawn.set(file, await image.webp(webp).toBuffer());
    }
  } catch (cause) {
    return { problem: /pixel limit/.test(String(cause)) ? tooLarge : unreadable };
  }
  return { drawn };
}

const oneAtATime = pLimit(1);

/**
 * Makes those files of a picture that are not there yet.
 * @param directory where they are; null: they are made all the same, since only then is it known that they can be, and
 * thrown away
 * @throws if a file cannot be written
 */
export function makePicture(bytes: Buffer, directory: string | null): Promise<MadePicture> {
  return oneAtATime(async () => {
    const raster = rasterSize(bytes);
    if (raster === null) return { problem: unreadable };
    const plan = planFiles(bytes, raster);
    const missing: PictureFile[] = [];
    for (const each of [...plan.narrower, plan.widest]) {
      if (directory === null || !(await isThere(join(directory, each.file)))) missing.push(each);
    }
    if (missing.length === 0) return plan;
    const made = await draw(bytes, raster, missing);
    if ('problem' in made) return made;
    if (directory !== null) await storeMade(made.drawn, directory);
    return plan;
  });
}
