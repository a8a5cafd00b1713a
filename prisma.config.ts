import { PrismaBetterSQLite3 } from '@prisma/adapter-better-sqlite3';
import { PrismaPg } from '@prisma/adapter-pg';
import { defineConfig } from 'prisma/config';

// For the Prisma CLI only. The scheme of DATABASE_URL picks the provider. With an adapter no engine is downloaded; it
// must not call home either.
process.env.CHECKPOINT_DISABLE = '1';
process.env.PRISMA_HIDE_UPDATE_MESSAGE = '1';
process.env.DATABASE_URL ||= 'file:data/rapport.db'; // as in app/env.server.ts

const url = process.env.DATABASE_URL;
const isSqlite = url.startsWith('file:');

// On PostgreSQL, migrate never clears its ten-second wait for a lock: it must not keep the finished process alive.
globalThis.setTimeout = new Proxy(globalThis.setTimeout, {
  apply(target, self, args) {
    const timer = Reflect.apply(target, self, args);
    return args[1] === 10_000 ? timer.unref() : timer;
  },
});

export default defineConfig({
  engine: 'js',
  experimental: { adapter: true },
  schema: isSqlite ? 'prisma/schema.prisma' : 'prisma/postgresql/schema.prisma',
  migrations: { path: `prisma/migrations/${isSqlite ? 'sqlite' : 'postgresql'}` },
  adapter: async () =>
    isSqlite
      ? new PrismaBetterSQLite3({ url })
      : new PrismaPg({ connectionString: url, allowExitOnIdle: true }),
});
