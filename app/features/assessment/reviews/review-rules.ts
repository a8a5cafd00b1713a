/** How it reads that something was decided about an attempt. Pure: no I/O here. */

const words: Record<string, string> = {
  'grade-answer': 'The points are given, and the cadet is told.',
  'decide-appeal': 'The points are changed, and the cadet is told.',
  'void-attempt': 'The attempt is voided, and the cadet is told.',
  'reopen-attempt': 'The attempt is open again, and the cadet is told.',
};

/** What was just decided, from the address; null when it says nothing. */
export function toDecidedWords(done: string | null): string | null {
  return words[done ?? ''] ?? null;
}
