import { defineConfig } from 'vitest/config';

const everywhere = ['app', 'tests', 'prisma'];
const tests = everywhere.map((folder) => `${folder}/**/*.test.{ts,tsx}`);
const databaseTests = everywhere.map((folder) => `${folder}/**/*.db.test.{ts,tsx}`);

// `unit` has no database; the other two run the same tests, each on a database of their own per file.
export default defineConfig({
  esbuild: { jsx: 'automatic' },
  test: {
    pool: 'forks',
    // A process serves many files: one for each spent most of its time loading libraries. See fresh-start.ts.
    isolate: false,
    setupFiles: ['tests/setup/fresh-start.ts', 'tests/setup/console-error.ts'],
    sequence: { setupFiles: 'list' },
    // One less than there are cores is the default: on two cores, half of the machine would wait.
    maxWorkers: 2,
    // A limit for what hangs, not a measure: the first compilation of a course takes long on a busy machine.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    teardownTimeout: 300_000,
    // Neither UTC nor the academy's zone: code that uses the machine's own zone by mistake shows.
    env: { TZ: 'Pacific/Auckland' },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: tests,
          exclude: [...databaseTests, 'tests/e2e/**'],
          globalSetup: 'tests/setup/scratch-global.ts',
          setupFiles: ['tests/setup/unit.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'sqlite',
          include: databaseTests,
          globalSetup: ['tests/setup/scratch-global.ts', 'tests/setup/sqlite-global.ts'],
          setupFiles: ['tests/setup/sqlite.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'postgresql',
          include: databaseTests,
          globalSetup: ['tests/setup/scratch-global.ts', 'tests/setup/postgresql-global.ts'],
          setupFiles: ['tests/setup/postgresql.ts'],
        },
      },
    ],
  },
});
