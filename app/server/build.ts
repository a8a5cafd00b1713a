import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { fingerprintOf } from '#app/features/curriculum/compiler/files/code-fingerprint.server.ts';

/**
 * `npm run build`: the Remix client and server builds, and beside them the Express server and the workshop's thread, bundled (the SSR entry
 * of Remix's Vite plugin is fixed, so it cannot hold them). Skipped when nothing it is made of has changed.
 */

const bundled = {
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: 'linked',
  logLevel: 'warning',
} as const satisfies BuildOptions;

const stampFile = 'build/.made-of';

function fingerprint(): string {
  const hash = createHash('sha256');
  const sources = readdirSync('app', { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|tsx|css|svg)$/.test(file) && !/\.test\.tsx?$/.test(file))
    .map((file) => join('app', file));
  const files = [...sources, 'package-lock.json', 'vite.config.ts', 'prisma/schema.prisma'];
  for (const file of files.sort()) hash.update(file).update(readFileSync(file));
  return hash.digest('hex');
}

/** Builds if needed. @throws Error when a step fails; its output has been shown. */
export async function buildIfStale(): Promise<void> {
  const madeOf = fingerprint();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === madeOf) return;
  const remix = spawnSync('npx', ['remix', 'vite:build', '--logLevel', 'warn'], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (remix.status !== 0) throw new Error('The build failed; the lines above say where.');
  await build({ ...bundled, entryPoints: ['app/server/main.ts'], outfile: 'build/server/main.js' });
  await build({
    ...bundled,
    entryPoints: ['app/server/workshop-thread.ts'],
    outdir: 'build/server/workshop',
    // A thread that compares two texts loads no compiler.
    splitting: true,
    define: { __CODE_FINGERPRINT__: JSON.stringify(fingerprintOf(process.cwd())) },
  });
  writeFileSync(stampFile, madeOf);
}
