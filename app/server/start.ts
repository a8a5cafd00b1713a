import { spawn } from 'node:child_process';

/** Runs the built server as a child with these variables, passes signals on and exits as it exits. */
export function runServer(variables: NodeJS.ProcessEnv): void {
  const server = spawn(process.execPath, ['--enable-source-maps', 'build/server/main.js'], {
    stdio: 'inherit',
    env: variables,
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => server.kill(signal));
  server.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}
