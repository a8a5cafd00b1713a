import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * A fingerprint of the code that makes something of a content file: what one code kept is no answer for another. This
 * file imports nothing of ours, so that `vite.config.ts` can use it.
 */

/** All that can change what is made of a file, from the project's root. */
const madeOf: readonly string[] = [
  'app/claim-map.ts',
  'app/env.server.ts',
  'app/features/curriculum',
  'app/made-folder.server.ts',
  'app/names.ts',
  'app/paths.ts',
  'app/time',
  'app/words',
  // The versions of the packages that parse, render and bundle.
  'package-lock.json',
];

/** The files behind the fingerprint, absolute and in order. */
export function listFingerprinted(root: string): string[] {
  return madeOf.flatMap((part) => {
    const path = join(root, part);
    if (!statSync(path).isDirectory()) return [path];
    return readdirSync(path, { recursive: true, encoding: 'utf8' })
      .filter((file) => /(?<!\.test)\.tsx?$/.test(file))
      .sort()
      .map((file) => join(path, file));
  });
}

/** The fingerprint of the code as it is on disk. */
export function fingerprintOf(root: string): string {
  const hash = createHash('sha256');
  for (const file of listFingerprinted(root))
    hash.update(`${file.slice(root.length)}\n`).update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
}

// Vite writes the fingerprint of the code that it loads or bundles here. Without it (tsx), the sources are what runs.
declare const __CODE_FINGERPRINT__: string;

let known: string | undefined;

/** The fingerprint of the code that runs. */
export function codeFingerprint(): string {
  known ??=
    typeof __CODE_FINGERPRINT__ === 'string'
      ? __CODE_FINGERPRINT__
      : fingerprintOf(resolve(fileURLToPath(import.meta.url), '../../../../../..'));
  return known;
}
