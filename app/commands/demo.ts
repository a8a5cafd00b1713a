import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { env, toChildEnvironment } from '#app/env.server.ts';
import { demoPassword } from '#app/features/people/users/schema.ts';
import { buildIfStale } from '#app/server/build.ts';
import { runServer } from '#app/server/start.ts';

/**
 * `npm run demo [-- --reset]`: the demo academy on a database of its own, made when absent. `--reset` starts over.
 */

const file = resolve(env.DATA_DIR, 'demo.db');
const variables = toChildEnvironment({
  DATABASE_URL: `file:${file}`,
  DATA_DIR: env.DATA_DIR,
  RAPPORT_DEMO: '1',
  NODE_ENV: 'production',
});

if (process.argv.includes('--reset')) {
  for (const ending of ['', '-wal', '-shm']) rmSync(`${file}${ending}`, { force: true });
}
await buildIfStale();
if (!existsSync(file)) {
  process.stdout.write('Making the demo academy...\n');
  mkdirSync(env.DATA_DIR, { recursive: true });
  const seed = spawnSync('npx', ['tsx', 'prisma/seed/demo.ts'], {
    stdio: 'inherit',
    env: variables,
  });
  if (seed.status !== 0) {
    for (const ending of ['', '-wal', '-shm']) rmSync(`${file}${ending}`, { force: true });
    process.exit(1);
  }
}
process.stdout.write(
  'Demo accounts: cadet@demo.test, instructor@demo.test, author@demo.test, admin@demo.test\n',
);
process.stdout.write(`Password for all of them: ${demoPassword}\n`);
runServer(variables);
