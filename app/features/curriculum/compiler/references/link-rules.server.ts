import { posix } from 'node:path';
import type { Place, Report } from '#app/features/curriculum/compiler/files/problems.server.ts';

/** Where a link leads. */
export type LinkTarget =
  | { to: 'outside'; url: string }
  | { to: 'anchor'; anchor: string }
  | { to: 'file'; path: string; anchor: string | null };

const schemes = new Set(['http:', 'https:', 'mailto:', 'tel:']);

/** The path of a file in the course's folder that `target` names from `from`, or null if it leads out of the folder. */
export function pathInCourse(from: string, target: string): string | null {
  if (target.startsWith('/') || target.includes('\\')) return null;
  const path = posix.normalize(posix.join(posix.dirname(from), target));
  return path === '..' || path.startsWith('../') ? null : path;
}

/** An address as the name it stands for: `my%20door.svg` is `my door.svg`. As it is, where it is no address. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Reads a link's address and reports what must not be linked to. `from`: the file's path in the course's folder. */
export function readLink(
  url: string,
  from: string,
  place: Place,
  report: Report,
): LinkTarget | null {
  const scheme = /^[\s\p{Cc}]*([a-z][a-z0-9+.\s\p{Cc}-]*:)/iu.exec(url)?.[1]?.toLowerCase();
  if (scheme !== undefined) {
    if (schemes.has(scheme)) return { to: 'outside', url };
    report.error(
      'bad-link',
      place,
      `links to \`${scheme}\` are refused; use https, mailto or tel.`,
    );
    return null;
  }
  if (url.startsWith('#')) return { to: 'anchor', anchor: decoded(url.slice(1)) };
  if (url.startsWith('/')) {
    report.error(
      'bad-link',
      place,
      'link to another lesson by its file, as `[text](../02-listening/01-leaps.mdx)`; the address is worked out from it.',
    );
    return null;
  }
  const [target = '', anchor] = url.split('#');
  const path = target === '' ? null : pathInCourse(from, decoded(target));
  if (path === null) {
    report.error(
      'bad-link',
      place,
      `\`${url}\` leads out of the course’s folder; link to a file in it or to a web address.`,
    );
    return null;
  }
  return { to: 'file', path, anchor: anchor === undefined ? null : decoded(anchor) };
}
