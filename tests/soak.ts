import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

/**
 * `npm run soak [-- --rounds 1]`: what `npm test` does with short seeds, with long ones: attacks, answers over a bad network
 * and killed servers, backups restored under load, servers stopped and killed one by one, a day of an academy. An hour and
 * more; each round has seeds of its own, which every part prints. It sends to this machine alone. Exit code 1 on a fault.
 */

const { values: options } = parseArgs({ options: { rounds: { type: 'string', default: '1' } } });
const rounds = Number(options.rounds);

type Part = { title: string; file: string; args: string[] };

const onBoth = (title: string, file: string, toArgs: (database: string) => string[]): Part[] =>
  ['sqlite', 'postgresql'].map((database) => ({
    title: `${title}, ${database}`,
    file,
    args: ['--database', database, ...toArgs(database)],
  }));

const toParts = (seed: string): Part[] => [
  ...onBoth('attacks', 'attacks/run.ts', () => ['--requests', '60000', '--seed', seed]),
  ...onBoth('answers over a bad network', 'faults/run.ts', (database) =>
    database === 'sqlite'
      ? ['--attempts', '1500', '--kills', '40', '--seed', seed]
      : ['--attempts', '400', '--kills', '20', '--seed', seed],
  ),
  ...onBoth('backup and restore', 'drill/run.ts', () => ['--rounds', '6', '--seed', seed]),
  {
    title: 'many servers',
    file: 'servers/run.ts',
    args: ['--restarts', '6', '--kills', '6', '--seed', seed],
  },
];

/** The line of each part: what it was, how it ended, and after how many minutes. */
const told: string[] = [];
let failed = 0;

function run({ title, file, args }: Part): void {
  process.stdout.write(`\n== ${title}\n`);
  const startedAt = performance.now();
  const { status } = spawnSync('npx', ['tsx', `tests/${file}`, ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) failed += 1;
  const minutes = ((performance.now() - startedAt) / 60_000).toFixed(1);
  told.push(`${status === 0 ? 'held  ' : 'FAILED'}  ${title}, ${minutes} min`);
}

for (let round = 1; round <= rounds; round += 1)
  for (const part of toParts(String(round * 1000))) run(part);
run({ title: 'a day of an academy', file: 'bench/run.ts', args: ['load'] });
process.stdout.write(`\n${told.join('\n')}\n`);
process.exit(failed === 0 ? 0 : 1);
