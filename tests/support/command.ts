import { execFile } from 'node:child_process';

/** How a command ended and what it printed; `status`: -1 where it was ended. */
export type Ran = { status: number; stdout: string; stderr: string };

/** Runs `npm run <command> -- <args>`; `within`: a program with its arguments that starts it. */
export function runCommand(
  command: string,
  args: readonly string[],
  variables: Record<string, string> = {},
  within: readonly string[] = [],
): Promise<Ran> {
  const words = [...within, 'npm', 'run', '--silent', command, '--', ...args];
  const [first = '', ...rest] = words;
  const options = { encoding: 'utf8', env: { ...process.env, ...variables } } as const;
  return new Promise((done) => {
    const program = execFile(first, rest, options, (_error, stdout, stderr) =>
      done({ status: program.exitCode ?? -1, stdout, stderr }),
    );
  });
}
