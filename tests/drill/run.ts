import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { paths } from '#app/paths.ts';
import { buildIfStale } from '#app/server/build.ts';
import { startPostgres } from '#tests/setup/postgres.ts';
import { AcademyServer } from '#tests/support/academy-server.ts';
import type { ExamAccount } from '#tests/support/exam-seed.ts';
import { type Taken, takeQuiz } from '../faults/cadet.ts';
import { judge } from '../faults/ledger.ts';
import { loadScript } from '../faults/tab.ts';

/**
 * The drill: cadets take a quiz on the production server, `npm run backup` runs meanwhile, then the server is killed and the
 * backup restored in its place. Every answer that was acknowledged before the backup began has to be in it, of one moment
 * with its grade; and the restored server lets the cadet sign in and shows the result.
 *
 * `tsx tests/drill/run.ts [--database sqlite|postgresql] [--cadets 24] [--rounds 1] [--seed n]`; DRILL_ROUNDS and DRILL_SEED
 * do the same for `npm test`. A round has the seed after that of the one before. Exit code 1 when anything is missing.
 */

const { values: options } = parseArgs({
  options: {
    database: { type: 'string', default: 'sqlite' },
    cadets: { type: 'string', default: '24' },
    rounds: { type: 'string', default: process.env.DRILL_ROUNDS || '1' },
    seed: { type: 'string', default: process.env.DRILL_SEED || String(Date.now() % 2 ** 31) },
  },
});
const atOnce = 6;
const say = (line: string) => void process.stdout.write(`${line}\n`);

/** Runs a command of Rapport to its end. @throws Error with what it printed when it fails */
async function run(command: string, args: string[], academy: AcademyServer): Promise<string> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', `app/commands/${command}.ts`, ...args],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...academy.environment() },
    },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${command} ended with ${code}:\n${output}`);
  return output;
}

/** Lets all cadets take the quiz; `onEnd` hears of each attempt that was submitted. */
async function takeAll(
  accounts: readonly ExamAccount[],
  given: { origin: string; seed: number },
  onEnd: (account: ExamAccount, taken: Taken) => void,
): Promise<void> {
  const waiting = [...accounts];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { id: name, cookie, madeFor } = next;
      onEnd(next, await takeQuiz({ name, cookie, madeFor, ...given }));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}

/** Signs in with the password of all accounts of the exam. @returns the page at the path, as text */
async function readAs(account: ExamAccount, path: string, academy: AcademyServer): Promise<string> {
  const form = await fetch(academy.url + paths.login());
  const madeFor = /data-made-for="([^"]*)"/.exec(await form.text())?.[1] ?? '';
  const signedIn = await fetch(academy.url + paths.login(), {
    method: 'POST',
    redirect: 'manual',
    headers: { Origin: academy.url },
    body: new URLSearchParams({
      email: `${account.id}@exam.test`,
      password: 'rapport-demo',
      madeFor,
    }),
  });
  const cookie = signedIn.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const page = await fetch(academy.url + path, { headers: { Cookie: cookie }, redirect: 'manual' });
  if (page.status !== 200) throw new Error(`${path} answered ${page.status} to ${account.id}.`);
  return page.text();
}

async function drill(seed: number, databaseUrl: string | null): Promise<string[]> {
  const variables: Record<string, string> = databaseUrl ? { DATABASE_URL: databaseUrl } : {};
  const { academy, accounts } = await AcademyServer.startExam(Number(options.cadets), variables);
  const folder = mkdtempSync(join(tmpdir(), 'rapport-drill-'));
  try {
    const ended: { account: ExamAccount; taken: Taken }[] = [];
    let before: typeof ended = [];
    let backup = Promise.resolve('');
    await takeAll(accounts, { origin: academy.url, seed }, (account, taken) => {
      ended.push({ account, taken });
      if (ended.length !== Math.floor(accounts.length / 3)) return;
      before = [...ended];
      backup = run('backup', ['--to', folder], academy);
    });
    const path = (await backup).trim().split('\n').at(-1) ?? '';
    const faults: string[] = [];
    const refusal = await run('restore', [path], academy).catch(String);
    if (!refusal.includes('stop it, then run this again'))
      faults.push('it was restored while the server was running');
    await academy.end('SIGKILL');
    await run('restore', [path], academy);
    faults.push(...(await judgeRestored(academy, before)));
    await academy.run();
    for (const { account, taken } of before) {
      const page = await readAs(account, paths.attemptResult(taken.attemptId), academy);
      if (!page.includes('%')) faults.push(`the result of ${account.id} shows no score`);
    }
    const acked = before.reduce((sum, { taken }) => sum + taken.ledger.countAcked(), 0);
    if (acked === 0) faults.push('nothing was acknowledged before the backup: it shows nothing');
    say(
      `drill on ${options.database}, seed ${seed}: ${accounts.length} attempts, ${before.length} of them with ${acked} acknowledged answers before the backup; ${faults.length} faults`,
    );
    return faults;
  } finally {
    await academy.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function judgeRestored(
  academy: AcademyServer,
  before: readonly { taken: Taken }[],
): Promise<string[]> {
  // The reader knows one database in its life: in a process of its own for each round.
  const script = join(import.meta.dirname, 'print-results.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...academy.environment() },
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  await once(child, 'close');
  const results = new Map<string, import('../faults/results.ts').Result>(JSON.parse(output));
  return before.flatMap(({ taken: { attemptId, ledger } }) => {
    const result = results.get(attemptId);
    const { lost, duplicated, reordered } = judge(ledger, result?.stored ?? []);
    const status = result?.status === 'submitted' ? [] : [`it is ${result?.status ?? 'gone'}`];
    const all = [...status, ...lost, ...duplicated, ...reordered, ...(result?.extra ?? [])];
    return all.map((text) => `attempt ${attemptId}: ${text}`);
  });
}

async function main(): Promise<boolean> {
  await buildIfStale();
  await loadScript();
  const postgres = options.database === 'postgresql' ? await startPostgres() : null;
  const faults: string[] = [];
  try {
    for (let round = 0; round < Number(options.rounds); round += 1) {
      const url = postgres ? await postgres.createDatabase(`drill-${round}`) : null;
      faults.push(...(await drill(Number(options.seed) + round, url)));
    }
  } finally {
    await postgres?.stop();
  }
  for (const fault of faults.slice(0, 20)) say(`  ${fault}`);
  return faults.length === 0;
}

process.exit((await main()) ? 0 : 1);
