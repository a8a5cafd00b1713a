import { vi } from 'vitest';

/**
 * Test files of one process share the libraries, which take seconds to load. All else each file finds as a process of its
 * own would: every module of the project is evaluated anew, and what an earlier file left in the environment, in the app's
 * globals and in the clock is taken back.
 */

type Worker = { env: NodeJS.ProcessEnv; folder: string; date: DateConstructor };

const shared: typeof globalThis & { testWorker?: Worker } = globalThis;
shared.testWorker ??= { env: { ...process.env }, folder: process.cwd(), date: Date };
const { env, folder, date } = shared.testWorker;

vi.useRealTimers();
vi.unstubAllGlobals();
vi.unstubAllEnvs();
for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
Object.assign(process.env, env);
process.chdir(folder);
// What the bundles of the server share lies under names that begin so; its test sees to it.
for (const name of Object.keys(globalThis))
  if (name.startsWith('rapport')) Reflect.deleteProperty(globalThis, name);
globalThis.Date = date;
date.prototype.constructor = date;
vi.resetModules();
