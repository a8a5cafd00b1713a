import { createHash } from 'node:crypto';

/** SHA-256 of a text or bytes, in hexadecimal. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** JSON with the keys of every object in order, so that equal values give equal text. `undefined` is left out. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (inner === null || typeof inner !== 'object' || Array.isArray(inner)) return inner;
    return Object.fromEntries(
      Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
    );
  });
}

/**
 * The id of something that has words and no id of its own: from those words and what it stands in, so that it stays the
 * same when others are added, moved or marked otherwise.
 * @param prefix tells what it is of: `o` an option or entry, `t` a matching's right side, `c` a choice or criterion
 */
export function idOfWords(prefix: 'o' | 't' | 'c', ...parts: readonly string[]): string {
  return `${prefix}-${sha256(parts.join('\n')).slice(0, 10)}`;
}
