import { closeDatabase } from '#app/db/client.server.ts';
import { examine } from '#app/server/doctor.server.ts';

/**
 * `npm run doctor [-- --json]`: what is wrong with this deployment, in plain words, by the environment that it is given.
 * Ends with 1 if anything is wrong; what is doubtful does not count.
 */

const signs = { good: 'ok   ', doubtful: 'look ', wrong: 'WRONG' } as const;

const findings = await examine();
await closeDatabase();
if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(findings, null, 2)}\n`);
else
  for (const { about, level, says, next } of findings)
    process.stdout.write(`${signs[level]} ${about}: ${says}${next ? `\n      ${next}` : ''}\n`);
process.exitCode = findings.some(({ level }) => level === 'wrong') ? 1 : 0;
