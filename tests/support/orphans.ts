import { type ChildProcess, spawn } from 'node:child_process';

/**
 * Sees to it that a process and a folder end with this one, however that ends: by an error, Ctrl-C or SIGKILL. A small
 * process of its own waits for it, sends `signal`, and removes the folder. @returns a function that calls it off
 */
export function endWithThisProcess(thing: {
  child?: ChildProcess;
  signal?: 'KILL' | 'QUIT';
  folder?: string;
}): () => void {
  const { child, signal = 'KILL', folder = '' } = thing;
  const script =
    'cat >/dev/null; [ -z "$0" ] || kill -$1 "$0"; [ -z "$2" ] || { sleep 1; rm -rf "$2"; }';
  const guard = spawn('sh', ['-c', script, String(child?.pid ?? ''), signal, folder], {
    // Out of this process's group: Ctrl-C must not end the guard first.
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  guard.unref();
  return () => guard.kill('SIGKILL');
}
