import { imageSize as readSize } from 'image-size';

/** Width and height of a picture in CSS pixels. */
export type ImageSize = { width: number; height: number };

const rasterTypes = ['png', 'jpg', 'webp', 'avif', 'gif'];

/**
 * The size and kind of a picture made of pixels, as its first bytes say whatever its name is; upright, since photographs
 * from phones often lie on their side and say so (orientations 5 to 8 of EXIF). Null: no such picture.
 */
export function rasterSize(bytes: Buffer): (ImageSize & { type: string }) | null {
  try {
    const { width, height, type = '', orientation = 1 } = readSize(bytes);
    if (!(width > 0 && height > 0) || !rasterTypes.includes(type)) return null;
    return orientation >= 5 ? { width: height, height: width, type } : { width, height, type };
  } catch {
    return null;
  }
}
