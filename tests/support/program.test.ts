import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';

const owner = (ending: string) => `
  import { mkdtempSync, writeFileSync } from 'node:fs';
  import { endWithThisProcess } from '${resolve('tests/support/orphans.ts')}';
  import { startProgram } from '${resolve('tests/support/program.ts')}';
  const [server, folder] = process.argv.slice(2);
  endWithThisProcess({ folder });
  const { pid } = await startProgram([server], {});
  process.stdout.write(String(pid) + '\\n');
  ${ending}
`;

const server = `
  const { createServer } = require('node:http');
  createServer((_, answer) => answer.end('alive')).listen(process.env.PORT, process.env.HOST);
`;

/** A process that has started a server and a folder; it ends as `ending` says, or waits. */
async function startOwner(
  ending: string,
): Promise<{ child: ChildProcess; pid: number; folder: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'rapport-owned-'));
  writeFileSync(join(folder, 'server.cjs'), server);
  writeFileSync(join(folder, 'owner.mts'), owner(ending));
  const args = ['--import', 'tsx', join(folder, 'owner.mts'), join(folder, 'server.cjs'), folder];
  // A terminal runs it in a group of its own, and sends Ctrl-C to the whole of it.
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
  });
  const [text] = await once(child.stdout, 'data');
  return { child, pid: Number(String(text)), folder };
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test.each([
  ['an error', "throw new Error('on purpose');", null],
  ['its deadline', 'setTimeout(() => process.exit(1), 1);', null],
  ['Ctrl-C', '', 'SIGINT'],
  ['SIGKILL', '', 'SIGKILL'],
] as const)('a server and a folder end with who started them: %s', async (_how, ending, signal) => {
  const { child, pid, folder } = await startOwner(ending);
  expect(pid).toBeGreaterThan(0);
  if (signal) {
    expect(isRunning(pid)).toBe(true);
    if (signal === 'SIGINT') process.kill(-(child.pid ?? 0), signal);
    else child.kill(signal);
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  while (isRunning(pid) || existsSync(folder)) await pause(20);
});
