import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { providers, root, runPrisma, toPostgresql } from './cli.mjs';

/**
 * `npm run db:migration <name>`: writes the next migration of both providers, from the schema as it was migrated last
 * (kept in prisma/migrations/schema.prisma) to prisma/schema.prisma. Read the SQL before committing it: a renamed
 * column shows up as one dropped and one added.
 */

const name = process.argv[2] ?? '';
if (!/^[a-z0-9]+(_[a-z0-9]+)*$/.test(name)) {
  console.error('Give the migration a name of lower-case words: npm run db:migration add_rubrics');
  process.exit(1);
}

const migrations = join(root, 'prisma/migrations');
const keptFile = join(migrations, 'schema.prisma');
const schema = readFileSync(join(root, 'prisma/schema.prisma'), 'utf8');
const kept = existsSync(keptFile) ? readFileSync(keptFile, 'utf8') : null;
if (kept === schema) {
  console.error('prisma/schema.prisma has not changed since the last migration.');
  process.exit(1);
}

const work = mkdtempSync(join(tmpdir(), 'rapport-migration-'));
const scripts = [];
try {
  // One after the other, and all before anything is written.
  for (const provider of providers) scripts.push({ provider, sql: await diff(provider) });
} finally {
  rmSync(work, { recursive: true });
}

if (scripts.every(({ sql }) => sql.includes('This is an empty migration'))) {
  writeFileSync(keptFile, schema);
  console.log('Nothing changed for the databases: no migration is needed.');
  process.exit(0);
}

const folder = `${nextTimestamp()}_${name}`;
for (const { provider, sql } of scripts) {
  const target = join(migrations, provider);
  mkdirSync(join(target, folder), { recursive: true });
  writeFileSync(join(target, folder, 'migration.sql'), sql);
  writeFileSync(join(target, 'migration_lock.toml'), `provider = "${provider}"\n`);
  console.log(`prisma/migrations/${provider}/${folder}/migration.sql`);
}
writeFileSync(keptFile, schema);

/** The SQL that leads from the kept schema, or from nothing, to the current one. */
function diff(provider) {
  const write = (file, text) => {
    const path = join(work, `${provider}-${file}.prisma`);
    writeFileSync(path, provider === 'postgresql' ? toPostgresql(text) : text);
    return path;
  };
  const from = kept === null ? ['--from-empty'] : ['--from-schema-datamodel', write('from', kept)];
  const to = ['--to-schema-datamodel', write('to', schema)];
  return runPrisma(['migrate', 'diff', ...from, ...to, '--script']);
}

/** UTC time as 14 digits, later than that of every migration there is. */
function nextTimestamp() {
  const now = Number(new Date().toISOString().replace(/\D/g, '').slice(0, 14));
  const taken = providers
    .map((provider) => join(migrations, provider))
    .flatMap((path) => (existsSync(path) ? readdirSync(path) : []))
    .map((entry) => Number.parseInt(entry, 10) || 0);
  return Math.max(now, ...taken.map((stamp) => stamp + 1));
}
