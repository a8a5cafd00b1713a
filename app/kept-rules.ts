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

/** Where a text was written: the mark of the person whom the page was made for, and the page's heading. */
export type Origin = { by?: string; page?: string };

type Page = {
  documentElement: { dataset: { madeFor?: string } };
  querySelector(selectors: string): { textContent: string | null } | null;
};

/** The origin of what is written on this page. */
export function toOrigin(page: Page): Origin {
  const { madeFor: by } = page.documentElement.dataset;
  return { by, page: page.querySelector('h1')?.textContent?.trim() };
}

/** Something that waits there to be sent; `text`: of a note. */
export type Unsent = Origin & { kind: 'note' | 'answers'; text?: string };

/** The notes, and the attempts with answers, that wait there to be sent. */
export function listUnsent(storage: Texts): Unsent[] {
  return listKeys(storage).flatMap((key): Unsent[] => {
    const { by, page, text, waiting } = readKept(storage.getItem(key));
    if (key.startsWith(notes)) return [{ kind: 'note', by, page, text: text ?? '' }];
    const waits = key.startsWith(attempts) && Object.keys(waiting ?? {}).length > 0;
    return waits ? [{ kind: 'answers', by, page }] : [];
  });
}

function readKept(text: string | null): Origin & { text?: string; waiting?: object } {
  try {
    return JSON.parse(text ?? '{}') ?? {};
  } catch {
    return {};
  }
}

const mostNamed = 6;
const longestWords = 60;

/**
 * What is asked before somebody signs out who would lose what was not sent yet, or null when nothing waits. Of what others
 * wrote who did not sign out, it says that it is there, and nothing of what or where.
 * @param mark of the person who signs out
 */
export function toLeavingQuestion(unsent: readonly Unsent[], mark?: string): string | null {
  if (unsent.length === 0) return null;
  const lines = unsent.slice(0, mostNamed).map((one) => `• ${toLine(one, mark)}`);
  if (unsent.length > mostNamed) lines.push(`• and ${unsent.length - mostNamed} more`);
  const others = unsent.some(({ by }) => by !== undefined && by !== mark)
    ? ' What is somebody else’s, only they can save, signed in on this browser.'
    : '';
  return `Not sent yet, and kept in this browser only:\n${lines.join('\n')}\n\nSigning out deletes it. To keep it, cancel, open the page where it was written, and wait until it says that it is saved.${others}\n\nSign out and delete it?`;
}

function toLine({ kind, by, page, text }: Unsent, mark: string | undefined): string {
  const isNote = kind === 'note';
  if (by === undefined) return isNote ? 'a note' : 'answers of a quiz';
  if (by !== mark) {
    const what = isNote ? 'a note' : 'quiz answers';
    return `${what} of somebody else, who did not sign out here`;
  }
  const place = page ? ` in “${page}”` : '';
  if (!isNote) return `your answers${place}`;
  const words = text?.replace(/\s+/g, ' ').trim() ?? '';
  const begin = words.length > longestWords ? `${words.slice(0, longestWords)}…` : words;
  return `your note${place}${begin && `: “${begin}”`}`;
}

/** Forgets notes and answers, whoever they are of, and nothing else that is stored. */
export function forgetKept(storage: Texts): void {
  for (const key of listKeys(storage))
    if (key.startsWith(notes) || key.startsWith(attempts)) storage.removeItem(key);
}
