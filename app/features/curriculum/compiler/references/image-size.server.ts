/** Width and height of a picture in CSS pixels. */
export type ImageSize = { width: number; height: number };

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

/** Walks the segments of a JPEG to the frame header (SOF0 to SOF15 but for the three that are no frames). */
function jpegSize(bytes: Buffer): ImageSize | null {
  let at = 2;
  while (at + 9 < bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
    }
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return null;
}

/** The size a picture declares (SVG, PNG, JPEG), so that pages do not jump while it loads; null if it does not say. */
export function imageSize(extension: string, bytes: Buffer): ImageSize | null {
  if (extension === 'svg') return svgSize(bytes.toString('utf8'));
  if (extension === 'png' && bytes.length > 24) {
    return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
  }
  if (extension === 'jpg' || extension === 'jpeg') return jpegSize(bytes);
  return null;
}
