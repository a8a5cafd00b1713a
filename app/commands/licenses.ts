import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** `npm run licenses`: each package that runs in production, its version and its licence, from the lock file. */

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      license: z.string().optional(),
      dev: z.boolean().optional(),
    }),
  ),
});

const { packages } = lockSchema.parse(JSON.parse(readFileSync('package-lock.json', 'utf8')));
const lines = Object.entries(packages)
  .filter(([path, { dev }]) => path !== '' && !dev)
  .map(([path, { version, license }]) => {
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    return `${name} ${version ?? ''}\t${license ?? 'not stated'}`;
  });
process.stdout.write(`${[...new Set(lines)].sort().join('\n')}\n`);
