import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import manifest from '../../package.json' with { type: 'json' };
import { findFreePort } from './free-port.ts';
import { endWithThisProcess } from './orphans.ts';

/** A running Node program that serves on a port. `url` without a slash at its end. */
export type Program = {
  child: ChildProcess;
  pid: number;
  port: number;
  url: string;
  /** What it has printed so far. */
  output: () => string;
  /** SIGKILL is a power cut, SIGTERM a proper stop. Resolves to the exit code, null when killed. */
  end: (signal?: 'SIGKILL' | 'SIGTERM') => Promise<number | null>;
};

/** What node is given by `npm start`: options, and the built server. */
export const serverArguments = manifest.scripts.start.split(' ').slice(2);

/**
 * Starts a program with PORT in its environment and waits until `/healthz` answers; it ends with this process, however
 * that ends. @throws Error with what it printed when it ends before.
 */
export async function startProgram(
  args: readonly string[],
  variables: Record<string, string>,
  given: { port?: number; host?: string; channel?: boolean } = {},
): Promise<Program> {
  const { host = '127.0.0.1', port = await findFreePort(), channel = false } = given;
  const url = `http://${host}:${port}`;
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe', channel ? 'ipc' : 'ignore'],
    env: { ...process.env, HOST: host, PORT: String(port), ...variables },
  });
  const callOff = endWithThisProcess({ child });
  child.once('exit', callOff);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  const end = async (signal: NodeJS.Signals = 'SIGTERM') => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill(signal);
      await once(child, 'exit');
    }
    return child.exitCode;
  };
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`The server ended:\n${output}`);
    const alive = await fetch(`${url}/healthz`).catch(() => null);
    await alive?.body?.cancel();
    if (alive?.ok) return { child, pid: child.pid ?? 0, port, url, output: () => output, end };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Runs a TypeScript file to its end in a process of its own. @throws Error with what it printed when it fails. */
export async function runScript(
  script: string,
  args: readonly string[],
  variables: Record<string, string>,
): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: 'production', ...variables },
  });
  child.once('exit', endWithThisProcess({ child }));
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${script} failed:\n${output}`);
}
