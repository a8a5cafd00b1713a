import { diffArrays, diffWords } from 'diff';

/** What changed between two texts, word by word, for people to read. */

/** A stretch of words. */
export type DiffPart = { kind: 'same' | 'added' | 'removed'; text: string };

/** Lines that are the same in both, or a stretch that is not. `line`: its first line in the newer text, 1-based. */
export type DiffBlock =
  | { kind: 'same'; line: number; lines: string[] }
  | { kind: 'changed'; line: number; parts: DiffPart[] };

/** All of it in order; `added` and `removed` count words. */
export type TextDiff = { blocks: DiffBlock[]; added: number; removed: number };

// Two texts with nothing in common would be compared for a long time, for a picture nobody can read.
const patience = 300;

const countWords = (text: string) => text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;

function compareWords(before: string, after: string): DiffPart[] {
  const changes = diffWords(before, after, { timeout: patience });
  if (changes === undefined) {
    return [
      { kind: 'removed', text: before },
      { kind: 'added', text: after },
    ];
  }
  return changes.map(
    ({ added, removed, value }): DiffPart => ({
      kind: added ? 'added' : removed ? 'removed' : 'same',
      text: value,
    }),
  );
}

/**
 * Compares two texts. Lines that were only broken elsewhere count as the same.
 */
export function diffTexts(before: string, after: string): TextDiff {
  const diff: TextDiff = { blocks: [], added: 0, removed: 0 };
  let line = 1;
  let gone: string[] = [];
  let come: string[] = [];
  const keep = (lines: string[]) => {
    const last = diff.blocks.at(-1);
    if (last?.kind === 'same') last.lines.push(...lines);
    else if (lines.length > 0) diff.blocks.push({ kind: 'same', line, lines: [...lines] });
    line += lines.length;
  };
  const close = () => {
    if (gone.length === 0 && come.length === 0) return;
    const parts = compareWords(gone.join('\n'), come.join('\n'));
    if (parts.every(({ kind }) => kind === 'same')) keep(come);
    else {
      diff.blocks.push({ kind: 'changed', line, parts });
      for (const { kind, text } of parts) if (kind !== 'same') diff[kind] += countWords(text);
      line += come.length;
    }
    [gone, come] = [[], []];
  };
  const text = (whole: string) => whole.replace(/\n+$/, '').split('\n');
  for (const { added, removed, value } of diffArrays(text(before), text(after))) {
    if (removed) gone.push(...value);
    else if (added) come.push(...value);
    else {
      close();
      keep(value);
    }
  }
  close();
  return diff;
}
