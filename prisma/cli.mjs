import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The providers of the schema. */
export const providers = ['sqlite', 'postgresql'];

/**
 * Runs the Prisma CLI on schema files: no database is needed.
 * @param {string[]} args
 * @param {string} url one that the CLI accepts for the command; nothing connects to it
 * @returns {Promise<string>} what it printed to stdout
 * @throws {Error} with all that it printed, when it fails
 */
export function runPrisma(args, url = 'file::memory:') {
  const child = spawn(process.execPath, [join(root, 'node_modules/prisma/build/index.js'), ...args], {
    cwd: root,
    // Given any file as its engine, the CLI tells of a wrong schema; else it first tries to download one.
    env: { ...process.env, DATABASE_URL: url, PRISMA_QUERY_ENGINE_LIBRARY: process.execPath },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (text) => {
    stdout += text;
  });
  child.stderr.on('data', (text) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(stdout);
      else reject(new Error(`prisma ${args.join(' ')} failed\n${stdout}${stderr}`));
    });
  });
}

/**
 * The PostgreSQL copy of the schema, for `prisma/postgresql/`.
 * @param {string} schema the text of prisma/schema.prisma
 */
export function toPostgresql(schema) {
  const copy = schema
    .replace('provider = "sqlite"', 'provider = "postgresql"')
    .replace('"../app/db/generated/sqlite"', '"../../app/db/generated/postgresql"');
  return `// Generated from prisma/schema.prisma by prisma/generate.mjs: do not edit.\n\n${copy}`;
}
