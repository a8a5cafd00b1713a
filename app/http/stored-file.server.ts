import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { env } from '#app/env.server.ts';
import { notFound } from './errors.ts';

/** Files that are named by a hash of their content: under a name there is one content for ever. */

const office = 'application/vnd.openxmlformats-officedocument.';

const types: Record<string, string> = {
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  avif: 'image/avif',
  gif: 'image/gif',
  mp4: 'video/mp4',
  webm: 'video/webm',
  vtt: 'text/vtt; charset=utf-8',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  ogg: 'audio/ogg',
  wav: 'audio/wav',
  pdf: 'application/pdf',
  docx: `${office}wordprocessingml.document`,
  xlsx: `${office}spreadsheetml.sheet`,
  pptx: `${office}presentationml.presentation`,
};

/** Nothing but a hash and an ending: no path can be written this way. */
export const storedName = /^[0-9a-f]{16,64}\.([a-z0-9]{2,4})$/;

/** Whether a name is that of a recording, or of captions: what somebody said. */
export function isVoice(name: string): boolean {
  const type = types[storedName.exec(name)?.[1] ?? ''] ?? '';
  return type.startsWith('audio/') || type === types.vtt;
}

/**
 * How a browser takes a file and what it calls it (RFC 6266): documents that it cannot show are for keeping. The ending
 * is that of the file, whatever name an address gives, so that none can pass for another kind.
 */
function toDisposition(called: string, ending: string, type: string): string {
  const way = type.startsWith(office) ? 'attachment' : 'inline';
  const name = [...called.replace(/[\p{C}\p{Z}/\\:*?"<>|]+/gu, ' ')].slice(0, 100).join('').trim();
  if (name === '') return way;
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^ -~]|["%/\\]/g, '_');
  const whole = encodeURIComponent(name).replace(/['()]/g, escape);
  return `${way}; filename="${plain}.${ending}"; filename*=UTF-8''${whole}.${ending}`;
}

/**
 * Answers a request for a stored file: whole, or the one range of bytes asked for, as players of video do (RFC 9110,
 * section 14). The signed-in browser may keep it for ever; caches shared with others may not.
 * @throws 404 Response when there is no such file.
 */
export async function sendStoredFile(request: Request, name: string): Promise<Response> {
  const ending = storedName.exec(name)?.[1] ?? '';
  const type = types[ending];
  const path = join(env.DATA_DIR, 'assets', name);
  if (!type) throw notFound();
  const size = (await stat(path).catch(() => null))?.size;
  if (size === undefined) throw notFound();
  const etag = `"${name}"`;
  const headers = new Headers({
    'Content-Type': type,
    'Cache-Control': 'private, max-age=31536000, immutable',
    'Accept-Ranges': 'bytes',
    ETag: etag,
  });
  const called = new URL(request.url).searchParams.get('name');
  if (called !== null) headers.set('Content-Disposition', toDisposition(called, ending, type));
  // An SVG opened on its own is a document: it runs nothing and loads nothing.
  if (type === types.svg) {
    const policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox";
    headers.set('Content-Security-Policy', policy);
  }
  if (request.headers.get('If-None-Match') === etag) {
    return new Response(null, { status: 304, headers });
  }
  const condition = request.headers.get('If-Range');
  const asked = condition === null || condition === etag ? request.headers.get('Range') : null;
  const range = asked === null ? null : readRange(asked, size);
  if (range === 'unsatisfiable') {
    headers.set('Content-Range', `bytes */${size}`);
    return new Response(null, { status: 416, headers });
  }
  const { start, end } = range ?? { start: 0, end: size - 1 };
  headers.set('Content-Length', String(end - start + 1));
  // Compressing a part of a file would make it part of another file.
  if (range) {
    headers.set('Content-Range', `bytes ${start}-${end}/${size}`);
    headers.append('Cache-Control', 'no-transform');
  }
  const status = range ? 206 : 200;
  if (request.method === 'HEAD' || size === 0) return new Response(null, { status, headers });
  const bytes = Readable.toWeb(createReadStream(path, { start, end }));
  // Node's and the DOM's types of one and the same class differ.
  return new Response(bytes as ReadableStream<Uint8Array>, { status, headers });
}

/** One range of bytes, both ends included; null for what may be ignored (other units, several ranges, nonsense). */
function readRange(header: string, size: number) {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header.trim());
  const [first = '', last = ''] = match?.slice(1) ?? [];
  if (first === '' && last === '') return null;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (first !== '' && last !== '' && Number(last) < start) return null;
  return start > end ? 'unsatisfiable' : { start, end };
}
