import { sha256 } from './hash.server.ts';
import { fileStart, type Report } from './problems.server.ts';

/**
 * Whose turn it is: the file that is being read, compiled or judged. Whoever watches over the work learns so which file to
 * blame when time or memory runs out, and that file is not read again as it is. Turns must not overlap.
 */

/** A file as its author knows it, and what it says, as a digest. */
export type Turn = { file: string; key: string };

/** Why a text is not read again. */
export type Refusal = 'time' | 'memory';

let tell: (turn: Turn | null) => void = () => undefined;
let refused: ReadonlyMap<string, Refusal> = new Map();

/** Has turns told to `onTurn` (null: a turn is over), and refuses the texts that are named by their keys. */
export function watchTurns(
  onTurn: (turn: Turn | null) => void,
  texts: ReadonlyMap<string, Refusal>,
): void {
  tell = onTurn;
  refused = texts;
}

/** Does something with a file in its turn. */
export async function inTurn<T>(
  file: string,
  text: string,
  work: () => T | Promise<T>,
): Promise<T> {
  tell({ file, key: sha256(text) });
  try {
    return await work();
  } finally {
    tell(null);
  }
}

const words: Readonly<Record<Refusal, string>> = {
  time: 'takes too long to read',
  memory: 'takes more memory to read than there is',
};

/** Reports a text that ran out of time or memory before. @returns whether it may be read */
export function mayBeRead(text: string, report: Report): boolean {
  const why = refused.size === 0 ? undefined : refused.get(sha256(text));
  if (why === undefined) return true;
  report.error(
    'over-limit',
    fileStart,
    `this file ${words[why]}, so it was given up, and what was published before stays; split it, or take out what was written last.`,
  );
  return false;
}
