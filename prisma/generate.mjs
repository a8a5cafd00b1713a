import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { providers, root, runPrisma, toPostgresql } from './cli.mjs';

/**
 * Writes the PostgreSQL copy of the schema and generates the Prisma clients of both providers. Does nothing when they
 * are up to date. Runs after `npm ci`; needs nothing but node_modules.
 */

const schema = readFileSync(join(root, 'prisma/schema.prisma'), 'utf8');
const copy = toPostgresql(schema);
const { version } = createRequire(import.meta.url)('prisma/package.json');
const hash = createHash('sha256').update(`${version}\n${schema}\n${copy}`).digest('hex');

const copyFile = join(root, 'prisma/postgresql/schema.prisma');
const hashFile = join(root, 'app/db/generated/hash.txt');
const made = [
  copyFile,
  ...providers.map((name) => join(root, `app/db/generated/${name}/client.ts`)),
];
const isCurrent =
  existsSync(hashFile) && readFileSync(hashFile, 'utf8') === hash && made.every(existsSync);

if (!isCurrent) {
  mkdirSync(join(root, 'prisma/postgresql'), { recursive: true });
  writeFileSync(copyFile, copy);
  try {
    await Promise.all([
      runPrisma(['generate']),
      runPrisma(['generate'], 'postgresql://localhost/none'),
    ]);
    writeFileSync(hashFile, hash);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
