import { explainFailure } from '#app/db/operator-words.server.ts';

/** Something about the command line is wrong; its message says what. */
export class UsageError extends Error {}

/**
 * Runs what a command does and ends the process with 0; with 1 when it throws, 2 when the command line makes no sense. All
 * that it says is one sentence each. `--help` shows the usage instead.
 */
export async function runCommand(
  usage: string,
  work: (write: (line: string) => void) => Promise<void>,
): Promise<void> {
  const write = (line: string) => void process.stdout.write(`${line}\n`);
  const complain = (line: string) => void process.stderr.write(`${line}\n`);
  if (process.argv.slice(2).some((word) => word === '--help' || word === '-h')) return write(usage);
  try {
    await work(write);
  } catch (error) {
    const isUsage = error instanceof UsageError || findCode(error).startsWith('ERR_PARSE_ARGS');
    if (isUsage && error instanceof Error) complain(`${error.message}\n\n${usage}`);
    else
      complain(
        findCode(error) === '' && error instanceof Error ? error.message : explainFailure(error),
      );
    process.exitCode = isUsage ? 2 : 1;
  }
}

// What the system and the databases' drivers throw has a code; what is thrown here has words.
function findCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
