import { parseArgs } from 'node:util';
import { createServer as createVite } from 'vite';
import { buildIfStale } from '#app/server/build.ts';
import { startPostgres } from '#tests/setup/postgres.ts';
import { AcademyServer } from '#tests/support/academy-server.ts';
import { Attack } from './attack.ts';

/**
 * Attacks the production server with requests that no browser sends, and with forms of everybody by anybody: no answer of
 * 5xx, no hanging, no innards, nothing changed by who may not. It sends to this machine alone and stops by itself.
 *
 * `tsx tests/attacks/run.ts [--database sqlite|postgresql] [--requests 16000] [--seed 1] [--only k]`; ATTACK_SEED and
 * ATTACK_REQUESTS do the same. Every request derives from the seed and its number; ids and how requests interleave do not.
 * `--only k` sends that request alone, to a fresh academy, and prints what came. Exit code 1 on a fault.
 */

const { values: options } = parseArgs({
  options: {
    database: { type: 'string', default: 'sqlite' },
    requests: { type: 'string', default: process.env.ATTACK_REQUESTS || '16000' },
    seed: { type: 'string', default: process.env.ATTACK_SEED || '1' },
    only: { type: 'string' },
  },
});

type Maker = typeof import('./academy.ts');

/** The maker of the academy, in this process, with the server's environment. */
async function loadMaker(
  academy: AcademyServer,
): Promise<{ maker: Maker; close: () => Promise<void> }> {
  Object.assign(process.env, academy.environment(), { LOG_LEVEL: 'silent' });
  const vite = await createVite({
    configFile: false,
    logLevel: 'error',
    appType: 'custom',
    server: { middlewareMode: true, watch: null, hmr: false, ws: false },
    optimizeDeps: { noDiscovery: true },
    esbuild: { jsx: 'automatic' },
  });
  const maker = (await vite.ssrLoadModule('/tests/attacks/academy.ts')) as Maker;
  return { maker, close: () => vite.close() };
}

async function main(): Promise<boolean> {
  await buildIfStale();
  const postgres = options.database === 'postgresql' ? await startPostgres() : null;
  const metricsToken = 'a-token-for-the-attack';
  const academy = await AcademyServer.startBare(['good', 'parts'], {
    METRICS_TOKEN: metricsToken,
    SECURITY_CONTACT: 'mailto:security@example.test',
    TRUST_PROXY: 'loopback',
    RAPPORT_DEMO: '0',
    ...(postgres ? { DATABASE_URL: await postgres.createDatabase('attacks') } : {}),
  });
  try {
    const { maker, close } = await loadMaker(academy);
    const attack = new Attack({
      maker,
      academy,
      metricsToken,
      seed: Number(options.seed),
      database: options.database,
    });
    const good = options.only
      ? await attack.sendOnly(Number(options.only))
      : await attack.run(Number(options.requests));
    await maker.closeDatabase();
    await close();
    return good;
  } finally {
    await academy.remove();
    await postgres?.stop();
  }
}

process.exit((await main()) ? 0 : 1);
