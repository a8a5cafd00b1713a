import { imageSize as readSize } from 'image-size';

/** Width and height of a picture in CSS pixels. */
export type ImageSize = { width: number; height: number };

/** The size at which an SVG is shown; null if it does not say. */
export function svgSize(text: string): ImageSize | null {
  // Not the library's: a viewBox may be written with commas, and attributes with spaces.
  const tag = /<svg\b[^>]*>/i.exec(text)?.[0] ?? '';
  const length = (name: string) => {
    const value = new RegExp(`\\s${name}\\s*=\\s*["']\\s*([\\d.]+)(px)?\\s*["']`).exec(tag)?.[1];
    return value === undefined ? null : Number(value);
  };
  const box = /\sviewBox\s*=\s*["']\s*[\d.-]+[\s,]+[\d.-]+[\s,]+([\d.]+)[\s,]+([\d.]+)/.exec(tag);
  const width = length('width') ?? Number(box?.[1] ?? 0);
  const height = length('height') ?? Number(box?.[2] ?? 0);
  return width > 0 && height > 0 ? { width: Math.round(width), height: Math.round(height) } : null;
}

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
