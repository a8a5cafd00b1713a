import { imageSize as readSize } from 'image-size';

/** Width and height of a picture in CSS pixels. */
export type ImageSize = { width: number; height: number };

/** Not the library's: a viewBox may be written with commas, and attributes with spaces. */
function svgSize(text: string): ImageSize | null {
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

/** Photographs from phones often lie on their side, and say so: orientations 5 to 8 of EXIF. */
function rasterSize(bytes: Buffer): ImageSize | null {
  try {
    const { width, height, orientation = 1 } = readSize(bytes);
    if (!(width > 0 && height > 0)) return null;
    return orientation >= 5 ? { width: height, height: width } : { width, height };
  } catch {
    // It is no picture, or cut off: the browser shows what it can of it.
    return null;
  }
}

/** The size at which a picture is shown, so that pages do not jump while it loads; null if it does not say. */
export function imageSize(extension: string, bytes: Buffer): ImageSize | null {
  return extension === 'svg' ? svgSize(bytes.toString('utf8')) : rasterSize(bytes);
}
