import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/** Where a passphrase comes from. Never the command line, which every user of the machine can read. */
export type PassphraseSource = { file: string | undefined; variable: string | undefined };

/** One that is guessed at for years, off the server, has to be long. */
const leastLetters = 15;

/**
 * The passphrase that was given, or null.
 * @throws Error that tells the operator what is wrong with it
 */
export async function readPassphrase(source: PassphraseSource): Promise<string | null> {
  const { file, variable } = source;
  if (file === undefined) return variable ?? null;
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Error(`The passphrase cannot be read from ${file} (${error.code}).`);
  });
  const [line = ''] = text.split(/\r?\n/);
  if (line === '') throw new Error(`${file} is empty: its first line has to be the passphrase.`);
  return line;
}

/** Asks for a passphrase on the terminal, where it is not shown. @throws Error when there is no terminal */
export async function askPassphrase(question: string): Promise<string> {
  if (!process.stdin.isTTY)
    throw new Error('There is no terminal to ask for the passphrase: give --passphrase-file.');
  process.stderr.write(question);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true });
  const answer = await terminal.question('').finally(() => terminal.close());
  process.stderr.write('\n');
  return answer;
}

/** @throws Error when a passphrase is too short to protect a file that anybody may get hold of one day */
export function checkStrength(passphrase: string): void {
  if ([...passphrase].length >= leastLetters) return;
  throw new Error(
    `The passphrase is too short: take at least ${leastLetters} letters, such as four or five words drawn by chance.`,
  );
}
