/**
 * What pages keep in the browser's own storage until the server has it: notes and answers, by name. Whoever signs out on a
 * machine that others use must leave none of it there.
 */
const notes = 'note ';
const attempts = 'rapport attempt ';

/** The name under which a private note is kept while it is not saved. */
export const toNoteKey = (parts: readonly (string | null)[]) => `${notes}${parts.join(' ')}`;

/** The name under which answers of an attempt are kept that are on their way. */
export const toAttemptKey = (attemptId: string) => `${attempts}${attemptId}`;

type Texts = Pick<Storage, 'length' | 'key' | 'getItem' | 'removeItem'>;

const listKeys = (storage: Texts): string[] =>
  Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? '');

/** How many notes, and attempts with answers, wait there to be sent. */
export function countUnsent(storage: Texts): { notes: number; attempts: number } {
  const keys = listKeys(storage);
  return {
    notes: keys.filter((key) => key.startsWith(notes)).length,
    attempts: keys.filter((key) => key.startsWith(attempts) && hasWaiting(storage.getItem(key)))
      .length,
  };
}

function hasWaiting(text: string | null): boolean {
  try {
    const { waiting }: { waiting?: object } = JSON.parse(text ?? '{}') ?? {};
    return Object.keys(waiting ?? {}).length > 0;
  } catch {
    return false;
  }
}

/** Forgets notes and answers, whoever they are of, and nothing else that is stored. */
export function forgetKept(storage: Texts): void {
  for (const key of listKeys(storage))
    if (key.startsWith(notes) || key.startsWith(attempts)) storage.removeItem(key);
}
