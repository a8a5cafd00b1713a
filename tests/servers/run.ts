import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { buildIfStale } from '#app/server/build.ts';
import { isHere } from '#tests/support/proxy-program.ts';
import { checkAgreement } from './agreement.ts';
import { Cluster } from './cluster.ts';
import { Findings } from './findings.ts';
import { checkFirstStart } from './first-start.ts';
import { checkReplica } from './replica.ts';
import { rollingRestarts } from './restarts.ts';

/**
 * Many servers on one PostgreSQL behind nginx: do they agree, and can each be stopped, started and killed while a class
 * works on?
 *
 * `tsx tests/servers/run.ts [--servers 1,2,4] [--restarts 1] [--kills 1] [--cadets 16] [--seed n]`; `--restarts`: how often
 * each server in turn is stopped and started, `--kills`: how many are killed, both with the first number
 * above 1. The seed may come from FAULT_SEED. Exit code 1 when anything is not as it must be.
 */

const { values: options } = parseArgs({
  options: {
    servers: { type: 'string', default: '1,2,4' },
    restarts: { type: 'string', default: '1' },
    kills: { type: 'string', default: '1' },
    cadets: { type: 'string', default: '16' },
    seed: { type: 'string', default: process.env.FAULT_SEED || String(randomInt(1, 2 ** 31)) },
  },
});
const sizes = options.servers.split(',').map(Number);
const [rounds, kills, atOnce, seed] = [
  options.restarts,
  options.kills,
  options.cadets,
  options.seed,
].map(Number) as [number, number, number, number];
// With one server alone nobody takes over.
const crowded = sizes.find((size) => size > 1);

async function main(): Promise<boolean> {
  if (!isHere('nginx')) {
    process.stdout.write('skipped: nginx is not here\n');
    return true;
  }
  await buildIfStale();
  const findings = new Findings();
  for (const size of sizes) {
    const startedAt = performance.now();
    findings.about = `${size} server${size === 1 ? '' : 's'}`;
    const busy = size === crowded;
    const attempts = busy ? 100 * (1 + rounds * size + kills) : 0;
    if (size > 1) await checkFirstStart(size, findings);
    const cluster = await Cluster.make(size, 8 + attempts);
    try {
      await checkAgreement(cluster, findings);
      if (size === 1) await checkReplica(cluster, findings);
      if (busy) {
        const accounts = cluster.accounts.slice(8);
        await rollingRestarts(cluster, findings, { accounts, atOnce, rounds, kills, seed });
      }
    } finally {
      await cluster.remove();
    }
    findings.note(`${Math.round((performance.now() - startedAt) / 1000)} s`);
  }
  return findings.print(`many servers, seed ${seed}`);
}

process.exit((await main()) ? 0 : 1);
